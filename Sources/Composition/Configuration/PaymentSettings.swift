/// Whose payment notices an installation takes, and with what they are verified.
///
/// - Source: docs/spec/configuration.md §8.
package struct PaymentSettings: Hashable, Sendable {
    /// One or two signing secrets, a line each.
    package let stripeSecretFile: String?
    package let apple: Apple?
    package let google: Google?

    package struct Apple: Hashable, Sendable {
        /// The app's bundle id.
        package let bundle: String
        /// Another root than Apple's own, in PEM or DER.
        package let rootFile: String?
    }

    package struct Google: Hashable, Sendable {
        /// Google's keys, a JWK set; read anew for each notice.
        package let keysFile: String
        package let audience: String
        package let email: String
        package let package: String
    }

    /// Nil where nothing is paid for.
    init?(_ layers: ConfigurationLayers) throws(ConfigurationError) {
        let secret = Setting.paymentsStripeSecretFile
        stripeSecretFile = layers.has(secret) ? try layers.path(secret) : nil
        apple = try Self.apple(layers)
        google = try Self.google(layers)
        if stripeSecretFile == nil, apple == nil, google == nil { return nil }
    }

    private static func apple(_ layers: ConfigurationLayers) throws(ConfigurationError) -> Apple? {
        let root = Setting.paymentsAppleRootFile
        guard layers.has(.paymentsAppleBundle) else {
            if layers.has(root) { throw .incomplete(root, needs: .paymentsAppleBundle) }
            return nil
        }
        return Apple(
            bundle: try layers.paymentName(.paymentsAppleBundle),
            rootFile: layers.has(root) ? try layers.path(root) : nil
        )
    }

    /// All four or none: without one of them anybody could have a notice signed.
    private static func google(_ layers: ConfigurationLayers) throws(ConfigurationError) -> Google? {
        let all: [Setting] = [
            .paymentsGoogleKeysFile, .paymentsGoogleAudience, .paymentsGoogleEmail, .paymentsGooglePackage,
        ]
        guard let first = all.first(where: layers.has) else { return nil }
        if let missing = all.first(where: { !layers.has($0) }) { throw .incomplete(first, needs: missing) }
        return Google(
            keysFile: try layers.path(.paymentsGoogleKeysFile),
            audience: try layers.paymentName(.paymentsGoogleAudience),
            email: try layers.paymentName(.paymentsGoogleEmail),
            package: try layers.paymentName(.paymentsGooglePackage)
        )
    }
}
