package import Primitives

/// What somebody did about a promise that people keep, said in public: who answers for it, when, and by when again.
///
/// - Source: docs/spec/promise-register.md §7.
package struct PromiseRecord: Sendable, Hashable {
    package static let ownerCharacterCountMaximum = 100
    package static let noteCharacterCountMaximum = 500
    package static let linkCharacterCountMaximum = 200
    /// Warned of from this many days before it is due.
    package static let warningDayCount = 14

    package let promise: PromiseID
    package let owner: String
    /// The day on which it was done.
    package let date: CalendarDay
    /// The last day for which it counts.
    package let due: CalendarDay
    package let note: String
    /// A path of this site or an `https` address.
    package let link: String?
    package let recordedAt: Timestamp

    /// A record that is stored already.
    package init(
        promise: PromiseID,
        owner: String,
        date: CalendarDay,
        due: CalendarDay,
        note: String,
        link: String?,
        recordedAt: Timestamp
    ) {
        self.promise = promise
        self.owner = owner
        self.date = date
        self.due = due
        self.note = note
        self.link = link
        self.recordedAt = recordedAt
    }

    /// Whether this may be recorded and published.
    ///
    /// - `holdsCardNumber`: whether a text holds the number of a payment card, which is taken nowhere.
    /// - Throws: ``PromiseRecordError`` for the first thing that is not as it must be.
    package func check(today: CalendarDay, holdsCardNumber: (String) -> Bool) throws(PromiseRecordError) {
        guard let dayCountMaximum = Self.dayCountMaximum(promise) else { throw .notRecorded(promise) }
        guard Self.isLine(owner, Self.ownerCharacterCountMaximum) else { throw .owner }
        guard Self.isLine(note, Self.noteCharacterCountMaximum) else { throw .note }
        if let link {
            guard Self.isLink(link) else { throw .link }
        }
        guard date <= today else { throw .dateToCome }
        guard due > date else { throw .dueBeforeDate }
        guard due <= date.adding(days: dayCountMaximum) else { throw .dueTooLate(dayCountMaximum) }
        guard ![owner, note, link ?? ""].contains(where: holdsCardNumber) else { throw .cardNumber }
    }

    /// How many days one record of a promise may count for; nil for a promise that people's word does not keep.
    package static func dayCountMaximum(_ promise: PromiseID) -> Int? {
        guard let row = PromiseRegister.all.first(where: { $0.id == promise }), row.keeping.contains(.recorded) else {
            return nil
        }
        return switch promise {
        case .fnd3: 7
        case .pol1: 92
        default: 366
        }
    }

    private static func isLine(_ text: String, _ maximum: Int) -> Bool {
        guard (1...maximum).contains(text.unicodeScalars.count), text.contains(where: { !$0.isWhitespace }) else {
            return false
        }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
            default: true
            }
        }
    }

    /// `//host` would be another site's address, and `\` is a slash to browsers.
    private static func isLink(_ text: String) -> Bool {
        guard (1...linkCharacterCountMaximum).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !forbiddenInLinks.contains($0) })
        else { return false }
        if text.hasPrefix("https://") { return text.dropFirst("https://".count).first?.isLetter == true }
        return text.hasPrefix("/") && !text.hasPrefix("//")
    }

    private static let forbiddenInLinks = Set("\"'<>\\^`{|}@".utf8)
}

/// Why a record was refused.
package enum PromiseRecordError: Error, Hashable, Sendable {
    case notRecorded(PromiseID)
    case owner
    case note
    case link
    case dateToCome
    case dueBeforeDate
    /// Carries how many days it may count for.
    case dueTooLate(Int)
    case cardNumber

    package var sentence: String {
        switch self {
        case .notRecorded(let promise):
            "\(promise.rawValue) is not kept by people's word: the program checks it, or it is not in this deployment."
        case .owner: "The owner is one line of 1 to \(PromiseRecord.ownerCharacterCountMaximum) characters."
        case .note: "The note is one line of 1 to \(PromiseRecord.noteCharacterCountMaximum) characters."
        case .link:
            "The link is a path of this site such as /help, or an https address, of at most "
                + "\(PromiseRecord.linkCharacterCountMaximum) characters."
        case .dateToCome: "The date is a day to come: record what was done, on the day it was done."
        case .dueBeforeDate: "The due date must come after the date."
        case .dueTooLate(let days): "It has to be done again within \(days) days: the due date is later than that."
        case .cardNumber: "A card number is never kept; leave it out."
        }
    }
}

/// Where records are kept.
package protocol PromiseRecordStore: Sendable {
    /// Every record there is, oldest first.
    func all() async throws -> [PromiseRecord]

    /// Returns when it is durable.
    func add(_ record: PromiseRecord) async throws
}
