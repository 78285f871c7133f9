import Money
import MoneyFormats
import Primitives
import Testing

@Suite("Amounts of journals")
struct JournalAmountTests {
    /// The first posting's amount, after lines that declare something.
    private func amount(_ head: String, _ written: String, _ format: JournalFormat) throws -> String? {
        let document = try JournalDesk.read("\(head)\n\n2026-01-01 x\n  Assets:A  \(written)\n  Income:B\n", format)
        return document.transactions.first?.lines.first.map { "\($0.amount.decimal) \($0.amount.currency.code)" }
    }

    @Test(
        "a mark that is declared for a symbol counts for it",
        arguments: [
            ("commodity 1.000,00 €", "2.000 €"), ("commodity €1.000,00", "€2.000"), ("D 1.000,00 €", "2.000"),
            ("commodity €\n  format 1.000,00 €", "2.000 €"), ("commodity 1.000,00 EUR", "2.000 €"),
            ("decimal-mark .\ncommodity 1.000,00 €", "2.000 €"),
        ]
    )
    func declaredForSymbol(_ head: String, _ written: String) throws {
        #expect(try amount(head, written, .hledger) == "2000.00 EUR")
        if !head.hasPrefix("decimal") { #expect(try amount(head, written, .ledger) == "2000.00 EUR") }
    }

    @Test("a mark of a symbol itself says nothing")
    func rupees() throws {
        #expect(try amount("commodity Rs. 1,000.00", "Rs. 2,000", .ledger) == "2000.00 INR")
        #expect(try amount("commodity 1,000.00 Rs.", "2,000 Rs.", .hledger) == "2000.00 INR")
    }

    /// As the tools say it of these very files: ledger 3.3, hledger 1.25.
    @Test("a lone comma before three digits groups for ledger and is decimal for hledger")
    func loneComma() throws {
        for head in ["D 1,000 USD", "commodity USD\n  format 1,000 USD", ""] {
            #expect(try amount(head, "1,500 USD", .ledger) == "1500.00 USD")
            #expect(try amount(head, "1,500 USD", .hledger) == "1.50 USD")
        }
        #expect(try amount("D 1,00 USD", "1,50 USD", .ledger) == "1.50 USD")
    }

    @Test(
        "a lot of beancount without its cost is rejected, since its price is not what it cost",
        arguments: ["{}", "{2026-01-01}", "{\"lot, 1\"}", "{*}", "{2026-01-01, \"a\"}"]
    )
    func lotsWithoutCost(_ lot: String) throws {
        let text = "2026-01-02 * \"x\"\n  Assets:Broker  -5 ACME \(lot) @ 60 EUR\n  Assets:Bank  300 EUR\n"
        let document = try JournalDesk.read(text, .beancount)
        #expect(document.transactions == [])
        #expect(document.rejected == [RejectedLine(line: 2, reason: .costOfLot)])
    }

    @Test(
        "a cost is found behind days and labels",
        arguments: [
            "{50 EUR}", "{50.00 EUR, 2026-01-01}", "{2026-01-01, 50 EUR}", "{\"lot, 1\", 2026-01-01, 50 EUR}",
            "{{250 EUR}}", "{{2026-01-01, 250 EUR}}",
        ]
    )
    func lotsWithCost(_ lot: String) throws {
        let text = "2026-01-02 * \"x\"\n  Assets:Broker  -5 ACME \(lot) @ 60 EUR\n  Assets:Bank\n"
        let lines = try #require(try JournalDesk.read(text, .beancount).transactions.first).lines
        #expect(lines.map(\.amount.decimal) == ["-250.00", "250.00"])
    }

    /// `hledger print -x` of hledger 1.25 balances by the price.
    @Test("hledger balances by the price, and by a cost in braces where there is no price")
    func hledgerCosts() throws {
        func total(_ written: String, _ format: JournalFormat) throws -> String? {
            try JournalDesk.read("2026-01-01 x\n  Assets:A  \(written)\n  Assets:B\n", format)
                .transactions.first?.lines.last?.amount.decimal
        }
        #expect(try total("3 X {10 USD} @ 12 USD", .hledger) == "-36.00")
        #expect(try total("3 X {10 USD}", .hledger) == "-30.00")
        #expect(try total("3 X {10 USD} @ 12 USD", .ledger) == "-30.00")
    }

    @Test("how far a balance may be off stands before its currency")
    func tolerance() throws {
        let text = """
            2026-01-01 pad Assets:C Equity:Opening-Balances
            2026-01-02 balance Assets:C 100.00 ~ 0.01 USD
            """
        let lines = try #require(try JournalDesk.read(text, .beancount).transactions.first).lines
        #expect(lines.map { "\($0.amount.decimal) \($0.amount.currency.code)" } == ["100.00 USD", "-100.00 USD"])
    }

    @Test("pads fill every currency, each up to its own balance and from the pad before it")
    func pads() throws {
        let text = """
            2026-01-01 pad Assets:C Equity:O
            2026-01-03 balance Assets:C 100 USD
            2026-01-05 balance Assets:C 50 EUR
            2026-01-09 balance Assets:C 999 EUR
            2026-01-06 pad Assets:C Equity:O
            2026-01-08 balance Assets:C 70 EUR
            2026-01-02 * "a"
              Assets:C:Sub  10 USD
              Assets:C  5 EUR
              Income:I  -10 USD
              Income:I  -5 EUR
            2026-01-04 * "b"
              Assets:C  10 USD
              Assets:C  5 EUR
              Income:I  -10 USD
              Income:I  -5 EUR
            """
        let made = try JournalDesk.read(text, .beancount).transactions.filter { $0.payee.isEmpty && $0.note.isEmpty }
        #expect(
            made.map { "\($0.day.iso) \($0.lines[0].amount.decimal) \($0.lines[0].amount.currency.code)" } == [
                "2026-01-01 90.00 USD", "2026-01-01 40.00 EUR", "2026-01-06 20.00 EUR",
            ]
        )
    }

    @Test("a transaction of nothing is left out and not refused")
    func zero() throws {
        let text = "2026-01-01 x\n  Assets:A  0 INR\n  Income:B\n\n2026-01-02 y\n  Assets:A  0 INR\n  Income:B  5 INR\n"
        let document = try JournalDesk.read(text, .ledger)
        #expect(document.transactions == [])
        #expect(document.leftOut == [JournalLeftOut(line: 1, what: .directive)])
        #expect(document.rejected == [RejectedLine(line: 5, reason: .unbalanced)])
    }
}
