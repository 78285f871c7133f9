import Money
import Primitives

/// Between the form of a rule and the book.
enum RuleFormReader {
    static func form(sent: FormFields) -> RuleForm {
        var form = RuleForm()
        form.name = sent["name"] ?? ""
        form.match = sent["match"] ?? "all"
        for number in 1...RuleContent.conditionMaximum {
            guard let text = sent["text.\(number)"] else { break }
            var line = RuleForm.Line()
            (line.about, line.text) = (sent["about.\(number)"] ?? line.about, text)
            form.lines.append(line)
        }
        (form.from, form.to) = (sent["from"] ?? "", sent["to"] ?? "")
        (form.account, form.category) = (sent["account"] ?? "", sent["category"] ?? "")
        (form.kind, form.source) = (sent["kind"] ?? "", sent["source"] ?? "")
        (form.firstDay, form.lastDay) = (sent["first-day"] ?? "", sent["last-day"] ?? "")
        (form.toCategory, form.transferAccount) = (sent["to-category"] ?? "", sent["to-transfer"] ?? "")
        (form.toPayee, form.toNote) = (sent["to-payee"] ?? "", sent["to-note"] ?? "")
        (form.addedTags, form.removedTags) = (sent["add-tags"] ?? "", sent["remove-tags"] ?? "")
        form.isEnabled = sent["enabled"] != nil
        form.stops = sent["stops"] != nil
        form.tag = sent["tag"] ?? ""
        return form
    }

    /// With empty lines at its end.
    static func padded(_ form: RuleForm) -> RuleForm {
        var form = form
        let used = form.lines.lastIndex { !$0.text.isEmpty }.map { $0 + 1 } ?? 0
        let count = min(RuleContent.conditionMaximum, used + RuleForm.emptyLineCount)
        while form.lines.count < count { form.lines.append(RuleForm.Line()) }
        return form
    }

    /// A rule as the form shows it; nil when it asks for something twice that the form has one field for.
    static func form(of rule: RuleContent, _ grouping: DigitGrouping) -> RuleForm? {
        var form = RuleForm()
        (form.name, form.match) = (rule.title, rule.match.name)
        (form.isEnabled, form.stops) = (rule.isEnabled, rule.stops)
        for condition in rule.conditions {
            guard put(condition, into: &form, grouping) else { return nil }
        }
        let actions = rule.actions
        form.toCategory = actions.category?.text ?? ""
        form.transferAccount = actions.transferAccount?.text ?? ""
        form.toPayee = actions.payee ?? ""
        form.toNote = actions.note ?? ""
        form.addedTags = TypedTags.text(actions.addedTags)
        form.removedTags = TypedTags.text(actions.removedTags)
        // A note of several lines does not go through a field of one.
        guard !form.toNote.contains(where: \.isNewline) else { return nil }
        return form
    }

    private static func put(_ condition: RuleCondition, into form: inout RuleForm, _ grouping: DigitGrouping) -> Bool {
        func set(_ field: WritableKeyPath<RuleForm, String>, _ value: String) -> Bool {
            guard form[keyPath: field].isEmpty else { return false }
            form[keyPath: field] = value
            return true
        }
        func text(_ about: String, _ text: String) -> Bool {
            var line = RuleForm.Line()
            (line.about, line.text) = (about, text)
            form.lines.append(line)
            return true
        }
        switch condition {
        case .payeeContains(let value): return text("payee-contains", value)
        case .payeeIs(let value): return text("payee-is", value)
        case .noteContains(let value): return text("note-contains", value)
        case .textContains(let value): return text("text-contains", value)
        case .tag(let value): return text("tag", value)
        case .amount(let minimum, let maximum):
            guard form.from.isEmpty, form.to.isEmpty else { return false }
            form.from = minimum.map { grouping.typed($0.decimal) } ?? ""
            form.to = maximum.map { grouping.typed($0.decimal) } ?? ""
            return true
        case .account(let id): return set(\.account, id.text)
        case .category(let id): return set(\.category, id.text)
        case .kind(let kind): return set(\.kind, kind.name)
        case .dayOfMonth(let first, let last): return set(\.firstDay, "\(first)") && set(\.lastDay, "\(last)")
        case .isImported(let isImported): return set(\.source, isImported ? "imported" : "typed")
        }
    }

    /// - Throws: ``FormRefusal`` with every field that is wrong.
    static func content(of form: RuleForm, position: Int, _ book: MoneyBook) throws(FormRefusal) -> RuleContent {
        var errors: [FieldError] = []
        var conditions = texts(form)
        let (minimum, maximum) = (
            bound(form.from, "from", localized("Amount from"), book, &errors),
            bound(form.to, "to", localized("Amount to"), book, &errors)
        )
        if minimum != nil || maximum != nil { conditions.append(.amount(minimum: minimum, maximum: maximum)) }
        if let id = AccountID(text: form.account) { conditions.append(.account(id)) }
        if let id = CategoryID(text: form.category) { conditions.append(.category(id)) }
        if let kind = RuleKind(name: form.kind) { conditions.append(.kind(kind)) }
        if let days = days(form, &errors) { conditions.append(.dayOfMonth(days.lowerBound, days.upperBound)) }
        if let days = wrapped(form) { conditions.append(.dayOfMonth(days.first, days.last)) }
        if form.source == "imported" || form.source == "typed" {
            conditions.append(.isImported(form.source == "imported"))
        }
        guard errors.isEmpty else { throw FormRefusal(errors) }
        return RuleContent(
            title: form.name,
            match: RuleMatch(name: form.match) ?? .all,
            conditions: conditions,
            actions: actions(form),
            position: position,
            isEnabled: form.isEnabled,
            stops: form.stops
        )
    }

    private static func texts(_ form: RuleForm) -> [RuleCondition] {
        form.lines.filter { !$0.text.trimmingWhitespace().isEmpty }.map { line in
            switch line.about {
            case "payee-is": .payeeIs(line.text)
            case "note-contains": .noteContains(line.text)
            case "text-contains": .textContains(line.text)
            case "tag": .tag(line.text)
            default: .payeeContains(line.text)
            }
        }
    }

    private static func actions(_ form: RuleForm) -> RuleActions {
        var actions = RuleActions()
        actions.category = CategoryID(text: form.toCategory)
        actions.transferAccount = AccountID(text: form.transferAccount)
        actions.payee = form.toPayee.trimmingWhitespace().isEmpty ? nil : form.toPayee
        actions.note = form.toNote.trimmingWhitespace().isEmpty ? nil : form.toNote
        actions.addedTags = TypedTags.read(form.addedTags)
        actions.removedTags = TypedTags.read(form.removedTags)
        return actions
    }

    /// In the marks of the person's own numbers; nil for an empty field.
    private static func bound(
        _ text: String,
        _ field: String,
        _ label: String,
        _ book: MoneyBook,
        _ errors: inout [FieldError]
    ) -> SizeBound? {
        guard !text.trimmingWhitespace().isEmpty else { return nil }
        do throws(MoneyError) {
            // Of no currency: the entries it is compared with may have more decimals than hers.
            return try TypedAmount.size(text, book.settings.baseCurrency, book.settings.digitGrouping)
        } catch {
            errors.append(FieldError(field: field, label: label, message: Sentences.sentence(error)))
            return nil
        }
    }

    private static func days(_ form: RuleForm, _ errors: inout [FieldError]) -> ClosedRange<Int>? {
        let (first, last) = (form.firstDay.trimmingWhitespace(), form.lastDay.trimmingWhitespace())
        guard !first.isEmpty || !last.isEmpty, wrapped(form) == nil else { return nil }
        let range = 1...31
        guard let start = first.isEmpty ? 1 : Int(first), let end = last.isEmpty ? 31 : Int(last), start <= end,
            range.contains(start), range.contains(end)
        else {
            errors.append(
                FieldError(
                    field: "first-day",
                    label: localized("Day of the month from"),
                    message: localized("It must be a day from 1 to 31.")
                )
            )
            return nil
        }
        return start...end
    }

    /// Days that go over the end of a month.
    private static func wrapped(_ form: RuleForm) -> (first: Int, last: Int)? {
        guard let first = Int(form.firstDay.trimmingWhitespace()), let last = Int(form.lastDay.trimmingWhitespace()),
            first > last, (1...31).contains(first), (1...31).contains(last)
        else { return nil }
        return (first, last)
    }

    /// A rule of the book, beside the field of this form it belongs to.
    static func refusal(_ error: MoneyError) -> FormRefusal {
        let sentence = Sentences.sentence(error)
        switch error.field {
        case .name, .rule: return FormRefusal("name", localized("Name"), sentence)
        case .actions, .category: return FormRefusal("to-category", localized("Category becomes"), sentence)
        case .account: return FormRefusal("to-transfer", localized("Make it a transfer with"), sentence)
        case .payee: return FormRefusal("to-payee", localized("Payee becomes"), sentence)
        case .note: return FormRefusal("to-note", localized("Note becomes"), sentence)
        case .tags: return FormRefusal("add-tags", localized("Tags to add"), sentence)
        default: return FormRefusal("text.1", localized("What it looks like"), sentence)
        }
    }
}
