package import Primitives

/// What a provider said, after its signature, its age and its addressee were checked.
///
/// Only this module makes one, and only out of a signed body: whatever changes a plan needs one in hand. It has no
/// field for a name, an address, a card or a country, so that none is ever kept.
package struct PaymentNotice: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        /// How a customer's plan stands.
        case plan(PlanStanding, of: PaymentCustomer)
        /// A checkout that was begun with our reference made this customer.
        case checkout(CheckoutReference, by: PaymentCustomer)
        /// Nothing that concerns a plan.
        case nothing
    }

    package let provider: PaymentProvider
    /// The provider's own name of the notice: the same when it is sent again.
    package let id: String
    /// When it happened, by the provider's clock.
    package let moment: Timestamp
    package let content: Content

    init(_ provider: PaymentProvider, id: String, at moment: Timestamp, _ content: Content) {
        self.provider = provider
        self.id = id
        self.moment = moment
        self.content = content
    }
}

/// Whether a plan is paid for.
///
/// Raw values are on disk, and in the order of what they give.
package enum PlanState: UInt8, Sendable, Hashable, CaseIterable, Comparable {
    /// Not any more.
    case ended = 1
    /// A payment is late; nothing is taken away yet.
    case grace = 2
    case active = 3

    package var name: String {
        switch self {
        case .ended: "ended"
        case .grace: "grace"
        case .active: "active"
        }
    }

    package static func < (left: PlanState, right: PlanState) -> Bool { left.rawValue < right.rawValue }
}

/// How a plan stands, and until when.
package struct PlanStanding: Sendable, Hashable {
    package let state: PlanState
    /// Until when it is paid, or when it ended; nil where the provider does not say.
    package let end: Timestamp?

    package init(_ state: PlanState, until end: Timestamp?) {
        self.state = state
        self.end = end
    }
}

/// A customer as a provider knows one: an opaque name that says nothing about who it is.
package struct PaymentCustomer: Sendable, Hashable {
    package let provider: PaymentProvider
    /// 1 to 255 visible characters of ASCII.
    package let text: String

    init?(_ provider: PaymentProvider, _ text: String) {
        guard Self.isOpaque(text) else { return nil }
        self.provider = provider
        self.text = text
    }

    /// An address has an `@`: it is no opaque name, and is not taken for one.
    static func isOpaque(_ text: String) -> Bool {
        (1...255).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "@") }
    }
}

package enum CheckoutTag: Sendable {}

/// What a person takes along to a checkout in place of anything about her: 16 random bytes.
package typealias CheckoutReference = ID<CheckoutTag>

extension CheckoutReference {
    /// As a UUID (RFC 9562, version 8), the form in which all three providers take it.
    package var uuid: String {
        let digits = bytes.flatMap { [$0 >> 4, $0 & 15] }.map { String($0, radix: 16) }
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { digits[$0].joined() }
        return groups.joined(separator: "-")
    }

    /// Reads what ``uuid`` writes, in either case.
    package init?(uuid text: String) {
        let lengths = text.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count)
        guard lengths == [8, 4, 4, 4, 12] else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text where character != "-" {
            guard character.isASCII, let digit = character.hexDigitValue else { return nil }
            if let first = high {
                bytes.append(first << 4 | UInt8(digit))
                high = nil
            } else {
                high = UInt8(digit)
            }
        }
        self.init(bytes: bytes)
    }

    /// A random one that is a well-formed UUID.
    static func random(_ bytes: [UInt8]) -> CheckoutReference? {
        guard bytes.count == byteCount else { return nil }
        var bytes = bytes
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        return CheckoutReference(bytes: bytes)
    }
}
