import Identity
import Primitives

/// The secret of an authenticator app in the forms that apps take.
enum AppAddress {
    private static let issuer = "Flowkeep"

    /// 32 characters of base 32.
    static func secretText(_ new: NewAppSecret) -> String { Base32.encodeStandard(new.secret) }

    /// The key URI that a QR code holds.
    static func text(_ new: NewAppSecret) -> String {
        let handle = PercentCoding.encode(new.handle)
        return "otpauth://totp/\(issuer):\(handle)?secret=\(secretText(new))&issuer=\(issuer)"
    }
}
