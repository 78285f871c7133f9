/// Makes the fields of one form, each with what is wrong with it.
struct FieldMaker {
    let problems: FormProblems

    func select(
        _ name: String,
        _ label: String,
        _ choices: [Choice],
        _ chosen: String,
        empty: String? = nil
    ) -> SelectField {
        SelectField(name, label, choices: choices, chosen: chosen, empty: empty, problems: problems)
    }

    /// A day that may be left empty.
    func day(_ name: String, _ label: String, _ value: String, hint: String? = nil) -> TextField {
        TextField(name, label, kind: .day, value: value, hint: hint, isRequired: false, problems: problems)
    }

    /// A number that may be left empty.
    func number(
        _ name: String,
        _ label: String,
        _ value: String,
        hint: String? = nil,
        placeholder: String? = nil,
        maximumLength: Int = 30
    ) -> TextField {
        TextField(
            name,
            label,
            kind: .amount,
            value: value,
            hint: hint,
            placeholder: placeholder,
            isRequired: false,
            maximumLength: maximumLength,
            problems: problems
        )
    }
}
