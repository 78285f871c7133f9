package import Primitives
package import Vault

/// A day of the diary as it stands.
package struct DiaryDay: Hashable, Sendable {
    package let day: CalendarDay
    /// The change that wrote it last: two writers of one day notice each other by it.
    package let version: ChangeID
    /// Behind a reference: years of days are moved when one is put among them, and an entry has hundreds of bytes.
    private let content: Content

    private final class Content: Sendable {
        let entry: DayEntry

        init(_ entry: DayEntry) { self.entry = entry }
    }

    package init(day: CalendarDay, entry: DayEntry, version: ChangeID) {
        self.day = day
        self.version = version
        content = Content(entry)
    }

    package var entry: DayEntry { content.entry }

    package static func == (left: DiaryDay, right: DiaryDay) -> Bool {
        left.day == right.day && left.version == right.version
            && (left.content === right.content || left.entry == right.entry)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(day)
        hasher.combine(version)
        hasher.combine(entry)
    }
}

/// The days that have an entry, rising.
struct DayTable: Hashable, Sendable {
    private(set) var rows: [DiaryDay] = []

    subscript(day: CalendarDay) -> DiaryDay? {
        let place = place(of: day)
        return place < rows.count && rows[place].day == day ? rows[place] : nil
    }

    subscript(range: ClosedRange<CalendarDay>) -> ArraySlice<DiaryDay> {
        let first = place(of: range.lowerBound)
        return rows[first..<max(first, place(of: range.upperBound.adding(days: 1)))]
    }

    /// Writes a day; an entry without fields is none.
    mutating func put(_ row: DiaryDay) {
        let place = place(of: row.day)
        let isThere = place < rows.count && rows[place].day == row.day
        if row.entry.fields.isEmpty {
            if isThere { rows.remove(at: place) }
        } else if isThere {
            rows[place] = row
        } else {
            rows.insert(row, at: place)
        }
    }

    /// The place of the first day that is not before one; most writes are about the last days.
    private func place(of day: CalendarDay) -> Int {
        guard let last = rows.last, last.day >= day else { return rows.count }
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].day < day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
