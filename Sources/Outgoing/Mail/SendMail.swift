internal import CCurl
internal import Foundation

extension MailServer {
    /// Hands one mail to the server and returns once the server has taken it.
    ///
    /// A mail whose conversation broke off after its last line may have been taken all the same;
    /// sent again under the same id, a receiver can see that it is the same.
    /// - Throws: `MailError`; `isPermanent` says whether another attempt is of use.
    public func send(_ mail: Mail) async throws(MailError) {
        let server = self
        let outcome: Result<Void, MailError>
        do throws(OutgoingError) {
            outcome = try await OutgoingThreads.shared.run { abandonment in
                Result { () throws(MailError) in try server.perform(mail, abandonment) }
            }
        } catch {
            throw .unreachable(error)
        }
        try outcome.get()
    }

    private func perform(_ mail: Mail, _ abandonment: Abandonment) throws(MailError) {
        let transfer: Transfer
        do throws(OutgoingError) {
            transfer = try Transfer(host: host, settings: settings, abandonment: abandonment)
            try prepare(transfer, mail)
        } catch {
            throw .unreachable(error)
        }
        do throws(OutgoingError) {
            _ = try transfer.perform()
        } catch {
            throw refusal(replies: transfer.head, transfer.status, error)
        }
    }

    private func prepare(_ transfer: Transfer, _ mail: Mail) throws(OutgoingError) {
        try transfer.set(CURLOPT_PROTOCOLS_STR, encryption == .tls ? "smtps" : "smtp")
        try transfer.set(CURLOPT_URL, address(greeting: mail.from.domain))
        // "All": without TLS nothing goes on, whatever the server says it can.
        let level = encryption == .plain ? CURLUSESSL_NONE : CURLUSESSL_ALL
        try transfer.set(CURLOPT_USE_SSL, Int(level.rawValue))
        if let user, let password {
            try transfer.set(CURLOPT_USERNAME, user)
            try transfer.set(CURLOPT_PASSWORD, password.read())
        }
        try transfer.set(CURLOPT_MAIL_FROM, "<\(mail.from.address)>")
        try transfer.set(CURLOPT_MAIL_RCPT, ["<\(mail.to.address)>"])
        try transfer.set(CURLOPT_UPLOAD, 1)
        transfer.upload = Data(mail.message.utf8)
    }

    /// What a failed conversation means, from what the server said.
    func refusal(replies: [String], _ code: Int, _ error: OutgoingError) -> MailError {
        switch error {
        // Then the last reply was to something that went well.
        case .encryptionFailed, .certificateRefused, .timedOut, .cancelled, .cannotConnect,
            .hostNotFound, .certificateFileUnusable, .secretFileUnusable, .badAddress, .badHeader,
            .notEncrypted, .busy, .tooLarge:
            return .unreachable(error)
        case .failed: break
        }
        // A server that turns everybody away at its door has said nothing about this mail.
        if replies.count == 1 { return .unreachable(.failed(host: host, reason: replies[0])) }
        // After a refusal the two still take leave of each other.
        let reply = replies.last { $0.hasPrefix(String(code)) } ?? ""
        let words = String(reply.dropFirst(4).prefix(200))
        return switch code {
        // RFC 4954: replies of and about signing in.
        case 432, 454, 530, 534, 535, 538:
            .signInRefused(host: host, code: code, words: words)
        case 500...599: .refused(code: code, words: words)
        case 400...499: .deferred(code: code, words: words)
        default: .unreachable(error)
        }
    }
}
