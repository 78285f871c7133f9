import Money
import Primitives

/// Rules in words.
struct RuleWords {
    private let book: MoneyBook
    private let words: Words
    private let grouping: DigitGrouping

    init(_ book: MoneyBook, _ words: Words) {
        self.book = book
        self.words = words
        grouping = book.settings.digitGrouping
    }

    func page() -> RulesPage {
        let rules = book.orderedRules
        return RulesPage(
            rows: rules.enumerated().map { place, rule in
                RulesPage.Row(
                    id: rule.id.text,
                    name: rule.content.title,
                    conditions: conditions(rule.content),
                    actions: actions(rule.content.actions),
                    isOff: !rule.content.isEnabled,
                    stops: rule.content.stops,
                    canRise: place > 0,
                    canFall: place < rules.count - 1
                )
            },
            suggestions: book.ruleSuggestions().map { suggestion in
                let category = book.categoryPath(suggestion.category).joined(separator: " / ")
                return RulesPage.Suggestion(
                    question: words(
                        "Always put {payee} into {category}?",
                        ["payee": suggestion.payee, "category": category]
                    ),
                    reason: words.count(
                        suggestion.count,
                        one: "You did so {count} time.",
                        other: "You did so the last {count} times."
                    ),
                    payee: suggestion.payee,
                    category: suggestion.category.text
                )
            }
        )
    }

    func conditions(_ rule: RuleContent) -> String {
        let parts = rule.conditions.map(condition)
        return parts.dropFirst().reduce(parts.first ?? "") { sentence, part in
            rule.match == .all
                ? words("{first} and {second}", ["first": sentence, "second": part])
                : words("{first} or {second}", ["first": sentence, "second": part])
        }
    }

    private func condition(_ condition: RuleCondition) -> String {
        switch condition {
        case .payeeContains(let text): words("payee holds “{text}”", ["text": text])
        case .payeeIs(let text): words("payee is “{text}”", ["text": text])
        case .noteContains(let text): words("note holds “{text}”", ["text": text])
        case .textContains(let text): words("any text holds “{text}”", ["text": text])
        case .tag(let name): words("tag {tag}", ["tag": "#" + name])
        case .amount(let minimum?, let maximum?):
            words("amount {from} to {to}", ["from": typed(minimum), "to": typed(maximum)])
        case .amount(let minimum?, nil): words("amount from {from}", ["from": typed(minimum)])
        case .amount(nil, let maximum?): words("amount up to {to}", ["to": typed(maximum)])
        case .amount(nil, nil): words("any amount")
        case .account(let id): words("account {account}", ["account": book.account(id)?.name ?? "–"])
        case .category(let id): words("category {category}", ["category": category(id)])
        case .kind(.spending): words("it is spending")
        case .kind(.income): words("it is income")
        case .kind(.transfer): words("it is a transfer")
        case .dayOfMonth(let first, let last):
            words("day of the month {first} to {last}", ["first": "\(first)", "last": "\(last)"])
        case .isImported(true): words("it came with a file")
        case .isImported(false): words("it was typed")
        }
    }

    func actions(_ actions: RuleActions) -> String {
        var parts: [String] = []
        if let id = actions.category { parts.append(words("category becomes {category}", ["category": category(id)])) }
        if let id = actions.transferAccount {
            parts.append(words("becomes a transfer with {account}", ["account": book.account(id)?.name ?? "–"]))
        }
        if let payee = actions.payee { parts.append(words("payee becomes “{payee}”", ["payee": payee])) }
        if let note = actions.note { parts.append(words("note becomes “{note}”", ["note": note])) }
        if !actions.addedTags.isEmpty { parts.append(words("gets {tags}", ["tags": Self.tags(actions.addedTags)])) }
        if !actions.removedTags.isEmpty {
            parts.append(words("loses {tags}", ["tags": Self.tags(actions.removedTags)]))
        }
        return parts.joined(separator: " · ")
    }

    /// An entry as it would be, in one line.
    func entry(_ content: TransactionContent) -> String {
        let entry = EntryWords(book, words: words)
        let place = entry.isTransfer(content) ? entry.accounts(content) : entry.category(content)
        let parts = [content.payee, place ?? words("No category"), content.note].compactMap(\.self)
        return (parts + content.tags.map { "#" + $0 }).joined(separator: " · ")
    }

    private func category(_ id: CategoryID) -> String { book.categoryPath(id).joined(separator: " / ") }

    private func typed(_ bound: SizeBound) -> String { grouping.grouped(bound.decimal) }

    private static func tags(_ tags: [String]) -> String { tags.map { "#" + $0 }.joined(separator: " ") }
}
