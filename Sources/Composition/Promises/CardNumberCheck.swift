import Assurance
import Money
import MoneyFormats
import Primitives

/// PAY-2: types card numbers wherever a person writes, and brings a statement that holds them.
struct CardNumberCheck: PromiseCheck {
    let promise = PromiseID.pay2
    let method =
        "Types a test card number of six networks into every text of the money tracker: each must be refused. "
        + "Reads a statement that holds them: only their last four digits may be left."
    /// Whether the money tracker takes a text in a place.
    var takes: @Sendable (TypedText, String) -> Bool = { place, text in place.takes(text) }

    /// Where a person writes.
    enum TypedText: CaseIterable, Sendable {
        case payee, note, tag, account, category, quickLine
    }

    /// Numbers that the networks publish for tests; no card has them.
    static let numbers = [
        "4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005", "6011111111111117", "6200000000000005",
        "6521500000000006",
    ]

    func run() async throws -> PromiseFinding {
        let tries = TypedText.allCases.flatMap { place in Self.numbers.map { (place, $0) } }
        let taken = tries.filter { takes($0.0, $0.1) }.map { "\($0.0)" }
        let places = Set(taken).sorted().joined(separator: ", ")
        let kept = try Self.keptOfStatement()
        let isTaken = takes(.payee, "Corner Coffee 42")
        return PromiseFinding([
            Evidence(
                "Card numbers typed",
                "\(tries.count) tried, \(taken.count) taken" + (places.isEmpty ? "" : " (\(places))"),
                isAsPromised: taken.isEmpty
            ),
            Evidence("Card numbers left of a statement", "\(kept)", isAsPromised: kept == 0),
            Evidence("Ordinary text", isTaken ? "taken" : "refused", isAsPromised: isTaken),
        ])
    }

    /// How many whole numbers are left of a statement that names one in each row.
    private static func keptOfStatement() throws(StatementError) -> Int {
        let rows = numbers.enumerated().map { "2026-11-\(10 + $0.offset),Card \($0.element) purchase,-1.00" }
        let text = (["Date,Description,Amount"] + rows).joined(separator: "\n") + "\n"
        let document = try FileStatementReader().read(Array(text.utf8), options: StatementReadingOptions())
        let said = document.sections.flatMap(\.rows).flatMap { [$0.payee, $0.memo, $0.category] }
        guard said.contains(where: { $0.contains("1111") }) else { return numbers.count }  // it was not read at all
        return said.count { !CardNumber.numbers(in: Array($0.utf8).span).isEmpty }
    }
}

extension CardNumberCheck.TypedText {
    /// Asks the tracker itself, with a book that nobody owns and one account in it.
    func takes(_ text: String) -> Bool {
        do throws(MoneyError) {
            var plan = MoneyPlan(MoneyBook(), batchStart: 1)
            let account = try plan.addAccount(AccountContent(name: "Cash", kind: .cash, currency: .inr))
            switch self {
            case .payee, .note, .tag: _ = try plan.addTransaction(draft(text, account))
            case .account: _ = try plan.addAccount(AccountContent(name: text, kind: .bank, currency: .inr))
            case .category: _ = try plan.addCategory(CategoryContent(name: text, kind: .expense))
            case .quickLine:
                let reading = QuickAdd.read("coffee 120 " + text, book: plan.book, today: Self.day)
                return !reading.questions.contains(.refused(.cardNumber(.text)))
            }
            return true
        } catch {
            // Another fault than a card number means that the text itself was taken.
            if case .cardNumber = error { return false }
            return true
        }
    }

    private static let day = CalendarDay(daysSinceEpoch: 20_000)

    private func draft(_ text: String, _ account: AccountID) -> TransactionDraft {
        TransactionDraft(
            day: Self.day,
            payee: self == .payee ? text : nil,
            note: self == .note ? text : nil,
            tags: self == .tag ? [text] : [],
            postings: [
                Posting(.account(account), Amount(minorUnits: -1_00, currency: .inr)),
                Posting(.category(.uncategorisedExpense), Amount(minorUnits: 1_00, currency: .inr)),
            ]
        )
    }
}
