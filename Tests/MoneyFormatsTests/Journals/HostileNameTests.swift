import Money
import MoneyFormats
import Primitives
import Testing

/// What a small file could make large: names through aliases and prefixes, levels, tags.
@Suite("Hostile names in journals")
struct HostileNameTests {
    private static let long = String(repeating: "x", count: 60_000)

    private func entries(_ count: Int, _ account: (Int) -> String) -> String {
        (0..<count).map { "2026-01-01 x\n  \(account($0))  1 INR\n  Income:B  -1 INR\n\n" }.joined()
    }

    /// Bytes that the names of a document take altogether.
    private func nameBytes(_ document: JournalDocument) -> Int {
        document.accounts.reduce(0) { $0 + $1.name.utf8.count + $1.path.reduce(0) { $0 + $1.utf8.count } }
    }

    @Test("a long alias makes no names")
    func alias() throws {
        let document = try JournalDesk.read("alias a=\(Self.long)\n\n" + entries(500) { "a:b\($0)" }, .ledger)
        #expect(document.leftOut.map(\.what) == [.rewriting])
        #expect(nameBytes(document) < 100_000)
        // Many that fit are bounded together.
        let kilobyte = String(repeating: "y", count: 1000)
        let many = try JournalDesk.read("alias a=\(kilobyte)\n\n" + entries(12_000) { "a:b\($0)" }, .ledger)
        #expect(nameBytes(many) <= 2 * 8 * 1024 * 1024)
        #expect(Set(many.rejected.map(\.reason)) == [.tooManyAccounts])
        #expect(many.transactions.count > 1000)
    }

    @Test("prefixes that stack up make no names, and end where they end")
    func prefixes() throws {
        let text =
            String(repeating: "apply account \(Self.long)\n", count: 40)
            + String(repeating: "apply account p\n", count: 100) + entries(300) { "b\($0)" }
            + String(repeating: "end apply account\n", count: 140) + "\n" + entries(1) { _ in "Assets:Whole" }
        let document = try JournalDesk.read(text, .ledger)
        #expect(document.transactions.count == 1)
        #expect(document.accounts.contains { $0.name == "Assets:Whole" })
        #expect(Set(document.rejected.map(\.reason)) == [.badText])
        #expect(nameBytes(document) < 1000)
    }

    @Test("prefixes beyond the sixty-fourth end in their order")
    func deepPrefixes() throws {
        let text =
            "apply account p\n" + String(repeating: "apply account q\n", count: 70)
            + String(repeating: "end apply account\n", count: 70) + "\n" + entries(1) { _ in "a" }
        #expect(try JournalDesk.read(text, .ledger).accounts.map(\.name) == ["p:a", "p:Income:B"])
    }

    @Test("a name is at most a kilobyte and a hundred levels", arguments: [JournalFormat.ledger, .beancount])
    func long(_ format: JournalFormat) throws {
        func reasons(_ name: String) throws -> [RejectedLine.Reason] {
            let head = format == .ledger ? "2026-01-01 x" : "2026-01-01 * \"x\""
            let text = "\(head)\n  Assets:\(name)  1 INR\n  Income:B\n"
            return try JournalDesk.read(text, format).rejected.map(\.reason)
        }
        #expect(try reasons(String(repeating: "X", count: 1000)) == [])
        #expect(try reasons(String(repeating: "X", count: 1018)) == [.badText])
        #expect(try reasons(Array(repeating: "X", count: 90).joined(separator: ":")) == [])
        #expect(try reasons(Array(repeating: "X", count: 120).joined(separator: ":")) == [.badText])
    }

    @Test("the longest alias of a name's levels counts, and a declared kind is of all below it")
    func levels() throws {
        let text =
            "alias a:b=Expenses:Two\nalias a=Expenses:One\nalias a:bb=Expenses:Three\n\n"
            + entries(1) { _ in "a:b:c" } + entries(1) { _ in "a:x" } + entries(1) { _ in "a:bb" }
            + entries(1) { _ in "ab:c" }
        let names = try JournalDesk.read(text, .ledger).accounts.map(\.name)
        #expect(names == ["Expenses:Two:c", "Income:B", "Expenses:One:x", "Expenses:Three", "ab:c"])
        let kinds =
            "account g  ; type:X\naccount g:h  ; type:A\n\n" + entries(1) { _ in "g:h:i" } + entries(1) { _ in "g:j" }
        let accounts = try JournalDesk.read(kinds, .ledger).accounts
        #expect(accounts.filter { $0.name.hasPrefix("g:") }.map(\.kind) == [.assets, .assets, .expenses])
    }

    /// Each of the tags was looked for among all before it; a million took hours.
    @Test("very many tags are read in linear time, and only so many are kept")
    func tags() throws {
        let lines = (0..<40_000).map { "  #t\($0) #u\($0) #v\($0)\n" }.joined()
        let text = "2026-01-01 * \"x\"\n\(lines)  Assets:A  1 INR\n  Income:B\n"
        let document = try JournalDesk.read(text, .beancount)
        #expect(document.transactions.map(\.tags.count) == [StatementLimits.splitCount])
    }

    /// Each of a name's levels was looked up by all of the name before it.
    @Test("names of very many levels are read in linear time")
    func manyLevels() throws {
        let deep = String(repeating: "a:", count: 30_000)
        let text = "alias x=y\naccount g  ; type:X\n\n" + entries(250) { "\(deep)\($0)" }
        #expect(Set(try JournalDesk.read(text, .ledger).rejected.map(\.reason)) == [.badText])
    }
}
