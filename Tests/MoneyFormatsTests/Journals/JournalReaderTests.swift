import Money
import MoneyFormats
import Primitives
import Testing

@Suite("Journals of other tools")
struct JournalReaderTests {
    /// Everything a document says of its transactions, one fact a line.
    private func rendered(_ document: JournalDocument) -> [String] {
        document.transactions.flatMap { transaction in
            let head = [
                transaction.day.iso, transaction.payee, transaction.note, transaction.tags.joined(separator: ","),
            ]
            return [head.joined(separator: " | ")]
                + transaction.lines.map { line in
                    let amount = line.amount
                    return "  \(document.accounts[line.account].name)  \(amount.decimal) \(amount.currency.code)"
                }
        }
    }

    @Test("ledger: marks, codes, notes, tags, prices, lots, aliases and years")
    func ledger() throws {
        let text = """
            ; a comment
            Y2026
            alias chk=Assets:Bank:Checking
            apply account Personal
            1/5=1/6 * (c1) Corner shop  ; for the party
                ; :food:home:
                ; memo: kept as it is
                Expenses:Food  $1,234.50 ; half
                chk
            end apply account
            account Assets:Cash
                alias cash
            2026/02/01 ! Money changer
                cash  -100 USD @ 83.205 INR
                Assets:Rupees
            2026/02/02 Shares
                Assets:Broker  3 "AC 1" {33.333 USD} [2026/02/02] (lot 1) @ 40 USD
                Assets:Cash  -100 USD
            2026/02/03 Budget
                (Budget:Food)  5 USD
                Expenses:Food  5 USD = 10 USD
                Assets:Cash
            = /Food/
                (X)  1
            ~ monthly
                Expenses:Rent  5 USD
                Assets:Cash
            comment
            2026/02/04 not this
            end comment
            P 2026/02/01 12:00:00 USD 83.20 INR
            include other.ledger
            """
        let document = try JournalDesk.read(text, .ledger)
        #expect(
            rendered(document) == [
                "2026-01-05 | Corner shop | for the party\nmemo: kept as it is\nhalf | food,home",
                "  Personal:Expenses:Food  1234.50 USD", "  Personal:chk  -1234.50 USD",
                "2026-02-01 | Money changer |  | ", "  Assets:Cash  -100.00 USD", "  Assets:Rupees  8320.50 INR",
                "2026-02-02 | Shares |  | ", "  Assets:Broker  100.00 USD", "  Assets:Cash  -100.00 USD",
                "2026-02-03 | Budget |  | ", "  Expenses:Food  5.00 USD", "  Assets:Cash  -5.00 USD",
            ]
        )
        #expect(document.rejected == [])
        #expect(
            document.leftOut.map(\.what) == [
                .mark, .mark, .mark, .mark, .commodityAtCost, .virtualPosting, .balanceAssertion, .automated,
                .automated, .include,
            ]
        )
        #expect(
            document.prices.map { "\($0.day.iso) \($0.commodity) \($0.rate.decimal) \($0.currency.code)" } == [
                "2026-02-01 USD 83.2 INR"
            ]
        )
    }

    @Test("hledger: types, payee and note, decimal commas, tags")
    func hledger() throws {
        let text = """
            decimal-mark ,
            account Giro  ; type: A
            account Essen  ; type: X

            2026-03-01 Rewe | Wocheneinkauf ; food:, home:
                Essen:Obst    1.234,50 €  ; frisch
                Giro         -€1.234,50 = €0
            """
        let document = try JournalDesk.read(text)
        #expect(document.format == .hledger)
        #expect(
            rendered(document) == [
                "2026-03-01 | Rewe | Wocheneinkauf\nfrisch | food,home", "  Essen:Obst  1234.50 EUR",
                "  Giro  -1234.50 EUR",
            ]
        )
        let preview = JournalPlanner(book: MoneyBook()).preview(document)
        #expect(preview.newAccounts.map(\.name) == ["Giro"])
        #expect(preview.targets.values.contains(.category(.expense, path: ["Essen", "Obst"])))
        #expect(preview.unclearAccounts == [])
    }

    @Test("beancount: pads, costs, tags, links, strings over lines, options")
    func beancount() throws {
        let text = """
            option "name_assets" "Vermoegen"
            2026-01-01 open Vermoegen:Bank EUR
            2026-01-01 open Equity:Opening-Balances
            2026-01-01 pad Vermoegen:Bank Equity:Opening-Balances
            2026-01-10 balance Vermoegen:Bank 1,000.00 EUR
            pushtag #trip
            2026-01-05 ! "Shop" "two
            lines \\"quoted\\"" #food ^link-1
              id: "x"
              Vermoegen:Bank  -20.00 EUR
                note: "posting"
              Expenses:Food
            poptag #trip
            2026-01-11 txn "no payee" ; a comment "with a quote
              Vermoegen:Broker  2 ACME {50.00 EUR, 2026-01-11}
              Vermoegen:Bank
            2026-01-12 price USD 0.9 EUR
            2026-01-12 price ACME 50 EUR
            2026-01-13 document Vermoegen:Bank "/etc/passwd"
            plugin "beancount.plugins.auto"
            """
        let document = try JournalDesk.read(text)
        #expect(document.format == .beancount)
        #expect(
            rendered(document) == [
                "2026-01-05 | Shop | two\nlines \"quoted\" | trip,food", "  Vermoegen:Bank  -20.00 EUR",
                "  Expenses:Food  20.00 EUR", "2026-01-11 |  | no payee | ", "  Vermoegen:Broker  100.00 EUR",
                "  Vermoegen:Bank  -100.00 EUR", "2026-01-01 |  |  | ", "  Vermoegen:Bank  1020.00 EUR",
                "  Equity:Opening-Balances  -1020.00 EUR",
            ]
        )
        #expect(document.rejected == [])
        #expect(
            Set(document.leftOut.map(\.what)) == [
                .accountDay, .balanceAssertion, .mark, .link, .metadata, .commodityAtCost, .directive, .rewriting,
                .rate,
            ]
        )
        let preview = JournalPlanner(book: MoneyBook()).preview(document)
        #expect(preview.statuses == [.new, .new, .opening])
        var desk = JournalDesk()
        _ = try desk.take(document)
        #expect(desk.book.liveAccounts.map(\.content.openingMinorUnits) == [102_000, 0])
        #expect(desk.book.allRates.map(\.rate.text) == ["0.9"])
    }

    @Test("an account in two currencies becomes two, and equity a category")
    func currencies() throws {
        let text = """
            2026-01-01 a
                Assets:Wallet  10 USD
                Income:Gifts

            2026-01-02 b
                Assets:Wallet  10 EUR
                Equity:Adjustments

            2026-01-03 c
                Expenses:Food  10 EUR
                Income:Gifts
            """
        var desk = JournalDesk()
        let preview = try desk.take(try JournalDesk.read(text, .ledger))
        #expect(preview.statuses == [.new, .new, .unusable(.noAccount)])
        #expect(desk.book.liveAccounts.map(\.name) == ["Wallet", "Wallet EUR"])
        #expect(desk.book.liveAccounts.map(\.content.kind) == [.wallet, .wallet])
        #expect(preview.equityCount == 1)
        let paths = desk.book.liveCategories.map { desk.book.categoryPath($0.id).joined(separator: ":") }
        #expect(paths.contains("Equity:Adjustments"))
    }

    @Test("formats are told apart by content")
    func formats() {
        func format(_ text: String) -> JournalFormat? { FileJournalReader.format(of: Array(text.utf8)) }
        #expect(format("; x\n2026-01-01 open Assets:A\n") == .beancount)
        #expect(format("2026-01-01 * \"a\" \"b\"\n") == .beancount)
        #expect(format("commodity 1000.00 EUR\n") == .hledger)
        #expect(format("2026/01/01 a\n  A:B  1\n") == .ledger)
        #expect(format("2026-01-01,shop,-1.00\n") == nil)
        #expect(format("!Type:Bank\nD2026-01-01\n") == nil)
    }
}
