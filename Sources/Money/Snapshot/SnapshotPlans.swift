import FoundationEssentials
import Primitives
import SwiftProtobuf
import Vault

/// Recurring entries, occurrences, budgets and assignments; nothing at all where there are none.
///
/// - Source: docs/spec/money-snapshot.md §3.
enum SnapshotPlans {
    static func write(_ entries: [RecurringEntry], to output: inout ByteWriter) {
        for entry in entries {
            output.write(entry.id.rawValue)
            output.write(entry.isRemoved)
            write(entry.content, to: &output)
        }
    }

    static func write(_ content: RecurringContent, to output: inout ByteWriter) {
        output.write(bytes(RecurringWire.wire(content)))
    }

    static func recurring(_ input: inout ByteReader) throws(SnapshotMalformed) -> [RecurringEntry] {
        var result: [RecurringEntry] = []
        while input.remaining > 0 {
            let id = RecurringID(rawValue: try input.number())
            guard result.last.map({ $0.id < id }) ?? true else { throw input.malformed }
            let isRemoved = try input.flag()
            result.append(RecurringEntry(id: id, content: try recurringContent(&input), isRemoved: isRemoved))
        }
        return result
    }

    static func recurringContent(_ input: inout ByteReader) throws(SnapshotMalformed) -> RecurringContent {
        let bytes = try input.data()
        do {
            return try RecurringWire.content(WireRecurringContent(serializedBytes: bytes))
        } catch {
            throw input.malformed
        }
    }

    static func write(
        _ occurrences: [(id: OccurrenceID, occurrence: Occurrence)],
        to output: inout ByteWriter
    ) {
        for (id, occurrence) in occurrences {
            write(id, to: &output)
            write(occurrence, to: &output)
        }
    }

    static func write(_ id: OccurrenceID, to output: inout ByteWriter) {
        output.write(id.entry.rawValue)
        output.write(id.day.daysSinceEpoch)
    }

    static func write(_ occurrence: Occurrence, to output: inout ByteWriter) {
        output.write(occurrence.state.rawValue)
        output.write(occurrence.transaction?.rawValue ?? 0)
    }

    /// In the order they are kept.
    static func occurrences(
        _ input: inout ByteReader
    ) throws(SnapshotMalformed) -> [(id: OccurrenceID, occurrence: Occurrence)] {
        var result: [(id: OccurrenceID, occurrence: Occurrence)] = []
        while input.remaining > 0 {
            let id = try occurrenceID(&input)
            guard result.last.map({ $0.id < id }) ?? true else { throw input.malformed }
            result.append((id, try occurrence(&input)))
        }
        return result
    }

    static func occurrenceID(_ input: inout ByteReader) throws(SnapshotMalformed) -> OccurrenceID {
        OccurrenceID(RecurringID(rawValue: try input.number()), try day(&input))
    }

    static func occurrence(_ input: inout ByteReader) throws(SnapshotMalformed) -> Occurrence {
        guard let state = Occurrence.State(rawValue: try input.number()) else { throw input.malformed }
        let transaction = try input.number(UInt64.self)
        guard transaction != 0 || state == .skipped else { throw input.malformed }
        return Occurrence(state, transaction == 0 ? nil : TransactionID(rawValue: transaction))
    }

    static func write(_ budgets: [Budget], to output: inout ByteWriter) {
        for budget in budgets {
            output.write(budget.id.rawValue)
            output.write(budget.isRemoved)
            write(budget.content, to: &output)
        }
    }

    static func write(_ content: BudgetContent, to output: inout ByteWriter) {
        output.write(bytes(BudgetWire.wire(content)))
    }

    static func budgets(_ input: inout ByteReader) throws(SnapshotMalformed) -> [Budget] {
        var result: [Budget] = []
        while input.remaining > 0 {
            let id = BudgetID(rawValue: try input.number())
            guard result.last.map({ $0.id < id }) ?? true else { throw input.malformed }
            let isRemoved = try input.flag()
            result.append(Budget(id: id, content: try budgetContent(&input), isRemoved: isRemoved))
        }
        return result
    }

    static func budgetContent(_ input: inout ByteReader) throws(SnapshotMalformed) -> BudgetContent {
        let bytes = try input.data()
        do {
            return try BudgetWire.content(WireBudgetContent(serializedBytes: bytes))
        } catch {
            throw input.malformed
        }
    }

    static func write(_ assignments: [AssignmentID: Int64], to output: inout ByteWriter) {
        for (id, minorUnits) in assignments.sorted(by: { $0.key < $1.key }) {
            write(id, to: &output)
            output.write(minorUnits)
        }
    }

    static func write(_ id: AssignmentID, to output: inout ByteWriter) {
        output.write(id.budget.rawValue)
        output.write(id.category.rawValue)
        output.write(id.firstDay.daysSinceEpoch)
    }

    static func assignments(_ input: inout ByteReader) throws(SnapshotMalformed) -> [AssignmentID: Int64] {
        var result: [AssignmentID: Int64] = [:]
        var previous: AssignmentID?
        while input.remaining > 0 {
            let id = try assignmentID(&input)
            guard previous.map({ $0 < id }) ?? true else { throw input.malformed }
            result[id] = try minorUnits(&input)
            previous = id
        }
        return result
    }

    static func assignmentID(_ input: inout ByteReader) throws(SnapshotMalformed) -> AssignmentID {
        let (budget, category): (UInt64, UInt64) = (try input.number(), try input.number())
        return AssignmentID(BudgetID(rawValue: budget), CategoryID(rawValue: category), try day(&input))
    }

    static func minorUnits(_ input: inout ByteReader) throws(SnapshotMalformed) -> Int64 {
        let minorUnits: Int64 = try input.number()
        guard minorUnits.magnitude <= UInt64(MoneyLimits.minorUnits) else { throw input.malformed }
        return minorUnits
    }

    private static func day(_ input: inout ByteReader) throws(SnapshotMalformed) -> CalendarDay {
        let day: Int32 = try input.number()
        guard TransactionRunDecoder.days.contains(day) else { throw input.malformed }
        return CalendarDay(daysSinceEpoch: day)
    }

    /// Messages without maps and required fields: writing them cannot fail, and equal ones have equal bytes.
    private static func bytes(_ message: some Message) -> [UInt8] {
        do {
            return try message.serializedBytes()
        } catch {
            preconditionFailure("a message without required fields is always written")
        }
    }
}
