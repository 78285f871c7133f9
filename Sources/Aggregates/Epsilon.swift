/// How much a release may tell of one account, in thousandths: whole numbers, so that a ledger adds up exactly.
package struct Epsilon: Sendable, Hashable, Comparable {
    package let thousandths: UInt32

    package init(thousandths: UInt32) { self.thousandths = thousandths }

    package static let zero = Epsilon(thousandths: 0)
    package static let one = Epsilon(thousandths: 1000)

    package static func < (left: Epsilon, right: Epsilon) -> Bool { left.thousandths < right.thousandths }

    package static func + (left: Epsilon, right: Epsilon) -> Epsilon {
        Epsilon(thousandths: left.thousandths + right.thousandths)
    }

    /// 0 where the right one is larger.
    package static func - (left: Epsilon, right: Epsilon) -> Epsilon {
        Epsilon(thousandths: left.thousandths - min(left.thousandths, right.thousandths))
    }

    /// As a decimal without needless zeros, such as `0.05`.
    package var text: String {
        let fraction = thousandths % 1000
        guard fraction > 0 else { return String(thousandths / 1000) }
        var digits = String(String(1000 + fraction).dropFirst())
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(thousandths / 1000).\(digits)"
    }
}
