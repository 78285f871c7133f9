import Foundation
import Money
import MoneyFormats
import Primitives
import TestSupport
import Testing

/// Writes ledgers and the balances they must have, for the peers' own tools; see Scripts/journals.
@Suite("Journals for other tools")
struct JournalFilesTests {
    private static let folder = ProcessInfo.processInfo.environment["FLOWKEEP_JOURNALS"]

    @Test(
        "three generated books are written with their balances",
        .enabled(if: JournalFilesTests.folder != nil),
        arguments: [1, 2, 3]
    )
    func write(_ number: Int) throws {
        let folder = URL(fileURLWithPath: try #require(Self.folder))
        var random = TestSupport.SeededGenerator.printingSeed("journal files")
        for _ in 0..<number { _ = random.next() }
        let book = try JournalBooks.book(random, transactions: [300, 1500, 4000][number - 1])
        for (export, journal) in ExportFormat.journals {
            let bytes = JournalDesk.export(book, export, bookID: 7)
            try Data(bytes).write(to: folder.appending(path: "\(number).\(export.name)"))
            let balances = try Self.balances(of: bytes, journal, book)
            try Data(balances.utf8).write(to: folder.appending(path: "\(number).\(export.name).balances"))
        }
    }

    /// The book's own sums under the names of the file; names come from reading it, sums from the book.
    private static func balances(of bytes: [UInt8], _ format: JournalFormat, _ book: MoneyBook) throws -> String {
        let document = try FileJournalReader().read(bytes, format: format, encoding: nil)
        var labels: [String: String] = [:]
        for account in document.accounts where !account.ours.id.isEmpty { labels[account.ours.id] = account.name }
        var sums: [String: [Currency: Int64]] = [:]
        for account in book.liveAccounts {
            let label = try #require(labels[account.id.text])
            sums[label, default: [:]][account.currency, default: 0] += account.content.openingMinorUnits
        }
        for transaction in book.transactionsInOrder {
            for posting in transaction.content.postings {
                let id =
                    switch posting.target {
                    case .account(let id): id.text
                    case .category(let id): id.text
                    }
                sums[try #require(labels[id]), default: [:]][posting.amount.currency, default: 0] +=
                    posting.amount.minorUnits
            }
        }
        var lines: [String] = []
        for (label, amounts) in sums {
            for (currency, units) in amounts where units != 0 {
                lines.append("\(label)\t\(currency.code)\t\(Amount(minorUnits: units, currency: currency).decimal)")
            }
        }
        return lines.sorted().joined(separator: "\n") + "\n"
    }
}
