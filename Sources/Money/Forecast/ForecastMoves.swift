import Primitives

/// What each account moves on each day of a forecast.
struct ForecastMoves {
    private let question: ForecastQuestion
    private let dayCount: Int
    private let accountCount: Int
    /// By account, then by day; day 0 holds everything until today.
    private var moves: [Int64]

    init(_ book: MoneyBook, _ question: ForecastQuestion) {
        self.question = question
        dayCount = question.days
        accountCount = book.accounts.count
        moves = [Int64](repeating: 0, count: book.accounts.count * question.days)
        for (place, account) in book.accounts.enumerated() {
            moves[place * dayCount] = account.content.openingMinorUnits
        }
    }

    /// What is entered, also for days to come.
    mutating func addEntries(_ book: MoneyBook) throws(MoneyError) {
        let columns = book.transactions
        var overflowed = false
        let (today, last) = (question.today.daysSinceEpoch, question.last.daysSinceEpoch)
        var moves = moves
        self.moves = []
        var moveSpan = moves.mutableSpan
        let (days, removed) = (columns.days.span, columns.isRemoved.span)
        let (starts, counts) = (columns.postingStarts.span, columns.postingCounts.span)
        let (targets, minorUnits) = (columns.targets.span, columns.minorUnits.span)
        for slot in 0..<days.count where !removed[slot] && days[slot] <= last {
            let day = Int(max(0, days[slot] - today))
            let start = Int(starts[slot])
            for place in start..<start + Int(counts[slot])
            where targets[place] & TransactionColumns.categoryBit == 0 {
                let cell = Int(targets[place]) * dayCount + day
                let (sum, overflow) = moveSpan[cell].addingReportingOverflow(minorUnits[place])
                moveSpan[cell] = sum
                overflowed = overflowed || overflow
            }
        }
        self.moves = moves
        guard !overflowed else { throw .overflow(.amount) }
    }

    /// Occurrences that are not made yet.
    ///
    /// - Returns: How many there are.
    mutating func addExpected(_ book: MoneyBook) throws(MoneyError) -> Int {
        var count = 0
        for entry in book.recurring where !entry.isRemoved {
            let days = book.upcomingDays(of: entry, today: question.today, through: question.last).days
                .filter { !$0.isSkipped }
            count += days.count
            for posting in entry.content.postings {
                guard case .account(let id) = posting.target, let account = book.accountPlaces[id] else { continue }
                for (day, _) in days { try add(posting.amount.minorUnits, account, on: day) }
            }
        }
        return count
    }

    /// Payments of loans that no recurring entry makes; overdue ones count today.
    ///
    /// - Returns: How many there are.
    mutating func addLoans(_ book: MoneyBook) throws(MoneyError) -> Int {
        var count = 0
        for report in try book.loanReports(today: question.today) where !report.isRecurring {
            for payment in report.remaining ?? [] {
                guard payment.day <= question.last else { break }
                count += 1
                for posting in payment.postings(report.loan.content, report.account.currency) {
                    guard case .account(let id) = posting.target, let account = book.accountPlaces[id] else { continue }
                    try add(posting.amount.minorUnits, account, on: payment.day)
                }
            }
        }
        return count
    }

    mutating func addWhatIf(_ book: MoneyBook) throws(MoneyError) {
        for row in question.whatIf {
            guard let account = book.accountPlaces[row.account] else { throw .notFound(.account) }
            guard let pattern = row.pattern else {
                try add(row.minorUnits, account, on: row.day)
                continue
            }
            for day in try Schedule(pattern, start: row.day).checked().days(in: row.day...question.last) {
                try add(row.minorUnits, account, on: day)
            }
        }
    }

    private mutating func add(_ minorUnits: Int64, _ account: Int, on day: CalendarDay) throws(MoneyError) {
        let place = account * dayCount + Int(max(0, day.daysSinceEpoch - question.today.daysSinceEpoch))
        moves[place] = try Checked.sum(moves[place], minorUnits)
    }

    func forecast(
        _ book: MoneyBook,
        _ paces: [SpendingPace],
        _ transfers: [TransferPace],
        expectedCount: Int
    ) throws(MoneyError) -> Forecast {
        let days = (0..<dayCount).map { question.today.adding(days: $0) }
        var rows: [Forecast.Row] = []
        var sums: [Currency: [Int64]] = [:]
        var parts: [AccountID: [SpendingPace.Part]] = [:]
        for pace in paces { for part in try pace.parts() { parts[part.account, default: []].append(part) } }
        let leaving = Dictionary(grouping: transfers, by: \.from)
        let arriving = Dictionary(grouping: transfers, by: \.to)
        for (place, account) in book.accounts.enumerated() where !account.isRemoved {
            let balances = try balances(
                place,
                parts[account.id] ?? [],
                leaving: leaving[account.id] ?? [],
                arriving: arriving[account.id] ?? []
            )
            rows.append(
                Forecast.Row(
                    account: account,
                    minorUnits: balances,
                    lowest: Self.lowest(balances, days),
                    firstDayBelowZero: balances.firstIndex { $0 < 0 }.map { days[$0] }
                )
            )
            try Self.add(balances, to: &sums[account.currency, default: [Int64](repeating: 0, count: dayCount)])
        }
        let lines = sums.sorted { $0.key.packed < $1.key.packed }
            .map { currency, balances in
                Forecast.Line(
                    currency: currency,
                    minorUnits: balances,
                    lowest: Self.lowest(balances, days),
                    firstDayBelowZero: balances.firstIndex { $0 < 0 }.map { days[$0] }
                )
            }
        return Forecast(
            days: days,
            rows: rows,
            lines: lines,
            pace: paces,
            transfers: transfers,
            expectedCount: expectedCount
        )
    }

    /// The moves of an account added up, with what the pace takes and brings: nothing today, one day of it on the next.
    private func balances(
        _ place: Int,
        _ parts: [SpendingPace.Part],
        leaving: [TransferPace],
        arriving: [TransferPace]
    ) throws(MoneyError) -> [Int64] {
        var balance: Int64 = 0
        var result: [Int64] = []
        result.reserveCapacity(dayCount)
        for day in 0..<dayCount {
            balance = try Checked.sum(balance, moves[place * dayCount + day])
            var left = balance
            for part in parts { left = try Checked.difference(left, part.spent(afterDays: day)) }
            for transfer in leaving { left = try Checked.difference(left, transfer.moved(afterDays: day)) }
            for transfer in arriving { left = try Checked.sum(left, transfer.moved(afterDays: day)) }
            result.append(left)
        }
        return result
    }

    private static func add(_ balances: [Int64], to line: inout [Int64]) throws(MoneyError) {
        for day in line.indices { line[day] = try Checked.sum(line[day], balances[day]) }
    }

    private static func lowest(_ balances: [Int64], _ days: [CalendarDay]) -> Forecast.Low {
        var low = 0
        for place in balances.indices where balances[place] < balances[low] { low = place }
        return Forecast.Low(day: days[low], minorUnits: balances[low])
    }
}
