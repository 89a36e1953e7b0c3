internal import CCurl
internal import Foundation

/// One exchange with another server through libcurl, made, run and thrown away on one thread.
///
/// What holds for every exchange is set here and nowhere else: certificates are checked, no
/// redirect is followed, no proxy and no password is taken from the environment, time is limited.
final class Transfer {
    let host: String
    /// The lines of the answer's head, without their ends; of SMTP, what the server said.
    private(set) var head: [String] = []
    private(set) var body = Data()
    /// What is sent when the server asks for it.
    var upload = Data()

    private let handle: UnsafeMutableRawPointer
    private let settings: OutgoingSettings
    private let abandonment: Abandonment
    private let reason: UnsafeMutablePointer<CChar>
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var headSize = 0
    private var isTooLarge = false

    /// curl wants this once, before any thread uses it.
    private static let isStarted = dongting_curl_start() == CURLE_OK

    init(host: String, settings: OutgoingSettings, abandonment: Abandonment)
        throws(OutgoingError)
    {
        guard Self.isStarted, let handle = curl_easy_init() else {
            throw .failed(host: host, reason: "libcurl")
        }
        self.handle = handle
        self.host = host
        self.settings = settings
        self.abandonment = abandonment
        reason = .allocate(capacity: Int(CURL_ERROR_SIZE))
        reason.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try setWhatAlwaysHolds()
        try setCallbacks()
    }

    deinit {
        curl_easy_cleanup(handle)
        for list in lists { curl_slist_free_all(list) }
        reason.deallocate()
    }

    /// Runs the exchange to its end and returns the server's last status.
    func perform() throws(OutgoingError) -> Int {
        let code = curl_easy_perform(handle)
        guard code == CURLE_OK else { throw failure(code) }
        return status
    }

    /// The last status the server answered with: of HTTP, or of SMTP; 0 where it has not answered.
    var status: Int {
        var status = 0
        return dongting_curl_response_code(handle, &status) == CURLE_OK ? status : 0
    }

    func set(_ option: CURLoption, _ text: String) throws(OutgoingError) {
        try check(dongting_curl_set_text(handle, option, text))
    }

    func set(_ option: CURLoption, _ number: Int) throws(OutgoingError) {
        try check(dongting_curl_set_number(handle, option, number))
    }

    func set(_ option: CURLoption, size: Int) throws(OutgoingError) {
        try check(dongting_curl_set_size(handle, option, curl_off_t(size)))
    }

    func set(_ option: CURLoption, _ lines: [String]) throws(OutgoingError) {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else {
                curl_slist_free_all(list)
                throw .failed(host: host, reason: "libcurl")
            }
            list = longer
        }
        guard let list else { return }
        lists.append(list)
        try check(dongting_curl_set_list(handle, option, list))
    }

    private func check(_ code: CURLcode) throws(OutgoingError) {
        if code != CURLE_OK { throw failure(code) }
    }

    private func setWhatAlwaysHolds() throws(OutgoingError) {
        try check(dongting_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, reason))
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let file = settings.certificateFile { try set(CURLOPT_CAINFO, file) }
        try set(CURLOPT_FOLLOWLOCATION, 0)
        // An empty text is "none"; nothing at all would be what the environment says.
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_CONNECTTIMEOUT_MS, settings.connectTimeout)
        try set(CURLOPT_TIMEOUT_MS, settings.timeout)
        try set(CURLOPT_MAXFILESIZE_LARGE, size: settings.answerLimit)
    }

    private func setCallbacks() throws(OutgoingError) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        for option in [
            CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_READDATA, CURLOPT_XFERINFODATA,
        ] {
            try check(dongting_curl_set_pointer(handle, option, context))
        }
        try check(
            dongting_curl_set_bytes(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
                Transfer.of(context).takeHead(
                    UnsafeRawBufferPointer(start: bytes, count: size * count))
            })
        try check(
            dongting_curl_set_bytes(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
                Transfer.of(context).takeBody(
                    UnsafeRawBufferPointer(start: bytes, count: size * count))
            })
        try check(
            dongting_curl_set_bytes(handle, CURLOPT_READFUNCTION) { bytes, size, count, context in
                Transfer.of(context).give(
                    UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
            })
        try set(CURLOPT_NOPROGRESS, 0)
        try check(
            dongting_curl_set_progress(handle) { context, _, _, _, _ in
                Transfer.of(context).abandonment.isAbandoned ? 1 : 0
            })
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> Transfer {
        // Set by `setCallbacks` to the transfer that runs, which outlives its own `perform`.
        Unmanaged<Transfer>.fromOpaque(context.unsafelyUnwrapped).takeUnretainedValue()
    }

    /// Takes a line; fewer bytes than given make libcurl stop.
    private func takeHead(_ bytes: UnsafeRawBufferPointer) -> Int {
        headSize += bytes.count
        guard headSize <= settings.answerLimit else {
            isTooLarge = true
            return 0
        }
        head.append(String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines))
        return bytes.count
    }

    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard body.count + bytes.count <= settings.answerLimit else {
            isTooLarge = true
            return 0
        }
        body.append(contentsOf: bytes)
        return bytes.count
    }

    private func give(_ space: UnsafeMutableRawBufferPointer) -> Int {
        let part = upload.prefix(space.count)
        space.copyBytes(from: part)
        upload = upload.dropFirst(part.count)
        return part.count
    }

    private func failure(_ code: CURLcode) -> OutgoingError {
        if isTooLarge { return .tooLarge(host: host, limit: settings.answerLimit) }
        let words = String(cString: reason)
        let reason = words.isEmpty ? String(cString: curl_easy_strerror(code)) : words
        return switch code {
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .badAddress(host)
        case CURLE_COULDNT_RESOLVE_HOST: .hostNotFound(host)
        case CURLE_COULDNT_CONNECT: .cannotConnect(host: host, reason: reason)
        case CURLE_OPERATION_TIMEDOUT: .timedOut(host: host)
        case CURLE_PEER_FAILED_VERIFICATION: .certificateRefused(host: host, reason: reason)
        case CURLE_SSL_CONNECT_ERROR, CURLE_USE_SSL_FAILED, CURLE_SSL_CIPHER,
            CURLE_SSL_CERTPROBLEM:
            .encryptionFailed(host: host, reason: reason)
        case CURLE_SSL_CACERT_BADFILE:
            .certificateFileUnusable(settings.certificateFile ?? "")
        case CURLE_FILESIZE_EXCEEDED: .tooLarge(host: host, limit: settings.answerLimit)
        case CURLE_ABORTED_BY_CALLBACK: .cancelled
        default: .failed(host: host, reason: reason)
        }
    }
}
