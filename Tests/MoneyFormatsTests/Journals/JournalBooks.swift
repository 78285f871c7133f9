import Money
import Primitives
import TestSupport

/// Books whose names, payees, notes and tags are what would break a journal if anything could.
struct JournalBooks {
    private var random: TestSupport.SeededGenerator
    private var accounts: [LedgerAccount] = []
    private var categories: [CategoryID] = []

    static let words = [
        "Corner shop", "café", "Ålesund", "rent", "गाँव", "🚲", "b", "Z-1", "a  b", "; include x", "include /etc/passwd",
        "\"quoted\"", "back\\slash", "100%", "%41", "a|b", "a:b", "::", "* star", "! bang", "(code) x", "= 5 INR",
        "@ 5 USD", "[2020-01-01]", "tag: value", ":tag:", "#hash", "##two", "^link", "-1 INR", "{1 USD}", "end comment",
        "1999-01-01 open Assets:X", "~ monthly", "P 2020-01-01 USD 1 INR", "'apostrophe", "=cmd|' /C calc'!A0", "+1",
        "<b>&amp;</b>", "]]>", "x:: system", "a\u{301}", "\u{301}mark", "\u{D4E}x", "x\u{D4E}", "\u{E33}", "e\u{E33}",
        "Uncategorised", "Opening balances", "Exchange", "Equity", "fk-id: 1", "a,b", "a\u{A0}b",
        "\u{3000}wide\u{2009}x",
        "漢字", "ß", "İ", "½", "²", "a/b", "A & B", "x\u{200B}y", "Income:Salary", "date:2020-01-01", "(x)", "?", ".",
        "-",
    ]
    static let notes = [
        "plain note", "two\nlines", "a\n\nb", "tab\there", "cr\rlf\r\nend", "x\ninclude /etc/passwd",
        "2026-01-01 * \"evil\"\n  Assets:Cash  -1 INR\n  Expenses:X", "\\n", "a: b", "; semicolon", "ends with \\",
        "one\n  indented", "date:2001-01-01", "[2001-01-01]", "\"", "note, with, commas", "^\n^", "<x>", "%0A",
    ]

    static func book(_ random: TestSupport.SeededGenerator, transactions: Int) throws -> MoneyBook {
        var maker = JournalBooks(random: random)
        var book = MoneyBook()
        var batch: UInt64 = 1
        func write(_ body: (inout MoneyPlan) throws -> Void) throws {
            var plan = MoneyPlan(book, batchStart: batch)
            try body(&plan)
            try book.apply(plan.changes, batchStart: batch, at: Timestamp(seconds: 1_700_000_000))
            batch += 1
        }
        try write { try maker.makeRecords(&$0) }
        maker.accounts = book.liveAccounts
        maker.categories = book.liveCategories.map(\.id)
        try write { plan in
            for _ in 0..<transactions { _ = try plan.addTransaction(maker.draft()) }
        }
        try write { plan in
            for transaction in Array(book.transactionsInOrder) where maker.roll(12) == 0 {
                if maker.roll(2) == 0 {
                    try plan.deleteTransaction(transaction.id, expectedVersion: transaction.version)
                } else {
                    try plan.editTransaction(
                        transaction.id,
                        expectedVersion: transaction.version,
                        maker.draft()
                    )
                }
            }
            for account in maker.accounts.prefix(2) {
                var content = account.content
                content.isArchived = true
                try plan.editAccount(account.id, content)
            }
        }
        try write { try $0.putRates(maker.rates()) }
        return book
    }

    private mutating func rates() -> [RateStep] {
        (0..<40).compactMap { _ in
            guard let pair = RatePair(from: pick([.inr, .usd, .gbp]), to: pick([.usd, .eur, .jpy])) else { return nil }
            let day = CalendarDay(daysSinceEpoch: 20_000 + Int32(roll(90)))
            return RateStep(RateID(pair, day), Rate(mantissa: Int64(1 + roll(99_999)), decimals: roll(13)))
        }
    }

    private init(random: TestSupport.SeededGenerator) { self.random = random }

    private mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &random) }

    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[roll(elements.count)] }

    private mutating func name() -> String {
        roll(2) == 0 ? pick(Self.words) : pick(Self.words) + " " + pick(Self.words)
    }

    private mutating func makeRecords(_ plan: inout MoneyPlan) throws {
        try plan.setSettings(MoneySettings(baseCurrency: .eur, digitGrouping: .western, weekStart: 1 + roll(7)))
        let currencies: [Currency] = [.inr, .usd, .eur, .jpy] + [Currency(code: "KWD")].compactMap { $0 }
        for number in 0..<12 {
            let content = AccountContent(
                name: name(),
                kind: AccountKind.allCases[number % AccountKind.allCases.count],
                currency: currencies[number % currencies.count],
                openingMinorUnits: roll(3) == 0 ? 0 : Int64(roll(2_000_001) - 1_000_000)
            )
            // A name that is taken is refused; there are enough others.
            do { _ = try plan.addAccount(content) } catch MoneyError.nameTaken { continue }
        }
        var parents: [(id: CategoryID, kind: CategoryKind)] = []
        for number in 0..<40 {
            let kind: CategoryKind = number % 3 == 0 ? .income : .expense
            let same = parents.filter { $0.kind == kind }
            let parent = same.isEmpty || roll(2) == 0 ? nil : pick(same).id
            do {
                let id = try plan.addCategory(CategoryContent(name: name(), kind: kind, parent: parent))
                parents.append((id, kind))
            } catch MoneyError.nameTaken {
                continue
            }
        }
    }

    private mutating func draft() -> TransactionDraft {
        let account = pick(accounts)
        var postings: [Posting] = []
        let own = Amount(minorUnits: units(), currency: account.currency)
        switch roll(6) {
        case 0:
            // To another account, in its currency.
            let other = pick(accounts)
            let amount =
                other.currency == own.currency
                ? -own.minorUnits : own.minorUnits < 0 ? abs(units()) : -abs(units())
            postings = [
                Posting(.account(account.id), own),
                Posting(.account(other.id), Amount(minorUnits: amount, currency: other.currency)),
            ]
        case 1:
            // Several of both sides of an exchange.
            let other = pick(accounts)
            guard other.currency != own.currency else { return draft() }
            let sign: Int64 = own.minorUnits < 0 ? 1 : -1
            postings = [
                Posting(.account(account.id), own),
                Posting(.category(pick(categories)), own),
                Posting(.account(other.id), Amount(minorUnits: sign * abs(units()), currency: other.currency)),
                Posting(.category(pick(categories)), Amount(minorUnits: sign * abs(units()), currency: other.currency)),
            ]
        case 2:
            var rest = own.minorUnits
            postings = [Posting(.account(account.id), own)]
            for _ in 0..<(1 + roll(4)) {
                let part = units()
                rest += part
                postings.append(Posting(.category(pick(categories)), Amount(minorUnits: part, currency: own.currency)))
            }
            if rest != 0 {
                postings.append(Posting(.category(pick(categories)), Amount(minorUnits: -rest, currency: own.currency)))
            }
        default:
            postings = [
                Posting(.account(account.id), own),
                Posting(.category(pick(categories)), Amount(minorUnits: -own.minorUnits, currency: own.currency)),
            ]
        }
        let first = roll(40) == 0 ? -719_162 : 19_000
        return TransactionDraft(
            day: CalendarDay(daysSinceEpoch: Int32(first + roll(700))),
            payee: roll(5) == 0 ? nil : name(),
            note: roll(3) == 0 ? pick(Self.notes) : nil,
            tags: (0..<max(0, roll(6) - 2)).map { _ in roll(2) == 0 ? "food" : name() },
            postings: postings
        )
    }

    private mutating func units() -> Int64 {
        let magnitude = Int64(1 + roll(roll(2) == 0 ? 500 : 90_000_000))
        return roll(2) == 0 ? magnitude : -magnitude
    }
}
