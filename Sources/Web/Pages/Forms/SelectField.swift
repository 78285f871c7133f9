/// One choice from a list, with its label, hint and error.
package struct SelectField: Sendable {
    let id: String
    let name: String
    let label: String
    let options: [Option]
    let hint: String?
    let error: String?
    let describedBy: String?

    /// A select box of categories is long, so its options name their own parts: reflection is not free.
    struct Option: Sendable, NamedParts {
        let value: String
        let label: String
        let isChosen: Bool

        func part(_ name: String) -> Any? {
            switch name {
            case "value": value
            case "label": label
            case "isChosen": isChosen
            default: nil
            }
        }
    }

    /// `empty`: the words of an option that chooses nothing; nil where something must be chosen.
    init(
        _ name: String,
        _ label: String,
        choices: [Choice],
        chosen: String,
        empty: String? = nil,
        hint: String? = nil,
        scope: FieldID.Scope = .form,
        problems: FormProblems = .none
    ) {
        id = FieldID.make(name, in: scope)
        self.name = name
        self.label = label
        self.hint = hint
        error = problems.message(for: name)
        let first = empty.map { [Choice(value: "", label: $0)] } ?? []
        options = (first + choices).map { Option(value: $0.value, label: $0.label, isChosen: $0.value == chosen) }
        let descriptions = [error.map { [id] _ in id + "-e" }, hint.map { [id] _ in id + "-h" }]
        let joined = descriptions.compactMap(\.self).joined(separator: " ")
        describedBy = joined.isEmpty ? nil : joined
    }
}
