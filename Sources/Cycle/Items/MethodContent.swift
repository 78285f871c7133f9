package import Primitives

/// A method of contraception with its days: a pill pack, a ring, an IUD.
///
/// - Source: docs/spec/cycle-diary.md §6.
package struct MethodContent: Hashable, Sendable {
    /// Raw values are on disk: never renumber, never reuse.
    package enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case pill = 1
        case ring = 2
        case patch = 3
        case injection = 4
        case implant = 5
        case hormonalIUD = 6
        case copperIUD = 7

        /// Days in use and days of pause as packages usually say; proposed, never imposed.
        package var usualDays: (use: Int, pause: Int) {
            switch self {
            case .pill: (21, 7)
            case .ring: (21, 7)
            case .patch: (7, 0)
            case .injection: (84, 0)
            case .implant: (1095, 0)
            case .hormonalIUD: (1825, 0)
            case .copperIUD: (3650, 0)
            }
        }
    }

    package static let useDays = 1...5500
    package static let pauseDays = 0...28
    package static let renewalMaximum = 200

    package var kind: Kind
    package var name: String
    package var from: CalendarDay
    /// The last day; nil while it goes on.
    package var to: CalendarDay?
    package var daysInUse: Int
    package var daysOfPause: Int
    /// Minutes since midnight, where it has a time of day.
    package var minuteOfDay: Int?
    /// Days it was renewed on, rising.
    package var renewals: [CalendarDay]

    package init(
        _ kind: Kind,
        name: String,
        from: CalendarDay,
        to: CalendarDay? = nil,
        daysInUse: Int? = nil,
        daysOfPause: Int? = nil,
        minuteOfDay: Int? = nil,
        renewals: [CalendarDay] = []
    ) {
        self.kind = kind
        self.name = name
        self.from = from
        self.to = to
        self.daysInUse = daysInUse ?? kind.usualDays.use
        self.daysOfPause = daysOfPause ?? kind.usualDays.pause
        self.minuteOfDay = minuteOfDay
        self.renewals = renewals
    }

    /// When it is due again: a reminder, not a statement of effect; nil once it has ended.
    package var nextRenewal: CalendarDay? {
        let next = (renewals.last ?? from).adding(days: daysInUse + daysOfPause)
        guard let to else { return next }
        return next <= to ? next : nil
    }

    func checked() throws(CycleError) -> MethodContent {
        var content = self
        content.name = try CycleText.name(name, .name)
        try CycleText.check(from: from, to: to)
        try CycleText.check(daysInUse, in: Self.useDays, .daysInUse)
        try CycleText.check(daysOfPause, in: Self.pauseDays, .daysOfPause)
        if let minuteOfDay { try CycleText.check(minuteOfDay, in: DayLimits.minutesOfDay, .time) }
        guard renewals.count <= Self.renewalMaximum else { throw .tooMany(.renewals, maximum: Self.renewalMaximum) }
        let isRising = zip(renewals, renewals.dropFirst()).allSatisfy { $0 < $1 }
        guard isRising, renewals.allSatisfy({ $0 >= from }) else { throw .invalid(.renewals) }
        for renewal in renewals { try CycleText.check(day: renewal, .renewals) }
        return content
    }
}
