import Money
import Primitives

/// Finds the order of day and month from all dates of a file.
///
/// Source: statement-import §6.
struct DateOrderFinder {
    /// Rows that run in order of time only when at least so many different days do.
    private static let runLength = 5

    /// How many dates fit each set of orders; bit 0 is dmy, bit 1 mdy, bit 2 ymd.
    private var counts = [Int](repeating: 0, count: 8)
    private var runs = [Run(), Run(), Run()]
    private var dayAndMonthDiffer = false
    private var hasShortYears = false
    private var hasDots = false
    private var hasOnlyMonthWords = true
    /// Values of the first and the last part of dates with short years: years vary less than days.
    private var outerValues: (first: Set<Int>, last: Set<Int>) = ([], [])

    private struct Run {
        var last: CalendarDay?
        var stepCount = 0
        var isRising = true
        var isFalling = true

        mutating func add(_ day: CalendarDay) {
            defer { last = day }
            guard let last, last != day else { return }
            stepCount += 1
            if day > last { isFalling = false } else { isRising = false }
        }
    }

    enum Finding {
        case order(DateOrder, because: StatementNote.DateOrderReason)
        case open([DateOrder])
        /// No date was read at all.
        case nothing
    }

    mutating func add(_ date: WrittenDate) {
        var mask = 0
        var days: [CalendarDay?] = [nil, nil, nil]
        if date.monthWord > 0 {
            guard let day = date.day(.dayMonthYear) else { return }
            counts[7] += 1
            for index in runs.indices { runs[index].add(day) }
            return
        }
        hasOnlyMonthWords = false
        for (index, order) in DateOrder.allCases.enumerated() {
            guard let day = date.day(order) else { continue }
            mask |= 1 << index
            days[index] = day
            runs[index].add(day)
        }
        counts[mask] += 1
        if let first = days[0], let second = days[1], first != second { dayAndMonthDiffer = true }
        if date.hasShortYear {
            hasShortYears = true
            let (first, last) = date.outerValues
            outerValues.first.insert(first)
            outerValues.last.insert(last)
        }
        if date.hasDots { hasDots = true }
    }

    /// `isDayFirstRegion`: amounts are written as nobody does who writes the month first.
    func found(isDayFirstRegion: Bool) -> Finding {
        let fitting = counts[1...].reduce(0, +)
        guard fitting > 0 else { return .nothing }
        var scores = (0..<3).map { bit in (0..<8).reduce(0) { $0 + ($1 >> bit & 1 == 1 ? counts[$1] : 0) } }
        // "32/01/26" among days of January is a slip, not the year 2032.
        let isYearLast =
            hasShortYears && outerValues.last.count <= outerValues.first.count && max(scores[0], scores[1]) > 0
        if isYearLast { scores[2] = 0 }
        let best = scores.max() ?? 0
        let total = isYearLast ? fitting - counts[4] : fitting
        var open = DateOrder.allCases.indices.filter { scores[$0] == best }
        if (total - best) * 10 > best {
            return .open(DateOrder.allCases.indices.filter { scores[$0] > 0 }.map { DateOrder.allCases[$0] })
        }
        if open.count == 1 { return order(open[0], isYearLast ? .yearLast : .onlyOrderThatFits) }
        if hasOnlyMonthWords { return .order(.dayMonthYear, because: .monthNames) }
        if open == [0, 1], !dayAndMonthDiffer { return order(0, .sameInEveryOrder) }
        if open.contains(1), open.contains(0), hasDots || isDayFirstRegion {
            open.removeAll { $0 == 1 }
            if open.count == 1 { return order(open[0], .regionOfNumbers) }
        }
        let running = open.filter {
            runs[$0].stepCount >= Self.runLength - 1 && (runs[$0].isRising || runs[$0].isFalling)
        }
        if running.count == 1 { return order(running[0], .rowsRunInOrder) }
        return .open(open.map { DateOrder.allCases[$0] })
    }

    private func order(_ index: Int, _ reason: StatementNote.DateOrderReason) -> Finding {
        .order(DateOrder.allCases[index], because: reason)
    }
}
