import KeyService
import Primitives
import Sealing

/// A customer key: what callers name, and what their data keys are wrapped under.
struct CustomerKey: Sendable {
    struct Version: Sendable {
        let number: UInt32
        let created: Timestamp
        let secret: SharedSecret
    }

    let id: CustomerKeyID
    let created: Timestamp
    let isEnabled: Bool
    let text: String
    /// In ascending order, never empty.
    ///
    /// The last seals, all open.
    let versions: [Version]

    static func make(text: String, at moment: Timestamp) -> CustomerKey {
        let secret = SharedSecret(SecretBytes.random(count: 32))
        let version = Version(number: 1, created: moment, secret: secret)
        return CustomerKey(id: .make(), created: moment, isEnabled: true, text: text, versions: [version])
    }

    func version(_ number: UInt32) -> Version? { versions.first { $0.number == number } }
}
