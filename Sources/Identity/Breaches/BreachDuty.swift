/// Who has to be told of a breach of personal data, and within how many hours of its being noticed.
///
/// Raw values are in sealed records: never renumber, never reuse.
/// - Source: docs/spec/breaches.md §2.
package enum BreachDuty: UInt8, Sendable, CaseIterable, Hashable, Comparable {
    /// India's computer emergency response team.
    case certIn = 1
    /// India's Data Protection Board, at once: what is known.
    case board = 2
    /// The data protection authority of a country of the GDPR.
    case authority = 3
    /// The Board again, with what happened in detail.
    case boardDetails = 4
    /// Everybody whose data it was.
    case persons = 5

    /// A name for addresses.
    package var name: String {
        switch self {
        case .certIn: "cert-in"
        case .board: "board"
        case .authority: "authority"
        case .boardDetails: "board-details"
        case .persons: "persons"
        }
    }

    package init?(name: String) {
        guard let duty = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = duty
    }

    /// Where it says so, as lawyers cite it.
    package var source: String {
        switch self {
        case .certIn: "CERT-In Directions of 28 April 2022 (ii)"
        case .board: "DPDP Rules 2025 (India) rule 7(2)(a)"
        case .authority: "GDPR Art. 33(1)"
        case .boardDetails: "DPDP Rules 2025 (India) rule 7(2)(b)"
        case .persons: "GDPR Art. 34(1), DPDP Rules 2025 (India) rule 7(1)"
        }
    }

    /// Hours from its being noticed.
    package var hours: Int64 {
        switch self {
        case .certIn: 6
        case .board: 24
        case .authority, .boardDetails, .persons: 72
        }
    }

    /// Whether the law says “without delay” and the hours are our own.
    package var areHoursOwn: Bool { self == .board || self == .persons }

    package static func < (left: BreachDuty, right: BreachDuty) -> Bool {
        (left.hours, left.rawValue) < (right.hours, right.rawValue)
    }
}
