import Cycle

/// Makes the form of a method, medicine or appointment.
struct CyclePlanPageWords {
    let words: Words
    var problems = FormProblems.none

    /// - `id`: Nil of a new one.
    func page(_ form: CyclePlanForm, id: String?) -> CyclePlanPage {
        let method = CyclePlanWords.kind(form.kind)
        let base = CyclePlanWords.path
        return CyclePlanPage(
            title: title(form.kind, method, isNew: id == nil),
            isNew: id == nil,
            kind: form.kind,
            path: base + (id.map { "/" + $0 } ?? ""),
            removePath: id.map { "\(base)/\($0)/remove" },
            problems: problems,
            fields: fields(form, method),
            note: method == nil ? area(form.note) : nil,
            hint: method.map { _ in
                words("The days are what packages usually say. Yours may say otherwise: write what it says.")
            }
        )
    }

    private func title(_ kind: String, _ method: MethodContent.Kind?, isNew: Bool) -> String {
        if let method {
            return isNew
                ? words("New: {name}", ["name": method.label]) : words("Change: {name}", ["name": method.label])
        }
        if kind == "medicine" { return isNew ? words("A medicine") : words("Change a medicine") }
        return isNew ? words("An appointment") : words("Change an appointment")
    }

    private func fields(_ form: CyclePlanForm, _ method: MethodContent.Kind?) -> [TextField] {
        let make = FieldMaker(problems: problems)
        let name = TextField("name", words("Name"), value: form.name, maximumLength: 100, problems: problems)
        let from = TextField("from", words("First day"), kind: .day, value: form.from, problems: problems)
        let to = make.day("to", words("Last day"), form.to, hint: words("Empty while it goes on."))
        if method != nil {
            return [
                name, from, make.number("use", words("Days in use"), form.use),
                make.number("pause", words("Days of pause"), form.pause),
                line("time", words("Time of day"), form.time, "07:00"), to,
                line("renewals", words("Renewed on"), form.renewals, "2026-11-20", maximumLength: 2600),
            ]
        }
        if form.kind == "medicine" {
            return [
                name, line("unit", words("Counted in"), form.unit, words("mg, drops"), maximumLength: 20), from, to,
                line("times", words("Times of day"), form.times, "08:00, 20:00"),
            ]
        }
        return [
            name, TextField("from", words("Day"), kind: .day, value: form.from, problems: problems),
            line("time", words("Time of day"), form.time, "10:30"),
            make.number("reminder", words("Say it days ahead"), form.reminder, hint: words("Empty is not at all.")),
        ]
    }

    private func line(
        _ name: String,
        _ label: String,
        _ value: String,
        _ placeholder: String,
        maximumLength: Int = 100
    ) -> TextField {
        TextField(
            name,
            label,
            value: value,
            placeholder: placeholder,
            isRequired: false,
            maximumLength: maximumLength,
            problems: problems
        )
    }

    private func area(_ value: String) -> TextField {
        TextField(
            "note",
            words("Note"),
            kind: .area,
            value: value,
            isRequired: false,
            maximumLength: DayLimits.noteCharacters,
            problems: problems
        )
    }
}
