import Identity

/// The secret of an authenticator app in the forms that apps take.
enum AppAddress {
    // RFC 4648 §6: what apps read; ours for people is Crockford's.
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
    private static let issuer = "Flowkeep"

    /// 32 characters of base 32.
    static func secretText(_ new: NewAppSecret) -> String {
        var output: [UInt8] = []
        var (buffer, bitCount) = (UInt32(0), 0)
        // 20 bytes are 32 groups of five bits: nothing is left over.
        for byte in new.secret {
            buffer = buffer << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 5 {
                bitCount -= 5
                output.append(alphabet[Int(buffer >> UInt32(bitCount) & 31)])
            }
            buffer &= (1 << UInt32(bitCount)) - 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The key URI that a QR code holds.
    static func text(_ new: NewAppSecret) -> String {
        let handle = PercentCoding.encode(new.handle)
        return "otpauth://totp/\(issuer):\(handle)?secret=\(secretText(new))&issuer=\(issuer)"
    }
}
