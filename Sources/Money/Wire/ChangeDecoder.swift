import FoundationEssentials
import Primitives
import SwiftProtobuf
import Vault

/// Reads what ``ChangeEncoder`` writes.
///
/// The bytes are authenticated, and still checked: nothing traps.
///
/// - Errors: a field this version does not know is ``TrackerError/unknownSchema(_:)``, since a snapshot would drop it.
enum ChangeDecoder {
    static func decode(_ bytes: ArraySlice<UInt8>, schema: UInt16) throws(TrackerError) -> [MoneyChange] {
        let wire: WireMoneyChanges
        do {
            wire = try WireMoneyChanges(serializedBytes: Array(bytes))
        } catch {
            throw .malformed(field: 0)
        }
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
        var changes: [MoneyChange] = []
        var runs = wire.dictionaries[...]
        var occurrences = wire.occurrences[...]
        for item in wire.items {
            guard item.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
            if case .transactions(let run) = item.kind {
                guard let dictionaries = runs.popFirst() else { throw .malformed(field: 2) }
                guard run.unknownFields.data.isEmpty, dictionaries.unknownFields.data.isEmpty else {
                    throw .unknownSchema(schema)
                }
                var columns = WireOccurrenceColumns()
                if run.kind == TransactionRow.Kind.occur.rawValue {
                    guard let next = occurrences.popFirst() else { throw .malformed(field: 3) }
                    guard next.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
                    columns = next
                }
                try TransactionRunDecoder(run, dictionaries, columns).append(to: &changes)
            } else {
                changes.append(try change(item, schema))
            }
        }
        guard runs.isEmpty else { throw .malformed(field: 2) }
        guard occurrences.isEmpty else { throw .malformed(field: 3) }
        return changes
    }

    private static func change(_ item: WireChangeItem, _ schema: UInt16) throws(TrackerError) -> MoneyChange {
        switch item.kind {
        case .account(let wire): return try account(wire, schema)
        case .category(let wire): return try category(wire, schema)
        case .transactionRemoval(let wire):
            guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
            return .removeTransaction(TransactionID(rawValue: wire.id), version: wire.version)
        case .import(let wire): return try importChange(wire, schema)
        case .settings(let wire): return try settings(wire, schema)
        case .mapping(let wire):
            guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
            return .putImportMapping(
                ImportMapping(signature: [UInt8](wire.signature), mapping: [UInt8](wire.mapping))
            )
        case .historyErasure(let wire):
            guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
            return .eraseHistory
        case .undoMark(let wire):
            guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
            return .markUndo(batchStart: wire.batchStart)
        case .recurring(let wire): return try PlanDecoder.change(wire, schema)
        case .occurrence(let wire): return try PlanDecoder.change(wire, schema)
        case .budget(let wire): return try PlanDecoder.change(wire, schema)
        case .assignment(let wire): return try PlanDecoder.change(wire, schema)
        case .item(let wire): return try ItemWire.change(wire)
        case .rates(let wire): return try RateWire.change(wire)
        case .adoption(let wire): return try adoption(wire, schema)
        case .transactions, nil:
            throw .malformed(field: 1)
        }
    }

    private static func account(_ wire: WireAccountChange, _ schema: UInt16) throws(TrackerError) -> MoneyChange {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
        let id = AccountID(rawValue: wire.id)
        guard wire.hasContent else {
            guard wire.id != 0 else { throw .malformed(field: 1) }
            return .removeAccount(id)
        }
        let content = wire.content
        guard content.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
        guard let kind = UInt8(exactly: content.kind).flatMap(AccountKind.init(rawValue:)) else {
            throw .malformed(field: 2)
        }
        guard let currency = Currency(packed: content.currency) else { throw .malformed(field: 3) }
        let account = AccountContent(
            name: content.name,
            kind: kind,
            currency: currency,
            openingMinorUnits: content.openingMinorUnits,
            isArchived: content.isArchived
        )
        return wire.id == 0 ? .addAccount(account) : .putAccount(id, account)
    }

    private static func category(_ wire: WireCategoryChange, _ schema: UInt16) throws(TrackerError) -> MoneyChange {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
        let id = CategoryID(rawValue: wire.id)
        guard wire.hasContent else {
            guard wire.id != 0 else { throw .malformed(field: 1) }
            return .removeCategory(id)
        }
        let content = wire.content
        guard content.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
        guard let kind = UInt8(exactly: content.kind).flatMap(CategoryKind.init(rawValue:)) else {
            throw .malformed(field: 2)
        }
        let parent = content.parent == 0 ? nil : CategoryID(rawValue: content.parent)
        let category = CategoryContent(name: content.name, kind: kind, parent: parent)
        return wire.id == 0 ? .addCategory(category) : .putCategory(id, category)
    }

    private static func importChange(_ wire: WireImportChange, _ schema: UInt16) throws(TrackerError) -> MoneyChange {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
        let id = ImportID(rawValue: wire.id)
        guard wire.hasContent else {
            guard wire.id != 0 else { throw .malformed(field: 1) }
            return .removeImport(id)
        }
        let content = wire.content
        guard content.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
        let record = ImportContent(
            label: content.label,
            format: content.format,
            fileDigest: [UInt8](content.fileDigest),
            rowCount: Int(content.rowCount),
            duplicateCount: Int(content.duplicateCount),
            rejectedCount: Int(content.rejectedCount),
            day: CalendarDay(daysSinceEpoch: content.day)
        )
        return wire.id == 0 ? .addImport(record) : .restoreImport(id, record)
    }

    private static func adoption(_ wire: WireAdoptionChange, _ schema: UInt16) throws(TrackerError) -> MoneyChange {
        guard wire.unknownFields.data.isEmpty, wire.lines.allSatisfy({ $0.unknownFields.data.isEmpty }) else {
            throw .unknownSchema(schema)
        }
        guard wire.lines.count <= MoneyLimits.adoptedOrigins else { throw .malformed(field: 2) }
        let origins = wire.lines.map { line in
            TransactionOrigin(
                importID: ImportID(rawValue: line.import),
                fingerprint: line.fingerprint,
                externalID: line.externalID
            )
        }
        return .adoptOrigins(TransactionID(rawValue: wire.transaction), origins)
    }

    private static func settings(_ wire: WireSettingsChange, _ schema: UInt16) throws(TrackerError) -> MoneyChange {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
        guard let currency = Currency(packed: wire.baseCurrency) else { throw .malformed(field: 1) }
        guard let grouping = UInt8(exactly: wire.digitGrouping).flatMap(DigitGrouping.init(rawValue:)) else {
            throw .malformed(field: 2)
        }
        guard (1...7).contains(wire.weekStart) else { throw .malformed(field: 3) }
        return .setSettings(
            MoneySettings(baseCurrency: currency, digitGrouping: grouping, weekStart: Int(wire.weekStart))
        )
    }
}
