import ArgumentParser
import Composition

/// The settings of payments as flags: for hosted plans; without them nothing can be paid.
struct PaymentOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Signing secret of Stripe's webhook, for hosted plans.", valueName: "file"))
    var paymentsStripeSecretFile: String?

    @Option(help: ArgumentHelp("Bundle id of the app whose App Store notices are taken.", valueName: "id"))
    var paymentsAppleBundle: String?

    @Option(help: ArgumentHelp("Another root than Apple's own for those notices.", valueName: "file"))
    var paymentsAppleRootFile: String?

    @Option(help: ArgumentHelp("Google's keys (JWK set) for notices of Google Play.", valueName: "file"))
    var paymentsGoogleKeysFile: String?

    @Option(help: ArgumentHelp("Audience of the push subscription for those notices.", valueName: "audience"))
    var paymentsGoogleAudience: String?

    @Option(help: ArgumentHelp("Service account that the push is signed for.", valueName: "address"))
    var paymentsGoogleEmail: String?

    @Option(help: ArgumentHelp("Package name of the app at Google Play.", valueName: "name"))
    var paymentsGooglePackage: String?

    var flags: [Setting: String?] {
        [
            .paymentsStripeSecretFile: paymentsStripeSecretFile, .paymentsAppleBundle: paymentsAppleBundle,
            .paymentsAppleRootFile: paymentsAppleRootFile, .paymentsGoogleKeysFile: paymentsGoogleKeysFile,
            .paymentsGoogleAudience: paymentsGoogleAudience, .paymentsGoogleEmail: paymentsGoogleEmail,
            .paymentsGooglePackage: paymentsGooglePackage,
        ]
    }
}
