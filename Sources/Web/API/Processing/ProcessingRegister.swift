package import Assurance
package import Identity
import KeyService
package import Primitives

/// The record of processing (GDPR, Article 30), made from what the program itself is made of: its purposes with their
/// notices, its kinds of record with their rules, and its promises.
///
/// In English, as the promises are. What is added to the program is in it, or the program does not compile.
/// - Source: docs/spec/consents.md §8.
package struct ProcessingRegister: Sendable {
    /// What is done, and on whose word.
    package struct Use: Sendable {
        package let purpose: Purpose
        package let version: UInt32
        package let notice: ConsentNotice
        package let basis: String
    }

    /// What is stored of a person, and until when.
    package struct Holding: Sendable {
        /// The number of a kind of record, or the name of something else that is stored.
        package let id: String
        package let what: String
        /// Nil where nothing of a person is in it.
        package let personal: String?
        package let kept: String
    }

    /// What protects it: the promises, each with its check.
    package struct Measure: Sendable {
        package let id: PromiseID
        package let text: String
    }

    package let uses: [Use]
    package let holdings: [Holding]
    package let measures: [Measure]

    package static let subjects = "People with an account, and the staff of whoever runs this copy."
    package static let recipients =
        "Nobody. What is kept is handed to nobody but the person herself and those she gives a key to: "
        + "a token, a member of a shared book, a partner, two officers when she asks for help. Where a plan is paid "
        + "for, its provider learns a random reference, and what she tells it herself."
    package static let transfers =
        "None by the program: all of it stays in the stores of this installation, in the region that they are marked "
        + "with. A key service on another host learns which key is used and nothing of a person."

    /// - `notices`: which are today's.
    package init(notices: NoticeVersions = .today) {
        uses = Words.$current.withValue(.english) {
            Purpose.allCases.compactMap { purpose in
                let version = notices.version(of: purpose)
                return ConsentNotices.shown(purpose, version).map {
                    Use(purpose: purpose, version: version, notice: $0, basis: Self.basis(purpose))
                }
            }
        }
        let records = RetentionRule.all.map { rule in
            Holding(
                id: "\(rule.kind.rawValue)",
                what: rule.what,
                personal: rule.personal,
                kept: rule.kept.sentence
            )
        }
        let others = StoredThing.allCases.map {
            Holding(id: $0.rawValue, what: $0.what, personal: $0.personal, kept: $0.kept)
        }
        holdings = records + others
        measures = PromiseGroup.allCases.filter { $0 != .data }.flatMap(\.promises)
            .map { Measure(id: $0.id, text: $0.text) }
    }

    private static func basis(_ purpose: Purpose) -> String {
        switch purpose {
        case .keyMaintenance: "Part of having an account (GDPR Article 6(1)(b))"
        case .cycleDiary, .cyclePrediction, .cycleImport, .supportAccess:
            "Explicit consent, taken back with one press (GDPR Article 9(2)(a), DPDP Act section 6)"
        case .moneyTracking, .moneyImport, .export, .aggregates:
            "Consent, taken back with one press (GDPR Article 6(1)(a), DPDP Act section 6)"
        }
    }
}
