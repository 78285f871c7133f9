import Primitives
import Vault

/// What undo remembers, in records: there are at most thirty days of it.
enum SnapshotUndo {
    static func write(_ batches: [UndoBatch], to output: inout ByteWriter) {
        output.write(UInt32(batches.count))
        for batch in batches {
            output.write(batch.batchStart)
            output.write(batch.time.milliseconds)
            output.write(batch.undoes ?? 0)
            output.write(batch.isUndone)
            output.write(UInt32(batch.items.count))
            for item in batch.items { write(item, to: &output) }
        }
    }

    static func batches(_ input: inout ByteReader) throws(SnapshotMalformed) -> [UndoBatch] {
        var result: [UndoBatch] = []
        for _ in 0..<(try input.count(recordMinimum: 29)) {
            let start: UInt64 = try input.number()
            let time = Timestamp(milliseconds: try input.number())
            let undoes: UInt64 = try input.number()
            let isUndone = try input.flag()
            var items: [UndoItem] = []
            for _ in 0..<(try input.count(recordMinimum: 5)) { items.append(try item(&input)) }
            result.append(
                UndoBatch(
                    batchStart: start,
                    time: time,
                    undoes: undoes == 0 ? nil : undoes,
                    isUndone: isUndone,
                    items: items
                )
            )
        }
        return result
    }

    private static func write(_ item: UndoItem, to output: inout ByteWriter) {
        switch item {
        case .added(let first, let last):
            output.write(UInt8(1))
            output.write(first.rawValue)
            output.write(last.rawValue)
        case .edited(let id, let before):
            output.write(UInt8(2))
            output.write(id.rawValue)
            write(before, to: &output)
        case .removed(let ids):
            output.write(UInt8(3))
            write(ids, to: &output)
        case .restored(let ids):
            output.write(UInt8(4))
            write(ids, to: &output)
        case .account(let id, let before, let after):
            output.write(UInt8(5))
            output.write(id.rawValue)
            write(before, to: &output) { SnapshotRecords.write($0, to: &$1) }
            write(after, to: &output) { SnapshotRecords.write($0, to: &$1) }
        case .category(let id, let before, let after):
            output.write(UInt8(6))
            output.write(id.rawValue)
            write(before, to: &output) { SnapshotRecords.write($0, to: &$1) }
            write(after, to: &output) { SnapshotRecords.write($0, to: &$1) }
        case .imported(let id, let before, let after):
            output.write(UInt8(7))
            output.write(id.rawValue)
            write(before, to: &output) { SnapshotRecords.write($0, to: &$1) }
            write(after, to: &output) { SnapshotRecords.write($0, to: &$1) }
        case .settings(let before, let after):
            output.write(UInt8(8))
            SnapshotRecords.write(before, to: &output)
            SnapshotRecords.write(after, to: &output)
        case .recurring, .occurrence, .budget, .assignment:
            writePlan(item, to: &output)
        case .item(let kind, let id, let before, let after):
            output.write(UInt8(13))
            output.write(kind.rawValue)
            output.write(id.rawValue)
            write(before, to: &output) { SnapshotItems.write($0, to: &$1) }
            write(after, to: &output) { SnapshotItems.write($0, to: &$1) }
        case .rates(let turns):
            output.write(UInt8(14))
            SnapshotRates.write(turns, to: &output)
        case .adopted(let id, let before, let after):
            output.write(UInt8(15))
            output.write(id.rawValue)
            SnapshotOrigins.write(before, to: &output)
            SnapshotOrigins.write(after, to: &output)
        }
    }

    private static func writePlan(_ item: UndoItem, to output: inout ByteWriter) {
        switch item {
        case .recurring(let id, let before, let after):
            output.write(UInt8(9))
            output.write(id.rawValue)
            write(before, to: &output) { SnapshotPlans.write($0, to: &$1) }
            write(after, to: &output) { SnapshotPlans.write($0, to: &$1) }
        case .occurrence(let id, let before, let after):
            output.write(UInt8(10))
            SnapshotPlans.write(id, to: &output)
            write(before, to: &output) { SnapshotPlans.write($0, to: &$1) }
            write(after, to: &output) { SnapshotPlans.write($0, to: &$1) }
        case .budget(let id, let before, let after):
            output.write(UInt8(11))
            output.write(id.rawValue)
            write(before, to: &output) { SnapshotPlans.write($0, to: &$1) }
            write(after, to: &output) { SnapshotPlans.write($0, to: &$1) }
        case .assignment(let id, let before, let after):
            output.write(UInt8(12))
            SnapshotPlans.write(id, to: &output)
            write(before, to: &output) { $1.write($0) }
            write(after, to: &output) { $1.write($0) }
        default:
            preconditionFailure("only steps of plans come here")
        }
    }

    private static func item(_ input: inout ByteReader) throws(SnapshotMalformed) -> UndoItem {
        switch try input.number(UInt8.self) {
        case 1:
            let (first, last): (UInt64, UInt64) = (try input.number(), try input.number())
            guard first <= last else { throw input.malformed }
            return .added(first: TransactionID(rawValue: first), last: TransactionID(rawValue: last))
        case 2: return .edited(TransactionID(rawValue: try input.number()), before: try content(&input))
        case 3: return .removed(try ids(&input))
        case 4: return .restored(try ids(&input))
        case 5:
            let id = AccountID(rawValue: try input.number())
            let before = try input.flag() ? try SnapshotRecords.accountContent(&input) : nil
            let after = try input.flag() ? try SnapshotRecords.accountContent(&input) : nil
            return .account(id, before: before, after: after)
        case 6:
            let id = CategoryID(rawValue: try input.number())
            let before = try input.flag() ? try SnapshotRecords.categoryContent(&input) : nil
            let after = try input.flag() ? try SnapshotRecords.categoryContent(&input) : nil
            return .category(id, before: before, after: after)
        case 7:
            let id = ImportID(rawValue: try input.number())
            let before = try input.flag() ? try SnapshotRecords.importContent(&input) : nil
            let after = try input.flag() ? try SnapshotRecords.importContent(&input) : nil
            return .imported(id, before: before, after: after)
        case 8:
            return .settings(
                before: try SnapshotRecords.settings(&input),
                after: try SnapshotRecords.settings(&input)
            )
        case let kind: return try planItem(kind, &input)
        }
    }

    private static func planItem(_ kind: UInt8, _ input: inout ByteReader) throws(SnapshotMalformed) -> UndoItem {
        switch kind {
        case 9:
            let id = RecurringID(rawValue: try input.number())
            let before = try input.flag() ? try SnapshotPlans.recurringContent(&input) : nil
            let after = try input.flag() ? try SnapshotPlans.recurringContent(&input) : nil
            return .recurring(id, before: before, after: after)
        case 10:
            let id = try SnapshotPlans.occurrenceID(&input)
            let before = try input.flag() ? try SnapshotPlans.occurrence(&input) : nil
            let after = try input.flag() ? try SnapshotPlans.occurrence(&input) : nil
            return .occurrence(id, before: before, after: after)
        case 11:
            let id = BudgetID(rawValue: try input.number())
            let before = try input.flag() ? try SnapshotPlans.budgetContent(&input) : nil
            let after = try input.flag() ? try SnapshotPlans.budgetContent(&input) : nil
            return .budget(id, before: before, after: after)
        case 12:
            let id = try SnapshotPlans.assignmentID(&input)
            let before = try input.flag() ? try SnapshotPlans.minorUnits(&input) : nil
            let after = try input.flag() ? try SnapshotPlans.minorUnits(&input) : nil
            return .assignment(id, before: before, after: after)
        case 13:
            let (kind, id) = (try SnapshotItems.kind(&input), try SnapshotItems.id(&input))
            let before = try input.flag() ? try SnapshotItems.content(&input) : nil
            let after = try input.flag() ? try SnapshotItems.content(&input) : nil
            return .item(kind, id, before: before, after: after)
        case 14: return .rates(try SnapshotRates.turns(&input))
        case 15:
            let id = TransactionID(rawValue: try input.number())
            let before = try SnapshotOrigins.origins(&input)
            return .adopted(id, before: before, after: try SnapshotOrigins.origins(&input))
        default: throw input.malformed
        }
    }

    private static func write<Content>(
        _ content: Content?,
        to output: inout ByteWriter,
        _ body: (Content, inout ByteWriter) -> Void
    ) {
        output.write(content != nil)
        if let content { body(content, &output) }
    }

    private static func write(_ ids: [TransactionID], to output: inout ByteWriter) {
        output.write(UInt32(ids.count))
        for id in ids { output.write(id.rawValue) }
    }

    private static func ids(_ input: inout ByteReader) throws(SnapshotMalformed) -> [TransactionID] {
        var result: [TransactionID] = []
        for _ in 0..<(try input.count(recordMinimum: 8)) { result.append(TransactionID(rawValue: try input.number())) }
        return result
    }

    private static func write(_ content: TransactionContent, to output: inout ByteWriter) {
        output.write(content.day.daysSinceEpoch)
        output.write(content.payee ?? "")
        output.write(content.note ?? "")
        output.write(UInt32(content.tags.count))
        for tag in content.tags { output.write(tag) }
        output.write(UInt32(content.postings.count))
        for posting in content.postings {
            switch posting.target {
            case .account(let id):
                output.write(false)
                output.write(id.rawValue)
            case .category(let id):
                output.write(true)
                output.write(id.rawValue)
            }
            output.write(posting.amount.minorUnits)
            output.write(posting.amount.currency.packed)
        }
    }

    private static func content(_ input: inout ByteReader) throws(SnapshotMalformed) -> TransactionContent {
        let day = try input.number(Int32.self)
        guard TransactionRunDecoder.days.contains(day) else { throw input.malformed }
        let (payee, note) = (try input.text(), try input.text())
        var content = TransactionContent(
            day: CalendarDay(daysSinceEpoch: day),
            payee: payee.isEmpty ? nil : payee,
            note: note.isEmpty ? nil : note,
            postings: []
        )
        for _ in 0..<(try input.count(recordMinimum: 4)) { content.tags.append(try input.text()) }
        for _ in 0..<(try input.count(recordMinimum: 21)) {
            let isCategory = try input.flag()
            let id: UInt64 = try input.number()
            let minorUnits: Int64 = try input.number()
            guard let currency = Currency(packed: try input.number()) else { throw input.malformed }
            content.postings.append(
                Posting(
                    isCategory ? .category(CategoryID(rawValue: id)) : .account(AccountID(rawValue: id)),
                    Amount(minorUnits: minorUnits, currency: currency)
                )
            )
        }
        return content
    }
}
