import Foundation
import Outgoing
import TestSupport

/// A person with a browser, as far as signing in needs one: keeps cookies, fills forms, and is sent
/// from page to page by hand.
struct Person {
    private var cookies: [String: String] = [:]
    private let root: String
    private let callback: String

    init(_ provider: ChildServer, callback: String) {
        root = "http://127.0.0.1:\(provider.port)"
        self.callback = callback
    }

    /// Goes to the provider, signs in, allows what is asked; returns the address it is sent back to.
    mutating func signIn(at redirect: String, password: String = "a long pass phrase") async throws
        -> String
    {
        let login = try await follow(try await get(redirect))
        let loggedIn = try await post(
            login.text, to: login.address,
            [("username", "li.si"), ("password", password)])
        guard loggedIn.status == 302 else { return "" }
        let consent = try await follow(loggedIn)
        guard consent.address.hasPrefix(root) else { return consent.address }
        let end = try await post(consent.text, to: root + "/oidc/authorize", [("allow", "yes")])
        return end.header("location") ?? ""
    }

    /// Goes where an answer sends to, until there is a page or it is the platform's.
    private mutating func follow(_ first: WebResponse) async throws -> (
        text: String, address: String
    ) {
        var answer = first
        var address = ""
        while let location = answer.header("location") {
            address = location.hasPrefix("/") ? root + location : location
            if address.hasPrefix(callback) { break }
            answer = try await get(address)
        }
        return (answer.text, address)
    }

    private mutating func get(_ address: String) async throws -> WebResponse {
        try await send(WebRequest(get: address, headers: [("Cookie", cookie)]))
    }

    /// Posts a page's form with its hidden fields and what is filled in.
    private mutating func post(
        _ page: String, to address: String, _ filled: [(name: String, value: String)]
    ) async throws -> WebResponse {
        var fields = filled
        for tag in page.matches(of: /<input[^>]*type="hidden"[^>]*>/) {
            guard let name = tag.output.firstMatch(of: /name="([^"]*)"/)?.1,
                let value = tag.output.firstMatch(of: /value="([^"]*)"/)?.1
            else { continue }
            fields.append((String(name), String(value).replacing("&amp;", with: "&")))
        }
        return try await send(
            WebRequest(form: fields, to: address, headers: [("Cookie", cookie)]))
    }

    private mutating func send(_ request: WebRequest) async throws -> WebResponse {
        let answer = try await WebClient().send(request)
        for header in answer.headers where header.name == "set-cookie" {
            let pair = header.value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            if pair.count == 2 { cookies[String(pair[0])] = String(pair[1]) }
        }
        return answer
    }

    private var cookie: String {
        cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    }
}
