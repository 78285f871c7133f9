import Money
import MoneyFormats
import Primitives
import Testing

@Suite("Planning an import")
struct ImportPlannerTests {
    static let time = Timestamp(seconds: 1_760_000_000)
    static let day = CalendarDay(daysSinceEpoch: 20_400)

    /// A book with open accounts, each made by one batch.
    struct Desk {
        var book = MoneyBook()
        var batch: UInt64 = 1

        mutating func write<Made>(_ planned: Planned<Made>) throws -> Made {
            try book.apply(planned.changes, batchStart: batch, at: ImportPlannerTests.time)
            batch += 1
            return planned.made
        }

        mutating func open(_ name: String, _ kind: AccountKind, _ currency: Currency) throws -> AccountID {
            let content = AccountContent(name: name, kind: kind, currency: currency)
            return try write(try MoneyCommands.addAccount(content, to: book, batchStart: batch))
        }

        func preview(_ document: StatementDocument, _ accounts: [AccountID?]) throws -> ImportPreview {
            try ImportPlanner(book: book).preview(document, accounts: accounts)
        }

        mutating func commit(_ preview: ImportPreview, _ choices: [Int: Bool] = [:]) throws -> ImportID {
            let content = ImportContent(
                label: "file",
                format: "csv",
                fileDigest: [],
                rowCount: 0,
                duplicateCount: preview.duplicateCount,
                rejectedCount: 0,
                day: ImportPlannerTests.day
            )
            let planner = ImportPlanner(book: book)
            return try write(try planner.commit(preview, choices: choices, content: content, batchStart: batch))
        }

        var transactions: [MoneyTransaction] {
            get throws { try book.list(TransactionFilter(), limit: 500, after: nil).transactions }
        }
    }

    private func csv(_ text: String) throws -> StatementDocument {
        try FileStatementReader().read(Array(text.utf8), options: .init())
    }

    @Test(
        "a file imported twice is all duplicates the second time",
        arguments: ["ofx1-checking.ofx", "us-checking.csv"]
    )
    func importedTwice(_ name: String) throws {
        var desk = Desk()
        let account = try desk.open("Checking", .bank, .usd)
        let document = try StatementVectors.read(name)
        let first = try desk.preview(document, [account])
        #expect(first.newCount == 3)
        _ = try desk.commit(first)
        #expect(desk.book.transactionCount == 3)
        let second = try desk.preview(document, [account])
        #expect(second.newCount == 0)
        #expect(second.duplicateCount == 3)
        _ = try desk.commit(second)
        #expect(desk.book.transactionCount == 3)
    }

    @Test("a duplicate is still found after the person renamed the payee")
    func duplicateOfEdited() throws {
        var desk = Desk()
        let account = try desk.open("Cash", .cash, .inr)
        let document = try csv("Date,Payee,Amount\n2025-01-31,UPI-CHAI-0012,-20.00\n")
        _ = try desk.commit(try desk.preview(document, [account]))
        let made = try #require(try desk.transactions.first)
        var draft = TransactionDraft(made.content)
        draft.payee = "Chai"
        _ = try desk.write(
            try MoneyCommands.editTransaction(
                made.id,
                expectedVersion: made.version,
                draft,
                in: desk.book,
                batchStart: desk.batch
            )
        )
        let again = try desk.preview(document, [account])
        #expect(again.rows.map(\.status.isDuplicate) == [true])
    }

    @Test("two equal lines are two purchases, and both are known the next time")
    func twoEqualPurchases() throws {
        var desk = Desk()
        let account = try desk.open("Cash", .cash, .inr)
        let document = try csv("Date,Payee,Amount\n2025-01-31,Bus,-20.00\n2025-01-31,Bus,-20.00\n")
        let preview = try desk.preview(document, [account])
        #expect(preview.rows.map(\.status) == [.new, .new])
        _ = try desk.commit(preview)
        #expect(desk.book.transactionCount == 2)
        #expect(try desk.preview(document, [account]).duplicateCount == 2)
    }

    @Test("a line that comes twice with the same balance is one row, and both can be chosen")
    func trueDuplicates() throws {
        var desk = Desk()
        let account = try desk.open("Bank", .bank, .inr)
        let line = "2025-01-31,Bus,-20.00,500.00\n"
        let document = try csv("Date,Payee,Amount,Balance\n" + line + line)
        let preview = try desk.preview(document, [account])
        #expect(preview.rows.map(\.status) == [.new, .duplicateInFile(place: 0)])
        _ = try desk.commit(preview, [1: true])
        #expect(desk.book.transactionCount == 2)
    }

    @Test("a running balance tells two equal lines apart")
    func balancesDiffer() throws {
        var desk = Desk()
        let account = try desk.open("Bank", .bank, .inr)
        let document = try csv("Date,Payee,Amount,Balance\n2025-01-31,Bus,-20.00,80.00\n2025-01-31,Bus,-20.00,60.00\n")
        #expect(try desk.preview(document, [account]).newCount == 2)
    }

    @Test("a transfer that both accounts of a file list is imported once, with its categories and splits")
    func transfersAndSplits() throws {
        var desk = Desk()
        let checking = try desk.open("Checking", .bank, .usd)
        let visa = try desk.open("Visa", .card, .usd)
        let text = try String(decoding: StatementVectors.bytes("quicken-classic.qif"), as: UTF8.self)
        let document = try csv(text + "D1/ 5'04\nT300.00\nPTo card\nL[Checking]\n^\n")
        let preview = try desk.preview(document, [checking, visa])
        #expect(preview.newCount == 4)
        #expect(preview.duplicateCount == 1)
        _ = try desk.commit(preview)
        let transactions = try desk.transactions
        let transfer = try #require(transactions.first { $0.content.payee == "To card" })
        #expect(transfer.content.postings.map(\.target) == [.account(checking), .account(visa)])
        #expect(transfer.content.postings.map(\.amount.minorUnits) == [-30_000, 30_000])
        let split = try #require(transactions.first { $0.content.payee == "Warehouse" })
        #expect(split.content.postings.map(\.amount.minorUnits) == [-15_000, 10_000, 5_000])
        guard case .category(let id) = split.content.postings[1].target else {
            Issue.record("the first part of the split is a category")
            return
        }
        #expect(desk.book.categoryPath(id) == ["Food", "Groceries"])
    }

    @Test("a payee goes where it went before, and a new one stays uncategorised")
    func payeeMemory() throws {
        var desk = Desk()
        let account = try desk.open("Cash", .cash, .inr)
        let food = try desk.write(
            try MoneyCommands.addCategory(
                CategoryContent(name: "Food", kind: .expense),
                to: desk.book,
                batchStart: desk.batch
            )
        )
        let draft = try TransactionDraft.expense(
            Amount(minorUnits: 500, currency: .inr),
            day: Self.day,
            from: account,
            on: food,
            payee: "Corner Shop"
        )
        _ = try desk.write(try MoneyCommands.addTransaction(draft, to: desk.book, batchStart: desk.batch))
        let document = try csv(
            "Date,Payee,Amount\n2025-01-30,CORNER  SHOP,-20.00\n2025-01-31,Stranger,-1.00\n2025-01-31,Gift,5.00\n"
        )
        _ = try desk.commit(try desk.preview(document, [account]))
        var targets: [String: PostingTarget] = [:]
        for transaction in try desk.transactions {
            targets[transaction.content.payee ?? ""] = transaction.content.postings[1].target
        }
        #expect(targets["CORNER SHOP"] == .category(food))
        #expect(targets["Stranger"] == .category(.uncategorisedExpense))
        #expect(targets["Gift"] == .category(.uncategorisedIncome))
    }

    @Test("a row in another currency cannot be chosen, and an amount too fine for the currency neither")
    func currencies() throws {
        var desk = Desk()
        let yen = try desk.open("Yen", .cash, .jpy)
        let document = try csv(
            "Date,Payee,Amount,Currency\n2025-01-30,a,-20,JPY\n2025-01-31,b,-1,USD\n2025-01-31,c,-1.5,\n"
        )
        let preview = try desk.preview(document, [yen])
        #expect(preview.rows.map(\.status) == [.new, .unusable(.doesNotFitCurrency), .unusable(.doesNotFitCurrency)])
        _ = try desk.commit(preview, [0: true, 1: true, 2: true])
        #expect(desk.book.transactionCount == 1)
    }

    @Test("an import is taken back whole")
    func undone() throws {
        var desk = Desk()
        let account = try desk.open("Checking", .bank, .usd)
        let id = try desk.commit(try desk.preview(try StatementVectors.read("us-checking.csv"), [account]))
        #expect(desk.book.importRecord(id)?.content.rowCount == 3)
        _ = try desk.write(try MoneyCommands.undoImport(id, in: desk.book, batchStart: desk.batch))
        #expect(desk.book.transactionCount == 0)
        #expect(try desk.preview(try StatementVectors.read("us-checking.csv"), [account]).newCount == 3)
    }

    @Test("texts that the book does not take are cut, and nothing of them is lost")
    func longTexts() throws {
        var desk = Desk()
        let account = try desk.open("Cash", .cash, .inr)
        let payee = String(repeating: "ABCDE ", count: 40).trimmed
        let document = try csv("Date,Payee,Memo,Amount,Ref\n2025-01-30,\(payee)\u{202E}x,4111 1111,-20.00,N1\n")
        _ = try desk.commit(try desk.preview(document, [account]))
        let made = try #require(try desk.transactions.first?.content)
        #expect(made.payee?.unicodeScalars.count ?? 0 <= 100)
        #expect(made.note == payee + "x\n4111 1111\nRef N1")
    }

    @Test("an unknown account plans nothing")
    func unknownAccount() throws {
        var desk = Desk()
        let account = try desk.open("Cash", .cash, .inr)
        let other = Desk()
        #expect(throws: MoneyError.notFound(.account)) {
            try other.preview(try csv("Date,Payee,Amount\n2025-01-30,a,-1\n"), [account])
        }
    }

    @Test("a section finds its account by name, or by the last four of its number")
    func suggestions() throws {
        var desk = Desk()
        let savings = try desk.open("Savings 4321", .bank, .inr)
        _ = try desk.open("Other", .bank, .inr)
        let card = try desk.open("Card", .card, .inr)
        let document = try StatementVectors.read("ofx2-bank-and-card.ofx")
        #expect(ImportPlanner(book: desk.book).suggestedAccounts(for: document) == [savings, card])
    }

    @Test("a fingerprint is what the specification says")
    func fingerprintVector() {
        let print = TransactionFingerprint(
            account: 1,
            day: CalendarDay(daysSinceEpoch: 20_466),
            minorUnits: -12_000,
            payee: "UPI-CHAI Point, HSR"
        )
        let same = TransactionFingerprint(
            account: 1,
            day: CalendarDay(daysSinceEpoch: 20_466),
            minorUnits: -12_000,
            payee: "upi chai point hsr"
        )
        #expect(print == same)
        #expect(print.rawValue == 0x1AF5_2A70_6ABF_6E67)
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
