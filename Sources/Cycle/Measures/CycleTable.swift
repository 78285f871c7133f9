/// Cycles of several people, to measure predictions on.
///
/// - Source: docs/spec/cycle-prediction.md §7.
package struct CycleTable: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package let person: String
        package let cycle: String
        /// Days, 1 to 1,000.
        package let length: Int
        /// Day of the cycle, 1 to its length; nil where it is not known.
        package let ovulationDay: Int?

        package init(person: String, cycle: String, length: Int, ovulationDay: Int? = nil) {
            self.person = person
            self.cycle = cycle
            self.length = length
            self.ovulationDay = ovulationDay
        }
    }

    package static let rowsMaximum = 1_000_000
    static let lengths = 1...1000

    package let rows: [Row]
    /// The places of each person's rows, people in the order of their first.
    package let people: [[Int]]

    package init(_ rows: [Row]) {
        self.rows = rows
        var places: [String: Int] = [:]
        var people: [[Int]] = []
        for (place, row) in rows.enumerated() {
            if let person = places[row.person] {
                people[person].append(place)
            } else {
                places[row.person] = people.count
                people.append([place])
            }
        }
        self.people = people
    }

    package var hasOvulation: Bool { rows.contains { $0.ovulationDay != nil } }
}

/// Why a table was not read.
package struct CycleTableError: Error, Hashable, Sendable {
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        case fieldCount, person, length, ovulationDay, tooManyRows
    }

    /// From 1.
    package let line: Int
    package let reason: Reason
}

extension CycleTable {
    /// Reads `person,cycle,length[,ovulationDay]`; a first line that begins with `person,` is a heading.
    ///
    /// Fields are not quoted. Blank lines, a byte order mark and CRLF are passed over.
    package init(parsing text: String) throws(CycleTableError) {
        var rows: [Row] = []
        var number = 0
        // Scalars: CR LF is one Character, so lines would not split on LF.
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            let trimmed = Self.trimmed(line, isFirst: number == 1)
            if trimmed.isEmpty || number == 1 && trimmed.lowercased().hasPrefix("person,") { continue }
            guard rows.count < Self.rowsMaximum else { throw CycleTableError(line: number, reason: .tooManyRows) }
            rows.append(try Self.row(trimmed, number))
        }
        self.init(rows)
    }

    private static func trimmed(_ line: Substring.UnicodeScalarView, isFirst: Bool) -> Substring {
        var rest = Substring(line)
        if isFirst, rest.unicodeScalars.first == "\u{FEFF}" { rest.unicodeScalars.removeFirst() }
        return trimmed(rest)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var rest = text
        while let last = rest.unicodeScalars.last, last.properties.isWhitespace { rest.unicodeScalars.removeLast() }
        while let first = rest.unicodeScalars.first, first.properties.isWhitespace { rest.unicodeScalars.removeFirst() }
        return rest
    }

    private static func row(_ line: Substring, _ number: Int) throws(CycleTableError) -> Row {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false).map { trimmed($0) }
        guard fields.count == 3 || fields.count == 4 else { throw CycleTableError(line: number, reason: .fieldCount) }
        guard !fields[0].isEmpty else { throw CycleTableError(line: number, reason: .person) }
        guard let length = whole(fields[2]), lengths.contains(length) else {
            throw CycleTableError(line: number, reason: .length)
        }
        var ovulationDay: Int?
        if fields.count == 4, !fields[3].isEmpty {
            guard let day = whole(fields[3]), (1...length).contains(day) else {
                throw CycleTableError(line: number, reason: .ovulationDay)
            }
            ovulationDay = day
        }
        return Row(person: String(fields[0]), cycle: String(fields[1]), length: length, ovulationDay: ovulationDay)
    }

    /// Digits and nothing else: `Int` would take a sign.
    private static func whole(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }
}
