import Testing

@testable import Egress

@Suite("Destinations")
struct EgressDestinationTests {
    @Test(
        "what an operator reads is the origin",
        arguments: [
            ("https://KMS.eu-central-1.amazonaws.com/a?b", "https://kms.eu-central-1.amazonaws.com"),
            ("https://a.example:443", "https://a.example"), ("https://a.example:8443/", "https://a.example:8443"),
            ("http://127.0.0.1:4566", "http://127.0.0.1:4566"), ("http://[::1]:80/", "http://[::1]"),
            ("https://192.0.2.1/", "https://192.0.2.1"),
        ]
    )
    func text(_ url: String, _ expected: String) throws {
        #expect(try EgressDestination(.keyService, url).text == expected)
    }

    @Test(
        "plain HTTP is for this machine, and for the places that hand out credentials",
        arguments: [
            (EgressDestination.Purpose.keyService, "http://127.0.0.1:1", true), (.keyService, "http://localhost", true),
            (.keyService, "http://169.254.169.254", false), (.credentials, "http://169.254.169.254", true),
            (.credentials, "http://169.254.170.2/x", true), (.credentials, "http://[fd00:ec2::254]", true),
            (.credentials, "http://169.254.1.1", false), (.keyService, "http://a.example", false),
            (.witness, "http://10.0.0.1", false), (.keyService, "http://127.0.0.1.example", false),
        ]
    )
    func plain(_ purpose: EgressDestination.Purpose, _ url: String, _ isAllowed: Bool) {
        if isAllowed {
            #expect(throws: Never.self) { try EgressDestination(purpose, url) }
        } else {
            #expect(throws: EgressDestination.Refusal.plain) { try EgressDestination(purpose, url) }
        }
    }

    @Test(
        "what could be read in two ways is no address",
        arguments: [
            "", "a.example", "https://", "https://:443", "https://a.example:", "https://a.example:0",
            "https://a.example:65536", "https://a.example:+1", "https://u@a.example", "https://a.example/#f",
            "https://a .example", "https://-a.example", "https://a..example", "https://0x7f.1", "https://2130706433",
            "https://127.1", "https://[::1", "https://::1/", "https://[a.example]", "https://\u{e4}.example",
            "HTTPS://a.example", "https://a.example/\r\nx: y", "https://a.example\\b",
        ]
    )
    func malformed(_ url: String) {
        #expect(throws: EgressDestination.Refusal.malformed) { try EgressDestination(.keyService, url) }
    }
}
