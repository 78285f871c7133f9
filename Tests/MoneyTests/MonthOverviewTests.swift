import Primitives
import Testing
import Vault

@testable import Money

/// The month page's figures against sums over the list of transactions, made without columns.
@Suite("Month overview and balance history")
struct MonthOverviewTests {
    private func transactions(_ book: MoneyBook) throws -> [MoneyTransaction] {
        var all: [MoneyTransaction] = []
        var cursor: TransactionCursor?
        repeat {
            let page = try book.list(limit: 500, after: cursor)
            all += page.transactions
            cursor = page.next
        } while cursor != nil
        return all
    }

    private func categoryPostings(
        _ book: MoneyBook,
        _ kind: CategoryKind
    ) throws -> [(day: CalendarDay, category: CategoryID, amount: Amount)] {
        try transactions(book).flatMap { transaction in
            transaction.content.postings.compactMap { posting in
                guard case .category(let id) = posting.target, book.category(id)?.kind == kind else { return nil }
                return (transaction.content.day, id, posting.amount)
            }
        }
    }

    private func sum(
        _ postings: [(day: CalendarDay, category: CategoryID, amount: Amount)],
        _ currency: Currency,
        where isCounted: (CalendarDay, CategoryID) -> Bool
    ) -> Int64 {
        postings.reduce(0) { sum, posting in
            posting.amount.currency == currency && isCounted(posting.day, posting.category)
                ? sum + posting.amount.minorUnits : sum
        }
    }

    /// If this fails, a chart shows a sum that is not that of the entries.
    @Test("months, days and categories of random books add up to their entries", arguments: 0..<12 as Range<UInt64>)
    func overviewOfRandomBooks(_ seed: UInt64) throws {
        var commands = RandomCommands(seed: seed)
        for _ in 0..<600 { try commands.step() }
        let book = commands.test.book
        let last = CalendarDay(daysSinceEpoch: 20_000 + Int32(seed) * 37)
        let first = last.adding(days: -Int(seed * 30 % 370))
        let overview = try book.monthOverview(endingAt: last, daysFrom: first)
        let (spent, earned) = (try categoryPostings(book, .expense), try categoryPostings(book, .income))
        #expect(overview.months.count == 12 && overview.months.last == last.firstOfMonth, "seed \(seed)")
        for line in overview.lines {
            for (month, flow) in zip(overview.months, line.flows) {
                let isIn = { (day: CalendarDay, _: CategoryID) in day.firstOfMonth == month && day <= last }
                #expect(flow.outgoing == sum(spent, line.currency, where: isIn), "seed \(seed), \(month)")
                #expect(flow.incoming == 0 - sum(earned, line.currency, where: isIn), "seed \(seed), \(month)")
                #expect(flow.kept == flow.incoming - flow.outgoing)
            }
            for (offset, amount) in line.spentByDay.enumerated() {
                let day = first.adding(days: offset)
                #expect(amount == sum(spent, line.currency) { posted, _ in posted == day }, "seed \(seed), \(day)")
            }
            #expect(line.spentByDay.count == Int(last.daysSinceEpoch - first.daysSinceEpoch) + 1)
            for category in line.categories {
                let tree = Set(book.liveCategories.map(\.id).filter { root(of: $0, book) == category.id })
                let now = sum(spent, line.currency) {
                    $0.firstOfMonth == last.firstOfMonth && $0 <= last && tree.contains($1)
                }
                let before = sum(spent, line.currency) {
                    $0.firstOfMonth == last.firstOfMonth.adding(months: -1) && tree.contains($1)
                }
                #expect(category.minorUnits == now, "seed \(seed), \(category.name)")
                #expect(category.beforeMinorUnits == before, "seed \(seed), \(category.name)")
            }
            let sums = line.categories.reduce(into: (0, 0) as (Int64, Int64)) {
                $0 = ($0.0 + $1.minorUnits, $0.1 + $1.beforeMinorUnits)
            }
            #expect(sums.0 == line.flows[11].outgoing && sums.1 == line.flows[10].outgoing, "seed \(seed)")
            #expect(line.categories.map(\.minorUnits) == line.categories.map(\.minorUnits).sorted(by: >))
        }
        let later = try transactions(book).filter { $0.content.day > last }
        #expect(overview.laterCount == later.count, "seed \(seed)")
        #expect(overview.latestDay == later.map(\.content.day).max(), "seed \(seed)")
    }

    private func root(of id: CategoryID, _ book: MoneyBook) -> CategoryID {
        var current = id
        while let parent = book.category(current)?.content.parent { current = parent }
        return current
    }

    @Test("balances on several days are those of each day by itself", arguments: 0..<8 as Range<UInt64>)
    func historyOfRandomBooks(_ seed: UInt64) throws {
        var commands = RandomCommands(seed: seed)
        for _ in 0..<600 { try commands.step() }
        let book = commands.test.book
        let days = [3, 40, 41, 155, 300, 399].map { CalendarDay(daysSinceEpoch: 20_000 + $0) }
        let history = try book.balanceHistory(at: days)
        for (place, day) in days.enumerated() {
            let alone = try book.balances(at: day)
            for row in alone.rows {
                let found = history.rows.first { $0.account.id == row.account.id }
                #expect(found?.minorUnits[place] == row.minorUnits, "seed \(seed), \(day), \(row.account.name)")
            }
            let worth = try book.netWorth(from: day, to: day).rows
            for row in worth {
                let line = history.lines.first { $0.currency == row.currency }
                #expect(line?.minorUnits[place] == row.minorUnits, "seed \(seed), \(day), \(row.currency)")
            }
        }
        let all = try transactions(book).filter { $0.content.day <= days[5] }
        for row in history.rows {
            let entries = all.filter { entry in
                entry.content.postings.contains { $0.target == .account(row.account.id) }
            }
            #expect(row.lastEntry == entries.map(\.content.day).max(), "seed \(seed), \(row.account.name)")
        }
        #expect(history.laterCount == book.transactionCount - all.count, "seed \(seed)")
    }

    @Test("an empty book, and one with a single entry")
    func smallBooks() throws {
        let day = CalendarDay.test("2026-11-20")
        #expect(try MoneyBook().monthOverview(endingAt: day, daysFrom: day).lines.isEmpty)
        #expect(try MoneyBook().balanceHistory(at: [day]).rows.isEmpty)
        var test = try TestBook.starter()
        try test.spend(2_000, "Taxi", "2026-11-20")
        let line = try #require(try test.book.monthOverview(endingAt: day, daysFrom: day).lines.first)
        #expect(line.flows.map(\.outgoing) == [Int64](repeating: 0, count: 11) + [2_000])
        #expect(line.spentByDay == [2_000])
        #expect(line.categories.map(\.name) == ["Transport"])
        let before = try test.book.monthOverview(endingAt: .test("2026-11-19"), daysFrom: .test("2026-11-01"))
        #expect(before.lines.isEmpty && before.laterCount == 1 && before.latestDay == day)
    }

    @Test("days in the wrong order, too many of them, and sums that do not fit are refused")
    func refusals() throws {
        let book = try TestBook.starter().book
        let day = CalendarDay.test("2026-11-20")
        #expect(throws: MoneyError.invalid(.to)) {
            try book.monthOverview(endingAt: day, daysFrom: day.adding(days: 1))
        }
        #expect(throws: MoneyError.invalid(.to)) {
            try book.monthOverview(endingAt: day, daysFrom: day.adding(days: -400))
        }
        #expect(throws: MoneyError.invalid(.to)) { try book.balanceHistory(at: []) }
        #expect(throws: MoneyError.invalid(.to)) { try book.balanceHistory(at: [day, day]) }
        #expect(throws: MoneyError.invalid(.to)) { try book.balanceHistory(at: [day, day.adding(days: 801)]) }
        var test = try TestBook.starter()
        let (cash, rent) = (test.account("Cash"), test.category("Rent"))
        let rows = try (0..<10_001).map { _ in
            ImportedTransaction(
                draft: try .expense(
                    Amount(minorUnits: MoneyLimits.minorUnits, currency: .inr),
                    day: day,
                    from: cash,
                    on: rent
                ),
                fingerprint: 1
            )
        }
        let content = ImportContent(
            label: "x",
            format: "csv",
            fileDigest: [],
            rowCount: 1,
            duplicateCount: 0,
            rejectedCount: 0,
            day: day
        )
        try test.run { try $0.commitImport(content, rows) }
        #expect(throws: MoneyError.overflow(.amount)) {
            try test.book.monthOverview(endingAt: day, daysFrom: day)
        }
        #expect(throws: MoneyError.overflow(.amount)) { try test.book.balanceHistory(at: [day]) }
    }
}
