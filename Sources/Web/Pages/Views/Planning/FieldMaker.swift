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

    /// Several tags, or none.
    func tags(_ name: String, _ label: String, _ value: String) -> TextField {
        TextField(
            name,
            label,
            value: value,
            hint: localized("With commas between them: home, road trip."),
            isRequired: false,
            maximumLength: 1000,
            problems: problems
        )
    }

    /// A number that may be left empty.
    func number(
        _ name: String,
        _ label: String,
        _ value: String,
        hint: String? = nil,
        placeholder: String? = nil,
        isSigned: Bool = false,
        maximumLength: Int = 30
    ) -> TextField {
        TextField(
            name,
            label,
            kind: isSigned ? .signedAmount : .amount,
            value: value,
            hint: hint,
            placeholder: placeholder,
            isRequired: false,
            maximumLength: maximumLength,
            problems: problems
        )
    }
}
