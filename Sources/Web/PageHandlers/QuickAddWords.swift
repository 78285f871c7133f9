import Money
import Primitives

/// What quick add understood, as tokens a person can check.
struct QuickAddWords {
    private let outcome: QuickAddition.Outcome
    private let site: PageSite
    private let words: Words
    private let text: QuickAddText
    private let mayBeDiary: Bool

    /// - `mayBeDiary`: Offer to read it as a line of the diary.
    init(_ outcome: QuickAddition.Outcome, mayBeDiary: Bool = false, site: PageSite, words: Words) {
        self.outcome = outcome
        self.mayBeDiary = mayBeDiary
        self.site = site
        self.words = words
        text = QuickAddText(outcome.book)
    }

    var view: QuickAddView {
        // What money does stands first; then what for, when and where, whatever the order of the line.
        let tokens = outcome.reading.tokens.compactMap { token in
            self.token(token).map { (rank: rank(token.meaning), token: $0) }
        }
        return QuickAddView(
            text: outcome.line,
            tokens: (0...5).flatMap { rank in tokens.filter { $0.rank == rank }.map(\.token) },
            questions: outcome.reading.questions.map { text.sentence($0, of: outcome.line) },
            diary: mayBeDiary ? .maybe : .no
        )
    }

    private func rank(_ meaning: QuickAddMeaning) -> Int {
        switch meaning {
        case .amount: 0
        case .payee, .note: 1
        case .category, .part, .share: 2
        case .day, .repeats: 3
        case .account, .source, .destination: 4
        case .tag, .link, .unclear: 5
        }
    }

    private func token(_ token: QuickAddToken) -> QuickAddView.Token? {
        guard let (meaning, label, icon) = labelled(token.meaning) else { return nil }
        return QuickAddView.Token(meaning, label, reason: reason(token, label), icon: icon)
    }

    private func labelled(
        _ meaning: QuickAddMeaning
    ) -> (meaning: QuickAddView.Token.Meaning, label: String, icon: String?)? {
        switch meaning {
        case .amount(let amount):
            let kind: QuickAddView.Token.Meaning =
                switch outcome.reading.kind {
                case .expense: .moneyOut
                case .income: .moneyIn
                case .transfer: .transfer
                }
            return (kind, money(amount), nil)
        case .day(let day):
            let text = DayText(day, today: site.today, locale: words.locale).short
            return (.day, isRepeating ? words("first on {day}", ["day": text]) : text, nil)
        case .account(let id): return account(id) { $0 }
        case .source(let id): return account(id) { words("from {account}", ["account": $0]) }
        case .destination(let id): return account(id) { words("to {account}", ["account": $0]) }
        case .category(let id):
            guard let category = outcome.book.category(id) else { return nil }
            guard !category.isBuiltIn else { return (.category, words("No category"), nil) }
            let path = outcome.book.categoryPath(id)
            return (.category, path.joined(separator: " › "), CategoryIcon.icon(path, category.kind))
        case .part(let id, let amount):
            guard let (_, label, icon) = labelled(.category(id)) else { return nil }
            return (.category, words("{category} {amount}", ["category": label, "amount": money(amount)]), icon)
        case .share(let id, nil): return account(id) { words("split with {person}", ["person": $0]) }
        case .share(let id, let amount?):
            let money = money(amount)
            return account(id) {
                outcome.reading.kind == .income
                    ? words("{person} gets {amount}", ["person": $0, "amount": money])
                    : words("{person} owes {amount}", ["person": $0, "amount": money])
            }
        case .repeats(let schedule):
            return (.repeats, ScheduleWords(words: words, today: site.today).text(schedule), nil)
        case .tag(let tag): return (.tag, "#" + tag, nil)
        case .payee(let payee): return (.payee, payee, nil)
        case .note(let note): return (.payee, note, nil)
        case .link, .unclear: return nil
        }
    }

    private func money(_ amount: Amount) -> String {
        MoneyText(amount, grouping: outcome.book.settings.digitGrouping, sign: .none).text
    }

    private var isRepeating: Bool {
        outcome.reading.tokens.contains { if case .repeats = $0.meaning { true } else { false } }
    }

    private func account(
        _ id: AccountID,
        _ label: (String) -> String
    ) -> (meaning: QuickAddView.Token.Meaning, label: String, icon: String?)? {
        outcome.book.account(id).map { account in
            let icon: String? =
                switch account.content.kind {
                case .cash: "cash"
                case .bank: "bank"
                case .card: "card"
                case .person: "people"
                default: nil
                }
            return (.account, label(account.name), icon)
        }
    }

    /// Why it was read so, in a word or two; nothing where it stands there as it is and reads one way.
    private func reason(_ token: QuickAddToken, _ label: String) -> String? {
        let reason = why(token, label)
        guard let other = token.alternative.flatMap({ labelled($0)?.label }) else { return reason }
        let question = words("or {other}?", ["other": other])
        return reason.map { words("{reason}, {question}", ["reason": $0, "question": question]) } ?? question
    }

    private func why(_ token: QuickAddToken, _ label: String) -> String? {
        switch token.reason {
        case .written, .leftOver, .relativeDay, .namedMonth, .latestWeekday, .latestDayOfMonth, .verb, .afterAt,
            .afterHash, .accountName, .personName, .noCategory, .nextWeekday, .nextDayOfMonth, .firstOfSchedule:
            return nil
        case .today: return words("today")
        case .calculated: return words("the sum")
        case .rounded: return words("the sum, rounded")
        case .equalPart(let count): return words("one of {count} parts", ["count": words.number(count)])
        case .equalPartRounded(let count):
            return words("one of {count} parts, the odd rest is yours", ["count": words.number(count)])
        case .sumOfParts: return words("the sum")
        case .restOfTotal: return words("the rest")
        case .dayOrder: return words("in your order of day and month")
        case .payeeMemory: return words("as last time")
        case .rule(let id):
            guard let rule = outcome.book.item(id) else { return nil }
            return words("by your rule {rule}", ["rule": rule.content.title])
        case .lastUsedAccount: return words("used last")
        case .onlyAccount: return words("your only account")
        case .unit, .accountKind, .categoryName, .commonWord:
            let typed = QuickAddText.text(token.range, of: outcome.line)
            guard !typed.isEmpty, typed.lowercased() != label.lowercased() else { return nil }
            return words("from “{typed}”", ["typed": typed])
        }
    }
}
