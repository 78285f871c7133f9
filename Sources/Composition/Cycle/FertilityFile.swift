package import Cycle
import JSON
import Primitives

/// The cycles of a file for `flowkeep cycle fertility`.
///
/// - Source: docs/spec/cycle-evaluation.md §7.
package struct FertilityFile: Hashable, Sendable {
    package static let byteCountMaximum = 4 << 20
    package static let cyclesMaximum = 1000
    package static let daysMaximum = 1000

    /// In order, the latest last.
    package let previous: [CycleChart]
    package let chart: CycleChart

    /// Reads the file; its length is checked first.
    ///
    /// - Throws: ``FertilityFileError`` with the place.
    package init(parsing bytes: [UInt8]) throws(FertilityFileError) {
        guard bytes.count <= Self.byteCountMaximum else { throw FertilityFileError("", .tooLarge) }
        let file: JSONValue
        do throws(JSONParser.Failure) {
            file = try JSONParser.parse(bytes)
        } catch {
            throw FertilityFileError("", .notJSON)
        }
        guard case .object(let object) = file else { throw FertilityFileError("", .shape) }
        var cycles: [FertilityCycle] = []
        switch object["previousCycles"] {
        case nil, .null: break
        case .array(let values):
            guard values.count <= Self.cyclesMaximum else { throw FertilityFileError("previousCycles", .tooLarge) }
            for (place, value) in values.enumerated() {
                cycles.append(try FertilityCycle(value, "previousCycles[\(place)]"))
            }
        default: throw FertilityFileError("previousCycles", .shape)
        }
        cycles.sort { $0.start < $1.start }
        cycles.append(try FertilityCycle(object["cycle"] ?? .null, "cycle"))
        var charts: [CycleChart] = []
        for (place, cycle) in cycles.enumerated() {
            let next = place + 1 < cycles.count ? cycles[place + 1] : nil
            if let next, next.start <= cycle.end { throw FertilityFileError(next.path, .overlap) }
            let length = next.map { Int($0.start.daysSinceEpoch - cycle.start.daysSinceEpoch) }
            charts.append(CycleChart(start: cycle.start, days: cycle.days, length: length))
        }
        chart = charts.removeLast()
        previous = charts
    }
}

/// Why a file was not read, and where.
package struct FertilityFileError: Error, Hashable, Sendable {
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        case notJSON, shape, tooLarge, empty, date, dateTwice, temperature, time, category, exclude, overlap
    }

    /// As in `cycle[3].mucus`; the names are those of the format, never the file's own.
    package let path: String
    package let reason: Reason

    init(_ path: String, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }
}

/// One cycle of the file.
private struct FertilityCycle {
    let path: String
    let days: [DayFacts]
    let start: CalendarDay
    let end: CalendarDay

    init(_ value: JSONValue, _ path: String) throws(FertilityFileError) {
        guard case .array(let values) = value else { throw FertilityFileError(path, .shape) }
        guard values.count <= FertilityFile.daysMaximum else { throw FertilityFileError(path, .tooLarge) }
        var days: [DayFacts] = []
        for (place, value) in values.enumerated() {
            days.append(try FertilityDay.facts(value, "\(path)[\(place)]"))
        }
        days.sort { $0.day < $1.day }
        guard let first = days.first, let last = days.last else { throw FertilityFileError(path, .empty) }
        for (day, next) in zip(days, days.dropFirst()) where day.day == next.day {
            throw FertilityFileError(path, .dateTwice)
        }
        self.path = path
        self.days = days
        start = first.day
        end = last.day
    }
}
