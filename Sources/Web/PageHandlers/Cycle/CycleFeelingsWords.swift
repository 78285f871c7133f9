import Cycle
import Primitives

/// Makes the page of symptoms and moods.
struct CycleFeelingsWords {
    static let path = CycleSettingsPages.path + "/feelings"

    let book: CycleBook
    let words: Words
    var problems = FormProblems.none
    /// What was typed, by the name of its field.
    var sent: (name: String, value: String)?

    func page() -> CycleFeelingsPage {
        CycleFeelingsPage(
            problems: problems,
            groups: [
                group(.symptom, words("Symptoms"), BuiltInSymptom.allCases.map { (UInt64($0.rawValue), $0.label) }),
                group(.mood, words("Moods"), BuiltInMood.allCases.map { (UInt64($0.rawValue), $0.label) }),
            ]
        )
    }

    private func group(
        _ kind: FeelingKind,
        _ heading: String,
        _ builtIn: [(id: UInt64, label: String)]
    ) -> CycleFeelingsPage.Group {
        let own = book.feelings.filter { $0.key.kind == kind && !$0.key.isBuiltIn }
        let rows =
            own.map { row(kind, $0.key.id, original: nil, $0.definition) }
            + builtIn.map { row(kind, $0.id, original: $0.label, book.definition(FeelingKey(kind, $0.id))) }
        let name = "name." + Self.code(kind)
        return CycleFeelingsPage.Group(
            id: Self.code(kind),
            heading: heading,
            kind: Self.code(kind),
            rows: rows,
            add: TextField(
                name,
                kind == .symptom ? words("A symptom of your own") : words("A mood of your own"),
                value: sent?.name == name ? sent?.value ?? "" : "",
                maximumLength: FeelingDefinition.nameCharacters,
                problems: problems
            )
        )
    }

    static func code(_ kind: FeelingKind) -> String { kind == .symptom ? "symptom" : "mood" }

    private func row(
        _ kind: FeelingKind,
        _ id: UInt64,
        original: String?,
        _ definition: FeelingDefinition?
    ) -> CycleFeelingsPage.Row {
        let key = "\(Self.code(kind)).\(id)"
        let field = "name.\(key)"
        let name = definition?.name ?? original ?? ""
        let isRefused = problems.message(for: field) != nil
        return CycleFeelingsPage.Row(
            id: key.replacing(".", with: "-"),
            path: "\(Self.path)/\(Self.code(kind))/\(id)",
            name: name,
            original: definition?.name == nil ? nil : original,
            isHidden: definition?.isHidden ?? false,
            isOwn: original == nil,
            field: TextField(
                field,
                words("Name of {name}", ["name": name]),
                value: isRefused ? sent?.value ?? name : name,
                isRequired: original == nil,
                maximumLength: FeelingDefinition.nameCharacters,
                problems: problems
            ),
            isOpen: isRefused,
            removePath: original == nil ? "\(Self.path)/\(Self.code(kind))/\(id)" : nil
        )
    }
}
