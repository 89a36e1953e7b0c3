import Testing

@testable import Outgoing

@Suite struct WebAddressTests {
    @Test(arguments: [
        ("https://id.example.cn/a?b=c#d", "https://id.example.cn/a?b=c", "id.example.cn"),
        ("HTTPS://ID.Example.cn", "https://ID.Example.cn/", "id.example.cn"),
        ("http://127.1:8080/", "http://127.0.0.1:8080/", "127.0.0.1"),
        ("http://0x7f000001/", "http://127.0.0.1/", "127.0.0.1"),
        ("http://[::1]:9/", "http://[::1]:9/", "[::1]"),
    ])
    func anAddressIsSplitAsItIsConnectedTo(address: String, text: String, host: String) throws {
        let split = try WebAddress(address)
        #expect(split.text == text)
        #expect(split.host == host)
    }

    @Test(arguments: [
        "", "id.example.cn", "ftp://id.example.cn/", "file:///etc/passwd", "smtp://localhost/",
        "https://", "https://user:secret@id.example.cn/", "https://a b/", "https://a\r\nb/",
        "https://a/\0", "https://id.example.cn:99999/", "javascript:alert(1)",
    ])
    func whatIsNoAddressOfTheWebIsRefused(address: String) {
        #expect(throws: OutgoingError.badAddress(address)) { try WebAddress(address) }
    }

    @Test(arguments: ["localhost", "LOCALHOST", "127.0.0.1", "127.9.8.7", "::1", "[::1]"])
    func thisMachineIsKnown(host: String) {
        #expect(Loopback.contains(host))
    }

    @Test(arguments: [
        "", "127.0.0.1.example.cn", "localhost.example.cn", "128.0.0.1", "127.0.0", "127.0.0.256",
        "127.0.0.+1", "0.0.0.0", "[::2]", "10.0.0.1",
    ])
    func otherMachinesAreNotTakenForIt(host: String) {
        #expect(!Loopback.contains(host))
    }

    @Test func aHostOfTheConfigurationNeedNotBeEncrypted() throws {
        var settings = OutgoingSettings()
        settings.plainHosts = ["id.intranet"]
        #expect(try WebAddress("http://ID.intranet/").isAllowed(settings))
        #expect(try !WebAddress("http://other.intranet/").isAllowed(settings))
        #expect(try !WebAddress("http://id.intranet.example.cn/").isAllowed(settings))
        #expect(try WebAddress("https://other.intranet/").isAllowed(settings))
    }
}
