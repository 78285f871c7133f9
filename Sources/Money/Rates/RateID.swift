package import Primitives

/// Two different currencies, the first of which is expressed in the second.
package struct RatePair: Hashable, Comparable, Sendable {
    package let from: Currency
    package let to: Currency

    /// Nil for one currency twice.
    package init?(from: Currency, to: Currency) {
        guard from != to else { return nil }
        self.from = from
        self.to = to
    }

    package var inverse: RatePair { RatePair(unchecked: to, from) }

    private init(unchecked from: Currency, _ to: Currency) {
        self.from = from
        self.to = to
    }

    /// By code of the first, then of the second.
    package static func < (left: RatePair, right: RatePair) -> Bool {
        (left.from.packed, left.to.packed) < (right.from.packed, right.to.packed)
    }
}

/// Names one rate of the book: there is at most one for a pair and day.
package struct RateID: Hashable, Comparable, Sendable {
    package let pair: RatePair
    package let day: CalendarDay

    package init(_ pair: RatePair, _ day: CalendarDay) {
        self.pair = pair
        self.day = day
    }

    /// By pair, then by day.
    package static func < (left: RateID, right: RateID) -> Bool {
        left.pair == right.pair ? left.day < right.day : left.pair < right.pair
    }
}

/// What the rate of a pair and day becomes.
package struct RateStep: Hashable, Sendable {
    package let id: RateID
    /// Nil removes it.
    package let rate: Rate?

    package init(_ id: RateID, _ rate: Rate?) {
        self.id = id
        self.rate = rate
    }
}

/// What became of the rate of a pair and day, and what it was before.
package struct RateTurn: Hashable, Sendable {
    package let id: RateID
    package let before: Rate?
    package let after: Rate?

    package init(_ id: RateID, before: Rate?, after: Rate?) {
        self.id = id
        self.before = before
        self.after = after
    }
}

/// A rate as a list shows it.
package struct DatedRate: Hashable, Sendable, Identifiable {
    package let id: RateID
    package let rate: Rate

    package init(_ id: RateID, _ rate: Rate) {
        self.id = id
        self.rate = rate
    }
}
