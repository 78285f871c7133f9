import Testing

@testable import Composition

@Suite("Settings of payments")
struct PaymentSettingsTests {
    private func settings(_ flags: [Setting: String]) throws(ConfigurationError) -> PaymentSettings? {
        try Configuration(file: nil, environment: [:], flags: flags).payments
    }

    @Test("nothing is paid for unless somebody says so")
    func none() throws {
        #expect(try settings([:]) == nil)
        let stripe = try #require(try settings([.paymentsStripeSecretFile: "/etc/secret"]))
        #expect(stripe.stripeSecretFile == "/etc/secret" && stripe.apple == nil && stripe.google == nil)
        let apple = try #require(try settings([.paymentsAppleBundle: "org.example"]))
        #expect(apple.apple == PaymentSettings.Apple(bundle: "org.example", rootFile: nil))
    }

    @Test("Google's four come together, and a root needs a bundle")
    func incomplete() throws {
        let all: [Setting: String] = [
            .paymentsGoogleKeysFile: "/keys", .paymentsGoogleAudience: "https://a.example",
            .paymentsGoogleEmail: "push@example.org", .paymentsGooglePackage: "org.example",
        ]
        #expect(try settings(all)?.google?.email == "push@example.org")
        for setting in all.keys {
            #expect(throws: ConfigurationError.self) { try settings(all.filter { $0.key != setting }) }
        }
        #expect(throws: ConfigurationError.incomplete(.paymentsAppleRootFile, needs: .paymentsAppleBundle)) {
            try settings([.paymentsAppleRootFile: "/root"])
        }
        #expect(throws: ConfigurationError.self) { try settings([.paymentsAppleBundle: "two words"]) }
    }

    @Test("children are told what the parent was")
    func handedOn() throws {
        let given: [Setting: String] = [
            .paymentsStripeSecretFile: "/etc/secret", .paymentsAppleBundle: "org.example",
            .paymentsAppleRootFile: "/root", .paymentsGoogleKeysFile: "/keys",
            .paymentsGoogleAudience: "https://a.example", .paymentsGoogleEmail: "push@example.org",
            .paymentsGooglePackage: "org.example",
        ]
        let configuration = try Configuration(file: nil, environment: [:], flags: given)
        for (setting, value) in given { #expect(configuration.text(of: setting) == value) }
    }
}
