import Money
import Primitives

/// Recurring entries and their occurrences in words and figures.
struct RecurringWords {
    private static let stripDays = 30
    private static let listDays = 62
    private static let rowCount = 100
    /// What "each month" is the mean of.
    private static let yearDays = 365

    /// What was typed at an occurrence and could not be taken.
    struct Typed: Sendable {
        let occurrence: OccurrenceID
        let amount: String
        let problems: FormProblems
    }

    private let book: MoneyBook
    private let today: CalendarDay
    private let words: Words
    private let entry: EntryWords
    private let schedules: ScheduleWords
    private let icons: [CategoryID: String]
    /// Not made yet, within a year, by day.
    private let year: [UpcomingOccurrence]
    /// There is more within the year than stands in ``year``.
    private let hasMore: Bool

    init(_ book: MoneyBook, today: CalendarDay, _ words: Words) throws(MoneyError) {
        self.book = book
        self.today = today
        self.words = words
        entry = EntryWords(book, words: words)
        schedules = ScheduleWords(words: words, today: today)
        icons = CategoryIcon.icons(book)
        let upcoming = try book.upcoming(today: today, days: Self.yearDays)
        (year, hasMore) = (upcoming.occurrences, upcoming.hasMore)
    }

    func page(refused: Typed? = nil) -> RecurringPage {
        let pending = book.pendingOccurrences
        let soon = year.filter { $0.id.day.daysSinceEpoch - today.daysSinceEpoch < Self.listDays }
        return RecurringPage(
            lead: lead,
            strip: strip,
            stripSentence: stripSentence,
            pending: pending.prefix(Self.rowCount).map { row($0, refused: refused) },
            pendingNote: pending.count > Self.rowCount
                ? words("The first {count} are shown.", ["count": words.number(Self.rowCount)]) : nil,
            upcoming: soon.prefix(Self.rowCount).map(row),
            upcomingNote: soon.count > Self.rowCount || hasMore
                ? words("The first {count} are shown.", ["count": words.number(min(soon.count, Self.rowCount))]) : nil,
            entries: entries,
            problems: refused?.problems ?? .none
        )
    }

    // MARK: Occurrences

    /// What comes within so many days, for a short list elsewhere.
    func next(days: Int, count: Int) -> [OccurrenceRow] {
        year.lazy.filter { !$0.isSkipped && $0.id.day.daysSinceEpoch - today.daysSinceEpoch < days }
            .prefix(count).map(row)
    }

    private func row(
        _ pending: (id: OccurrenceID, transaction: MoneyTransaction),
        refused: Typed?
    ) -> OccurrenceRow {
        let content = pending.transaction.content
        return OccurrenceRow(
            id: pending.id.text,
            icon: icon(content),
            payee: entry.title(content),
            detail: detail(content),
            day: dayText(content.day),
            isVariable: book.recurring(pending.id.entry)?.content.isVariable ?? false,
            money: entry.money(content),
            editPath: "/money/transactions/\(pending.transaction.id.text)",
            amount: amount(pending.id, content, refused: refused)
        )
    }

    private func row(_ upcoming: UpcomingOccurrence) -> OccurrenceRow {
        let content = upcoming.content.transaction(on: upcoming.id.day)
        return OccurrenceRow(
            id: upcoming.id.text,
            icon: icon(content),
            payee: entry.title(content),
            detail: detail(content),
            day: dayText(content.day),
            isVariable: upcoming.content.isVariable,
            isSkipped: upcoming.isSkipped,
            isLate: upcoming.id.day <= today,
            money: entry.money(content)
        )
    }

    /// A field for what it was, where one number says it.
    private func amount(_ id: OccurrenceID, _ content: TransactionContent, refused: Typed?) -> TextField? {
        guard book.recurring(id.entry)?.content.isVariable == true, Self.hasOneAmount(content) else { return nil }
        let amount = Amount(
            minorUnits: Int64(clamping: content.postings[0].amount.minorUnits.magnitude),
            currency: content.postings[0].amount.currency
        )
        let typed = refused.flatMap { $0.occurrence == id ? $0 : nil }
        return TextField(
            "amount." + id.text,
            words("It was"),
            kind: .amount,
            value: typed?.amount ?? book.settings.digitGrouping.typed(amount.decimal),
            problems: typed?.problems ?? .none
        )
    }

    static func hasOneAmount(_ content: TransactionContent) -> Bool {
        content.postings.count == 2 && content.postings[0].amount.currency == content.postings[1].amount.currency
    }

    // MARK: Entries

    private var entries: [RecurringPage.EntryRow] {
        book.liveRecurring.map { recurring in
            let content = recurring.content.transaction(on: recurring.content.schedule.start)
            return RecurringPage.EntryRow(
                path: "/money/recurring/\(recurring.id.text)",
                icon: icon(content),
                payee: entry.title(content),
                detail: detail(content),
                rule: schedules.text(recurring.content.schedule),
                next: book.nextDay(of: recurring, today: today, days: Self.yearDays)
                    .map { words("next {day}", ["day": dayText($0).short]) },
                isVariable: recurring.content.isVariable,
                isPaused: recurring.content.isPaused,
                money: entry.money(content)
            )
        }
    }

    private func icon(_ content: TransactionContent) -> String {
        let ids = content.postings.compactMap { posting -> CategoryID? in
            if case .category(let id) = posting.target { id } else { nil }
        }
        return switch ids.count {
        case 0: CategoryIcon.transfer
        case 1: icons[ids[0]] ?? CategoryIcon.plain
        default: CategoryIcon.split
        }
    }

    private func detail(_ content: TransactionContent) -> String {
        [entry.subtitle(content), entry.accounts(content)].compactMap(\.self).filter { !$0.isEmpty }
            .joined(separator: " · ")
    }

    private func dayText(_ day: CalendarDay) -> DayText { DayText(day, today: today, locale: words.locale) }

    // MARK: Together

    /// What a month comes to, in the person's own currency.
    private var lead: String {
        let currency = book.settings.baseCurrency
        var (outgoing, incoming) = (Int128(0), Int128(0))
        for upcoming in year where !upcoming.isSkipped {
            for posting in upcoming.content.postings where posting.amount.currency == currency {
                guard case .category(let id) = posting.target else { continue }
                if book.category(id)?.kind == .income {
                    incoming -= Int128(posting.amount.minorUnits)
                } else {
                    outgoing += Int128(posting.amount.minorUnits)
                }
            }
        }
        let when = words(
            "Entries are made when you open Flowkeep on or after their day; nothing here runs while you are away."
        )
        // Half of a year says nothing of a month.
        guard outgoing > 0 || incoming > 0, !hasMore else { return when }
        let unit = Int128(currency.minorUnitsPerMajor)
        func month(_ sum: Int128) -> String {
            let whole = Int64(clamping: sum / 12 / unit * unit)
            let text = entry.money(whole, currency, .none)
            return text.currency + text.whole
        }
        let sums = words(
            "About {out} out and {in} in each month.",
            ["out": month(outgoing), "in": month(incoming)]
        )
        return sums + " " + when
    }

    private var strip: [RecurringPage.StripDay] {
        let moves = moves
        return (0..<Self.stripDays).map { offset in
            let day = today.adding(days: offset)
            let move = moves[day]
            let isLabelled = offset == 0 || move != nil || day.parts.day.isMultiple(of: 5)
            return RecurringPage.StripDay(
                label: isLabelled ? String(day.parts.day) : nil,
                isToday: offset == 0,
                isOut: move?.isOut == true && offset > 0,
                isIn: move?.isOut == false && offset > 0
            )
        }
    }

    private var stripSentence: String {
        let days = moves.keys.sorted()
        guard !days.isEmpty else { return words("Nothing is due in the next 30 days.") }
        return words(
            "Due in the next 30 days: {days}.",
            ["days": days.map { dayText($0).short }.joined(separator: ", ")]
        )
    }

    /// The days something is due on, and whether money goes on them.
    private var moves: [CalendarDay: (isOut: Bool, isIn: Bool)] {
        var moves: [CalendarDay: (isOut: Bool, isIn: Bool)] = [:]
        for upcoming in year where !upcoming.isSkipped {
            guard upcoming.id.day.daysSinceEpoch - today.daysSinceEpoch < Self.stripDays else { continue }
            let content = upcoming.content.transaction(on: upcoming.id.day)
            let isIn = entry.money(content).isIn
            let day = max(upcoming.id.day, today)
            moves[day] = ((moves[day]?.isOut ?? false) || !isIn, (moves[day]?.isIn ?? false) || isIn)
        }
        return moves
    }
}
