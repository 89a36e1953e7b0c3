internal import Foundation
internal import Outgoing
public import Values

/// Signs people in through an OpenID Connect provider: authorization code flow with PKCE.
///
/// ```swift
/// let attempt = try await client.begin()      // keep it, send the browser to attempt.redirect
/// let identity = try await client.finish(answer, attempt)
/// ```
///
/// Remembers the provider's description and keys for an hour.
public actor SignOnClient {
    public nonisolated let provider: SignOnProvider
    private let web: WebClient
    private let clock: Clock
    private var document: (value: ProviderDocument, read: Instant)?
    private var keys: (value: KeySet, read: Instant)?

    /// Milliseconds for which description and keys are remembered.
    private static let memory: Int64 = 3_600_000

    /// Makes a client; nothing is asked of the provider yet.
    public init(_ provider: SignOnProvider, clock: Clock = .system) {
        self.provider = provider
        self.clock = clock
        web = WebClient(provider.settings)
    }

    /// Starts a sign-in.
    /// - Throws: `SignOnError.unreachable`, `.badDocument`.
    public func begin() async throws(SignOnError) -> SignOnAttempt {
        var generator = SystemRandomNumberGenerator()
        return SignOnAttempt(
            provider, try await currentDocument(), began: clock.now(), using: &generator)
    }

    /// Ends a sign-in: checks that the way back is that of the attempt, gives the code for a token,
    /// checks the token, and asks about the person where the token is silent.
    public func finish(
        _ answer: SignOnAnswer, _ attempt: SignOnAttempt
    ) async throws(SignOnError) -> Identity {
        let code = try answer.code(for: attempt, issuer: provider.issuer, now: clock.now())
        let document = try await currentDocument()
        let request: WebRequest
        do throws(OutgoingError) {
            request = try provider.exchange(code, verifier: attempt.verifier, document)
        } catch {
            throw .unreachable(error)
        }
        let tokens = try TokenAnswer(try await send(request))
        let claims = try await verify(tokens.idToken, nonce: attempt.nonce, document)
        let page = try await page(for: claims, tokens.accessToken, document)
        return Identity(issuer: provider.issuer, token: claims.person, page: page)
    }

    private func verify(
        _ token: String, nonce: String, _ document: ProviderDocument
    ) async throws(SignOnError) -> Claims {
        let check = IDTokenCheck(
            issuer: provider.issuer, clientID: provider.clientID, nonce: nonce, now: clock.now())
        let known = try await currentKeys(document)
        do throws(TokenProblem) {
            return try check.verify(token, keys: known.keys)
        } catch {
            // A provider changes its keys without a word: a name not known is looked up, once.
            guard case .unknownKey = error, !known.isFresh else { throw .tokenRefused(error) }
        }
        keys = nil
        let fresh = try await currentKeys(document)
        do throws(TokenProblem) {
            return try check.verify(token, keys: fresh.keys)
        } catch {
            throw .tokenRefused(error)
        }
    }

    /// What the provider's page says of the person, where the token left out name or address.
    private func page(
        for claims: Claims, _ accessToken: String?, _ document: ProviderDocument
    ) async throws(SignOnError) -> PersonClaims? {
        let person = claims.person
        guard person.email == nil || person.name == nil, let address = document.userinfo,
            let accessToken
        else { return nil }
        let response = try await get(
            address.text, headers: [("Authorization", "Bearer " + accessToken)])
        guard response.status == 200,
            let page = try? JSONDecoder().decode(PersonClaims.self, from: response.body)
        else { throw .badAnswer("userinfo") }
        // Core 1.0, section 5.3.2: a page about somebody else is not used.
        guard page.sub == person.sub else { throw .badAnswer("userinfo.sub") }
        return page
    }

    private func currentDocument() async throws(SignOnError) -> ProviderDocument {
        if let document, isFresh(document.read) { return document.value }
        let response = try await get(provider.documentAddress)
        guard response.status == 200 else { throw .badDocument("HTTP \(response.status)") }
        let value = try ProviderDocument(response.body, of: provider)
        document = (value, clock.now())
        return value
    }

    /// The keys, and whether they were asked for just now.
    private func currentKeys(
        _ document: ProviderDocument
    ) async throws(SignOnError) -> (keys: KeySet, isFresh: Bool) {
        if let keys, isFresh(keys.read) { return (keys.value, false) }
        let response = try await get(document.keys.text)
        guard response.status == 200 else { throw .badDocument("jwks_uri") }
        let value = try KeySet(response.body)
        keys = (value, clock.now())
        return (value, true)
    }

    private func isFresh(_ read: Instant) -> Bool {
        (0..<Self.memory).contains(clock.now().milliseconds - read.milliseconds)
    }

    private func get(
        _ address: String, headers: [(name: String, value: String)] = []
    ) async throws(SignOnError) -> WebResponse {
        let request: WebRequest
        do throws(OutgoingError) {
            request = try WebRequest(
                get: address, headers: [("Accept", "application/json")] + headers)
        } catch {
            throw .unreachable(error)
        }
        return try await send(request)
    }

    private func send(_ request: WebRequest) async throws(SignOnError) -> WebResponse {
        do throws(OutgoingError) {
            return try await web.send(request)
        } catch {
            throw .unreachable(error)
        }
    }
}
