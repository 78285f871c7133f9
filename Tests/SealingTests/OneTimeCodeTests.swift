import TestSupport
import Testing

@testable import Sealing

@Suite("Codes for one time")
struct OneTimeCodeTests {
    private static let key = Array("12345678901234567890".utf8)

    /// RFC 4226, appendix D.
    private static let counted = [
        "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
    ]

    /// RFC 6238, appendix B, for SHA-1: seconds, and the last six of the eight digits there.
    private static let timed: [(seconds: UInt64, text: String)] = [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ]

    @Test("are those of RFC 4226")
    func hotp() {
        for (counter, text) in Self.counted.enumerated() {
            #expect(OneTimeCode.text(UInt64(counter), key: SecretBytes(copying: Self.key)) == text)
        }
    }

    @Test("are those of RFC 6238 for steps of 30 seconds, leading zeros too")
    func totp() {
        for (seconds, text) in Self.timed {
            #expect(OneTimeCode.text(seconds / 30, key: SecretBytes(copying: Self.key)) == text)
        }
    }

    @Test("have six digits at every counter, and another key gives others")
    func shape() {
        let key = SecretBytes(copying: [UInt8](0..<20))
        let counters = (0..<200).map { UInt64($0) } + [.max, 1 << 32, 1 << 63]
        let codes = counters.map { OneTimeCode.text($0, key: key) }
        #expect(codes.allSatisfy { $0.utf8.count == OneTimeCode.digitCount })
        #expect(codes.allSatisfy { $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } })
        #expect(Set(codes).count > 190)
        let other = SecretBytes(copying: [UInt8](1..<21))
        #expect(counters.map { OneTimeCode.text($0, key: other) } != codes)
    }
}
