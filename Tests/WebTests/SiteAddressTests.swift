import NIOCore
import Testing

@testable import Web

@Suite("Site address")
struct SiteAddressTests {
    private let site = SiteAddress(name: "Money.Example.org", httpsPort: 443)

    @Test(
        "our name and localhost are ours, in any case and with any port",
        arguments: [
            "money.example.org", "MONEY.example.org:8443", "localhost", "localhost:1", "money.example.org.",
        ]
    )
    func ours(authority: String) { #expect(site.admits(authority: authority, local: nil)) }

    @Test(
        "everything else is not",
        arguments: [
            "", "example.org", "x.money.example.org", "money.example.org.evil.example", "money.example.org:",
            "money.example.org:x",
            "money.example.org:123456", "user@money.example.org", "money.example.org/", "[::1", "[localhost]",
            "127.0.0.1", "::1",
            "localhost localhost", "localhost\u{E9}",
        ]
    )
    func foreign(authority: String) { #expect(!site.admits(authority: authority, local: nil)) }

    @Test("an address is ours when the connection came in on it")
    func addresses() throws {
        let v4 = try SocketAddress(ipAddress: "192.0.2.7", port: 443)
        #expect(site.admits(authority: "192.0.2.7:443", local: v4))
        #expect(!site.admits(authority: "192.0.2.8", local: v4))
        let v6 = try SocketAddress(ipAddress: "2001:db8::7", port: 443)
        #expect(site.admits(authority: "[2001:DB8:0::7]:443", local: v6))
        #expect(!site.admits(authority: "[2001:db8::8]", local: v6))
        let mapped = try SocketAddress(ipAddress: "::ffff:192.0.2.7", port: 443)
        #expect(site.admits(authority: "192.0.2.7", local: mapped))
    }

    @Test("only a real host name may promise HTTPS for ever")
    func realNames() {
        #expect(site.isRealHostName)
        for name in ["localhost", "app.localhost", "127.0.0.1", "2001:db8::7", "machine"] {
            #expect(!SiteAddress(name: name, httpsPort: 443).isRealHostName)
        }
    }

    @Test("a redirect keeps host and target and sets the port; a foreign host gets none")
    func redirects() {
        let site = SiteAddress(name: "localhost", httpsPort: 8443)
        #expect(
            site.httpsLocation(authority: "LOCALHOST:8080", local: nil, target: "/a?b") == "https://localhost:8443/a?b"
        )
        #expect(site.httpsLocation(authority: "evil.example", local: nil, target: "/") == nil)
    }
}
