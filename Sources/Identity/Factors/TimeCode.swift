import Primitives
import Sealing

/// TOTP (RFC 6238): which step of 30 seconds a typed code belongs to.
enum TimeCode {
    static let secretByteCount = 20
    static let secondsPerStep: Int64 = 30

    /// What a typed code turned out to be.
    enum Outcome: Hashable {
        case fits(step: UInt64)
        /// Right, and taken before.
        case used
        case wrong
    }

    /// The step of a moment; 0 before 1970.
    static func step(at time: Timestamp) -> UInt64 { UInt64(max(0, time.seconds) / secondsPerStep) }

    /// Compares a code with those of the present step and the ones beside it: clocks differ, and typing takes time.
    ///
    /// - `text`: spaces between the digits do not matter.
    static func check(_ text: String, of app: SecondFactors.App, at time: Timestamp) -> Outcome {
        let typed = digits(of: text)
        guard typed.count == OneTimeCode.digitCount else { return .wrong }
        let key = SecretBytes(copying: app.secret)
        let present = step(at: time)
        var outcome = Outcome.wrong
        for step in (present == 0 ? 0 : present - 1)...present + 1
        where ConstantTime.equal(typed, Array(OneTimeCode.text(step, key: key).utf8)) {
            if step > app.lastStep { outcome = .fits(step: step) } else if outcome == .wrong { outcome = .used }
        }
        return outcome
    }

    private static func digits(of text: String) -> [UInt8] { text.utf8.filter { $0 != UInt8(ascii: " ") } }

    /// Whether a text has the form of such a code.
    static func hasForm(_ text: String) -> Bool {
        let typed = digits(of: text)
        return typed.count == OneTimeCode.digitCount
            && typed.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
