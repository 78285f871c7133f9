/// Through whom a plan is paid.
///
/// Closed: there is no fourth way in. Raw values are on disk.
package enum PaymentProvider: UInt8, Sendable, Hashable, CaseIterable {
    case stripe = 1
    case appStore = 2
    case googlePlay = 3

    /// The last part of the address that its notices come to, and its name in the API.
    package var name: String {
        switch self {
        case .stripe: "stripe"
        case .appStore: "app-store"
        case .googlePlay: "google-play"
        }
    }
}

/// Whether money is moved: an installation takes notices of one kind alone.
package enum PaymentMode: Sendable, Hashable, CaseIterable {
    case live
    /// Test mode at Stripe, the sandbox at Apple: for installations that are not in production.
    case sandbox
}
