import JSON
import Money
import Primitives

/// Rules in requests and answers.
///
/// - Source: docs/spec/money-rules.md §2.
extension RuleContent: ItemJSON {
    static let pathName = "rules"
    static let schemaName = "Rule"
    static let noun = "rule"

    private static let text = Schema.string(.line, length: 1...RuleCondition.textMaximum)

    private static let conditionSchema = ObjectSchema(
        "RuleCondition",
        [
            .required("about", .enumeration(RuleConditionJSON.names)),
            .optional("text", text, "Of payee, note, text and tag; compared without case and accents."),
            .optional("account", .id, "Of account."), .optional("category", .id, "Of category; with all under it."),
            .optional("kind", .enumeration(RuleKind.allCases.map(\.name)), "Of kind."),
            .optional("from", .decimal, "Of amount: the least, whatever the sign and currency."),
            .optional("to", .decimal, "Of amount: the most."),
            .optional("firstDay", .integer(1...31), "Of day-of-month."),
            .optional("lastDay", .integer(1...31), "Of day-of-month; before the first it goes over a month's end."),
        ]
    )

    private static let actionsSchema = ObjectSchema(
        "RuleActions",
        [
            .optional("category", .id), .optional("payee", MoneySchemas.payee), .optional("note", MoneySchemas.note),
            .optional("addTags", MoneySchemas.tags), .optional("removeTags", MoneySchemas.tags),
            .optional("transferAccount", .id, "Makes it a transfer with this account; not with a category."),
        ]
    )

    static let properties: [ObjectSchema.Property] = [
        .required("name", .string(.line, length: 1...MoneyLimits.nameCharacters)),
        .optional(
            "match",
            .enumeration(RuleMatch.allCases.map(\.name)),
            "How many conditions must hold; all by itself."
        ),
        .required("conditions", .array(.object(conditionSchema), count: 1...RuleContent.conditionMaximum)),
        .required("actions", .object(actionsSchema)),
        .optional(
            "position",
            .integer(0...RuleContent.positionMaximum),
            "Lower ones come first; the last where it is left out."
        ), .optional("enabled", .boolean, "Whether it is in effect; yes by itself."),
        .optional("stops", .boolean, "Whether no later rule looks at what fits; no by itself."),
    ]

    init(_ fields: RequestFields, in book: MoneyBook) throws(Problem) {
        var conditions: [RuleCondition] = []
        for condition in fields.objects("conditions") { conditions.append(try RuleConditionJSON.condition(condition)) }
        let last = book.orderedRules.last?.content.position ?? 0
        self.init(
            title: fields.text("name"),
            match: try fields.optionalValue("match") { RuleMatch(name: $0) } ?? .all,
            conditions: conditions,
            actions: try Self.actions(fields.object("actions") ?? fields, book),
            position: fields.integer("position") ?? min(last + 1, RuleContent.positionMaximum),
            isEnabled: fields.has("enabled") ? fields.flag("enabled") : true,
            stops: fields.flag("stops")
        )
    }

    private static func actions(_ fields: RequestFields, _ book: MoneyBook) throws(Problem) -> RuleActions {
        var actions = RuleActions()
        actions.category = try fields.optionalValue("category") { CategoryID(text: $0) }
        actions.payee = fields.optionalText("payee")
        actions.note = fields.optionalText("note")
        actions.addedTags = TransactionRequest.tags(fields, "addTags", book)
        actions.removedTags = TransactionRequest.tags(fields, "removeTags", book)
        actions.transferAccount = try fields.optionalValue("transferAccount") { AccountID(text: $0) }
        return actions
    }

    func writeMembers(to writer: inout JSONWriter, in book: MoneyBook) {
        writer.member("name", title)
        writer.member("match", match.name)
        writer.memberArray("conditions", conditions) { writer, condition in
            writer.object { RuleConditionJSON.write(condition, to: &$0) }
        }
        writer.memberObject("actions") {
            $0.member("category", optional: actions.category?.text)
            $0.member("payee", optional: actions.payee)
            $0.member("note", optional: actions.note)
            $0.memberArray("addTags", actions.addedTags) { $0.string($1) }
            $0.memberArray("removeTags", actions.removedTags) { $0.string($1) }
            $0.member("transferAccount", optional: actions.transferAccount?.text)
        }
        writer.member("position", position)
        writer.member("enabled", isEnabled)
        writer.member("stops", stops)
    }
}

/// One condition as a member says what it is about, and others say the rest.
enum RuleConditionJSON {
    static let names = [
        "payee-contains", "payee-is", "note-contains", "text-contains", "amount", "account", "category", "kind",
        "day-of-month", "tag", "imported", "typed",
    ]

    static func condition(_ fields: RequestFields) throws(Problem) -> RuleCondition {
        switch fields.text("about") {
        case "payee-contains": return .payeeContains(try text(fields))
        case "payee-is": return .payeeIs(try text(fields))
        case "note-contains": return .noteContains(try text(fields))
        case "text-contains": return .textContains(try text(fields))
        case "tag": return .tag(try text(fields))
        case "amount":
            guard fields.has("from") || fields.has("to") else { throw fields.refusal("from", "It is missing.") }
            return .amount(
                minimum: try fields.optionalValue("from") { SizeBound(decimal: $0) },
                maximum: try fields.optionalValue("to") { SizeBound(decimal: $0) }
            )
        case "account": return .account(try fields.value("account") { AccountID(text: $0) })
        case "category": return .category(try fields.value("category") { CategoryID(text: $0) })
        case "kind": return .kind(try fields.value("kind") { RuleKind(name: $0) })
        case "day-of-month":
            guard let first = fields.integer("firstDay") else { throw fields.refusal("firstDay", "It is missing.") }
            return .dayOfMonth(first, fields.integer("lastDay") ?? first)
        case "imported": return .isImported(true)
        default: return .isImported(false)
        }
    }

    private static func text(_ fields: RequestFields) throws(Problem) -> String {
        guard let text = fields.optionalText("text") else { throw fields.refusal("text", "It is missing.") }
        return text
    }

    static func write(_ condition: RuleCondition, to writer: inout JSONWriter) {
        func write(_ name: String, _ text: String) {
            writer.member("about", name)
            writer.member("text", text)
        }
        switch condition {
        case .payeeContains(let text): write("payee-contains", text)
        case .payeeIs(let text): write("payee-is", text)
        case .noteContains(let text): write("note-contains", text)
        case .textContains(let text): write("text-contains", text)
        case .tag(let name): write("tag", name)
        case .amount(let minimum, let maximum):
            writer.member("about", "amount")
            writer.member("from", optional: minimum?.decimal)
            writer.member("to", optional: maximum?.decimal)
        case .account(let id):
            writer.member("about", "account")
            writer.member("account", id.text)
        case .category(let id):
            writer.member("about", "category")
            writer.member("category", id.text)
        case .kind(let kind):
            writer.member("about", "kind")
            writer.member("kind", kind.name)
        case .dayOfMonth(let first, let last):
            writer.member("about", "day-of-month")
            writer.member("firstDay", first)
            writer.member("lastDay", last)
        case .isImported(let isImported): writer.member("about", isImported ? "imported" : "typed")
        }
    }
}
