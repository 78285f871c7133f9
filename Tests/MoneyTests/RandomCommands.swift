import Primitives
import Vault

@testable import Money

/// Draws commands a person could give; those the book refuses are skipped, as the page would.
struct RandomCommands {
    var generator: SeededGenerator
    var test = TestBook()
    private(set) var acceptedCount = 0

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func step() throws {
        do {
            try draw()
            acceptedCount += 1
        } catch is MoneyError {
            // Refused: nothing was written.
        }
        if Int.random(in: 0..<10, using: &generator) == 0 {
            test.time = test.time.adding(seconds: Int64.random(in: 0..<10, using: &generator) * 86_400)
        }
    }

    private mutating func draw() throws {
        switch Int.random(in: 0..<32, using: &generator) {
        case 0:
            let content = AccountContent(
                name: word(),
                kind: AccountKind.allCases[Int.random(in: 0..<7, using: &generator)],
                currency: [.inr, .usd, .jpy][Int.random(in: 0..<3, using: &generator)],
                openingMinorUnits: Int64.random(in: -1000...1000, using: &generator)
            )
            try test.run { try $0.addAccount(content) }
        case 1:
            let kind: CategoryKind = Bool.random(using: &generator) ? .expense : .income
            let parent = Bool.random(using: &generator) ? pick(test.book.liveCategories)?.id : nil
            let content = CategoryContent(name: word(), kind: kind, parent: parent)
            try test.run { try $0.addCategory(content) }
        case 2:
            guard let category = pick(test.book.liveCategories) else { return }
            var content = category.content
            content.parent = pick(test.book.liveCategories)?.id
            try test.run { try $0.editCategory(category.id, content) }
        case 3:
            guard let account = pick(test.book.liveAccounts) else { return }
            if Bool.random(using: &generator) {
                try test.run { try $0.removeAccount(account.id) }
            } else {
                var content = account.content
                if Bool.random(using: &generator) {
                    content.isArchived.toggle()
                } else {
                    content.currency = [.inr, .usd, .jpy][Int.random(in: 0..<3, using: &generator)]
                }
                try test.run { try $0.editAccount(account.id, content) }
            }
        case 4:
            guard let category = pick(test.book.liveCategories) else { return }
            try test.run { try $0.removeCategory(category.id) }
        case 5, 6:
            guard let transaction = pickTransaction() else { return }
            try test.run { try $0.deleteTransaction(transaction.id, expectedVersion: transaction.version) }
        case 7, 8:
            guard let transaction = pickTransaction(), let draft = draft() else { return }
            try test.run { try $0.editTransaction(transaction.id, expectedVersion: transaction.version, draft) }
        case 9, 10:
            let now = test.time
            guard let batch = pick(test.book.undoableBatches(now: now)) else { return }
            try test.run { try $0.undo(batchStart: batch.batchStart, now: now) }
        case 11: try runImport()
        case 12:
            guard let record = pick(test.book.liveImports) else { return }
            try test.run { try $0.undoImport(record.id) }
        case 13:
            let settings = MoneySettings(
                baseCurrency: [.usd, .inr, .jpy][Int.random(in: 0..<3, using: &generator)],
                digitGrouping: .western,
                weekStart: 1 + Int.random(in: 0..<7, using: &generator)
            )
            try test.run { try $0.changeSettings(settings) }
        case 14:
            let byte = UInt8.random(in: 0..<4, using: &generator)
            let mapping: [UInt8] = byte == 0 ? [] : [byte]
            try test.run { try $0.putImportMapping(signature: [byte, 1], mapping: mapping) }
        case 15...24: try drawPlan()
        case 25, 26: try drawItem()
        case 27: try drawRates()
        case 28: try drawMatching()
        default:
            guard let draft = draft() else { return }
            try test.run { try $0.addTransaction(draft) }
        }
    }

    mutating func runImport() throws {
        var rows: [ImportedTransaction] = []
        for _ in 0..<Int.random(in: 1..<8, using: &generator) {
            guard let draft = draft() else { return }
            rows.append(
                ImportedTransaction(draft: draft, fingerprint: generator.next(), externalID: generator.next() % 3)
            )
        }
        try runImport(rows)
    }

    mutating func runImport(_ rows: [ImportedTransaction]) throws {
        let content = ImportContent(
            label: word(),
            format: "csv",
            fileDigest: [UInt8](repeating: 7, count: 32),
            rowCount: rows.count,
            duplicateCount: 0,
            rejectedCount: 1,
            day: .test("2026-03-03")
        )
        do {
            try test.run { try $0.commitImport(content, rows) }
        } catch let refusal as ImportRefusal {
            throw refusal.error
        }
    }

    mutating func draft() -> TransactionDraft? {
        guard let account = pick(test.book.liveAccounts), let category = pick(test.book.liveCategories) else {
            return nil
        }
        let amount = Amount(minorUnits: Int64.random(in: -50...5000, using: &generator), currency: account.currency)
        let day = CalendarDay(daysSinceEpoch: 20_000 + Int32.random(in: 0..<400, using: &generator))
        var draft = try? TransactionDraft.expense(amount, day: day, from: account.id, on: category.id)
        if Bool.random(using: &generator) { draft?.payee = word() }
        if Bool.random(using: &generator) { draft?.note = word() + " " + word() }
        for _ in 0..<Int.random(in: 0..<3, using: &generator) { draft?.tags.append(word()) }
        return draft
    }

    mutating func word() -> String {
        let words = ["Corner", "café", "Ålesund", "rent", "गाँव", "milk", "🚲", "naïve", "b", "Z-1"]
        return words[Int.random(in: 0..<words.count, using: &generator)]
            + String(Int.random(in: 0..<5, using: &generator))
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[Int.random(in: 0..<elements.count, using: &generator)]
    }

    mutating func pickTransaction() -> MoneyTransaction? {
        let live = test.book.transactions.isRemoved.indices.filter { !test.book.transactions.isRemoved[$0] }
        return pick(live).map { test.book.transaction(at: $0) }
    }
}
