/// Pairs of entries that look like the two sides of a transfer; what is ticked becomes one.
package struct MatchesPage: Page {
    package static let template = PageTemplate.matches
    package var place: Place { .money(.transactions) }
    package let title = localized("Do these belong together?")

    let days: TextField
    let tolerance: TextField
    let isWide: Bool
    let importID: String
    let count: String
    let pairs: [Pair]
    let hasPairs: Bool
    /// How many pairs she said are none; nil for none.
    let rejected: String?
    let problems: FormProblems

    package struct Pair: Sendable {
        let field: String
        let version: String
        let isChosen: Bool
        let note: String
        let outgoing: Side
        let incoming: Side

        package init(
            field: String,
            version: String,
            isChosen: Bool,
            note: String,
            outgoing: Side,
            incoming: Side
        ) {
            self.field = field
            self.version = version
            self.isChosen = isChosen
            self.note = note
            self.outgoing = outgoing
            self.incoming = incoming
        }
    }

    package struct Side: Sendable {
        let name: String
        let detail: String
        let money: MoneyText

        package init(name: String, detail: String, money: MoneyText) {
            self.name = name
            self.detail = detail
            self.money = money
        }
    }

    /// What was asked for, as it was typed.
    package struct Sending: Sendable {
        package var days = ""
        package var tolerance = ""
        package var isWide = false
        package var importID = ""

        package init() {}
    }

    package init(
        _ sending: Sending,
        pairs: [Pair],
        count: String,
        rejected: String?,
        problems: FormProblems = .none
    ) {
        let make = FieldMaker(problems: problems)
        days = make.number(
            "days",
            localized("Days apart, at most"),
            sending.days,
            placeholder: "4",
            maximumLength: 2
        )
        tolerance = make.number(
            "tolerance",
            localized("Between currencies, percent from the rate"),
            sending.tolerance,
            placeholder: "2",
            maximumLength: 5
        )
        isWide = sending.isWide
        importID = sending.importID
        self.pairs = pairs
        hasPairs = !pairs.isEmpty
        self.count = count
        self.rejected = rejected
        self.problems = problems
    }
}
