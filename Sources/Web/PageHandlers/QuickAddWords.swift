import Money
import Primitives

/// What quick add understood, as tokens a person can check.
struct QuickAddWords {
    private let outcome: QuickAddition.Outcome
    private let site: PageSite
    private let text: QuickAddText

    init(_ outcome: QuickAddition.Outcome, site: PageSite) {
        self.outcome = outcome
        self.site = site
        text = QuickAddText(outcome.book)
    }

    var view: QuickAddView {
        QuickAddView(
            text: outcome.line,
            tokens: outcome.reading.tokens.compactMap(token),
            questions: outcome.reading.questions.map { text.sentence($0, of: outcome.line) }
        )
    }

    private func token(_ token: QuickAddToken) -> QuickAddView.Token? {
        guard let (meaning, label) = labelled(token.meaning) else { return nil }
        return QuickAddView.Token(meaning, label, reason: reason(token))
    }

    private func labelled(_ meaning: QuickAddMeaning) -> (QuickAddView.Token.Meaning, String)? {
        switch meaning {
        case .amount(let amount):
            let kind: QuickAddView.Token.Meaning =
                switch outcome.reading.kind {
                case .expense: .moneyOut
                case .income: .moneyIn
                case .transfer: .transfer
                }
            return (kind, MoneyText(amount, grouping: outcome.book.settings.digitGrouping, sign: .none).text)
        case .day(let day): return (.day, DayText(day, today: site.today).short)
        case .account(let id): return outcome.book.account(id).map { (.account, $0.name) }
        case .source(let id): return outcome.book.account(id).map { (.account, "from " + $0.name) }
        case .destination(let id): return outcome.book.account(id).map { (.account, "to " + $0.name) }
        case .category: return text.value(meaning).map { (.category, $0.replacing(":", with: " › ")) }
        case .tag(let tag): return (.tag, "#" + tag)
        case .payee(let payee): return (.payee, payee)
        case .note(let note): return (.payee, note)
        case .link, .unclear: return nil
        }
    }

    /// Why it was read so; nothing where it stands there as it is and reads one way.
    private func reason(_ token: QuickAddToken) -> String? {
        let other = token.alternative.flatMap { text.value($0) }.map { " It could also be \($0)." } ?? ""
        if token.reason == .written || token.reason == .leftOver {
            return other.isEmpty ? nil : String(other.dropFirst())
        }
        return text.sentence(token.reason) + other
    }
}
