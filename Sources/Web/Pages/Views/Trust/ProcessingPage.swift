import Assurance
import Primitives

/// What is done with personal data, what is stored of it and until when, and what protects it.
package struct ProcessingPage: Page {
    package static let template = PageTemplate.processing
    package var place: Place { .outside }
    package let title = localized("Everything that is kept, and for how long")

    let subjects = ProcessingRegister.subjects
    let recipients = ProcessingRegister.recipients
    let transfers = ProcessingRegister.transfers
    let uses: [Use]
    let holdings: [Holding]
    let measures: [Measure]

    struct Use: Sendable {
        let id: String
        let notice: ConsentNotice
        let basis: String
        let version: String
    }

    struct Holding: Sendable {
        let what: String
        let personal: String?
        let kept: String
    }

    struct Measure: Sendable {
        let id: String
        let text: String
    }

    package init(_ register: ProcessingRegister) {
        uses = register.uses.map {
            Use(
                id: $0.purpose.name,
                notice: $0.notice,
                basis: $0.basis,
                version: Words.current.number(Int($0.version))
            )
        }
        // What holds something of a person first: that is what she came for.
        let sorted = register.holdings.filter { $0.personal != nil } + register.holdings.filter { $0.personal == nil }
        holdings = sorted.map { Holding(what: $0.what, personal: $0.personal, kept: $0.kept) }
        measures = register.measures.map { Measure(id: $0.id.rawValue, text: $0.text) }
    }
}
