import KeyService
import Payments
import Primitives

extension AppServices {
    /// Where payment notices come in; nil where nothing is paid for.
    ///
    /// - Throws: ``StartError/configuration(_:)`` for a file that is not what it should be.
    static func paymentDesk(
        _ configuration: Configuration,
        _ metadata: SealedRecords
    ) throws(StartError) -> PaymentDesk? {
        guard let settings = configuration.payments else { return nil }
        let mode: PaymentMode = configuration.environment == "production" ? .live : .sandbox
        return PaymentDesk(
            ledger: PaymentLedger(records: metadata, now: SystemClock.now),
            stripe: try stripe(settings, mode),
            appStore: try appStore(settings, mode),
            googlePlay: try googlePlay(settings),
            now: SystemClock.now
        )
    }

    private static func stripe(
        _ settings: PaymentSettings,
        _ mode: PaymentMode
    ) throws(StartError) -> StripeNotices? {
        guard let path = settings.stripeSecretFile else { return nil }
        guard let notices = file(path).flatMap({ StripeNotices(secrets: $0, mode: mode) }) else {
            throw .configuration(.paymentsFile(.paymentsStripeSecretFile))
        }
        return notices
    }

    private static func appStore(
        _ settings: PaymentSettings,
        _ mode: PaymentMode
    ) throws(StartError) -> AppStoreNotices? {
        guard let apple = settings.apple else { return nil }
        guard let path = apple.rootFile else {
            return AppStoreNotices(root: .apple, bundle: apple.bundle, mode: mode)
        }
        guard let root = file(path).flatMap(PinnedRoot.init(certificate:)) else {
            throw .configuration(.paymentsFile(.paymentsAppleRootFile))
        }
        return AppStoreNotices(root: root, bundle: apple.bundle, mode: mode)
    }

    private static func googlePlay(_ settings: PaymentSettings) throws(StartError) -> GooglePlayNotices? {
        guard let google = settings.google else { return nil }
        let keys: @Sendable () -> GoogleKeys? = { file(google.keysFile).flatMap(GoogleKeys.init(parsing:)) }
        guard keys() != nil else { throw .configuration(.paymentsFile(.paymentsGoogleKeysFile)) }
        let addressee = GooglePlayNotices.Addressee(
            audience: google.audience,
            email: google.email,
            package: google.package
        )
        return GooglePlayNotices(addressee, keys: keys)
    }

    /// Nil where it cannot be read; whoever asks says which setting names it.
    private static func file(_ path: String) -> [UInt8]? {
        do throws(SystemError) {
            return try SmallFile.read(path, byteCountMaximum: NoticeLimits.byteCountMaximum)
        } catch {
            return nil
        }
    }
}
