import FoundationEssentials
import Primitives
import SwiftProtobuf
import Vault

/// Writes changes as the messages of `money_changes.proto`.
///
/// - Source: docs/spec/money-changes.md §3.
enum ChangeEncoder {
    static func encode(_ changes: ArraySlice<MoneyChange>) throws(TrackerError) -> [UInt8] {
        var wire = WireMoneyChanges()
        var run: TransactionRunEncoder?
        for change in changes {
            if let row = TransactionRow(change) {
                if run?.kind != row.kind {
                    if let run { append(run, to: &wire) }
                    run = TransactionRunEncoder(kind: row.kind)
                }
                run?.append(row)
            } else {
                if let finished = run { append(finished, to: &wire) }
                run = nil
                wire.items.append(item(change))
            }
        }
        if let run { append(run, to: &wire) }
        do {
            return try wire.serializedBytes()
        } catch {
            throw .malformed(field: 0)
        }
    }

    private static func append(_ run: TransactionRunEncoder, to wire: inout WireMoneyChanges) {
        wire.items.append(run.item)
        wire.dictionaries.append(run.dictionaries)
        if run.kind == .occur { wire.occurrences.append(run.occurrences) }
    }

    private static func item(_ change: MoneyChange) -> WireChangeItem {
        var item = WireChangeItem()
        switch change {
        case .addAccount(let content): item.account = account(nil, content)
        case .putAccount(let id, let content): item.account = account(id, content)
        case .removeAccount(let id): item.account = account(id, nil)
        case .addCategory(let content): item.category = category(nil, content)
        case .putCategory(let id, let content): item.category = category(id, content)
        case .removeCategory(let id): item.category = category(id, nil)
        case .removeTransaction(let id, let version):
            item.transactionRemoval.id = id.rawValue
            item.transactionRemoval.version = version
        case .addImport(let content): item.import = importChange(nil, content)
        case .removeImport(let id): item.import = importChange(id, nil)
        case .restoreImport(let id, let content): item.import = importChange(id, content)
        case .setSettings(let settings):
            item.settings.baseCurrency = settings.baseCurrency.packed
            item.settings.digitGrouping = UInt32(settings.digitGrouping.rawValue)
            item.settings.weekStart = UInt32(settings.weekStart)
        case .putImportMapping(let mapping):
            item.mapping.signature = .init(mapping.signature)
            item.mapping.mapping = .init(mapping.mapping)
        case .markUndo(let batchStart): item.undoMark.batchStart = batchStart
        case .eraseHistory: item.historyErasure = WireHistoryErasure()
        case .addRecurring, .putRecurring, .removeRecurring, .putOccurrence, .addBudget, .putBudget, .removeBudget,
            .putAssignment:
            return PlanEncoder.item(change)
        case .adoptOrigins(let id, let origins): item.adoption = adoption(id, origins)
        case .addItem, .putItem, .removeItem:
            return ItemWire.item(change)
        case .putRates(let steps):
            return RateWire.item(steps)
        case .addTransaction, .editTransaction, .restoreTransaction, .addOccurrence:
            preconditionFailure("transactions with content are written as rows")
        }
        return item
    }

    private static func account(_ id: AccountID?, _ content: AccountContent?) -> WireAccountChange {
        var wire = WireAccountChange()
        wire.id = id?.rawValue ?? 0
        guard let content else { return wire }
        wire.content.name = content.name
        wire.content.kind = UInt32(content.kind.rawValue)
        wire.content.currency = content.currency.packed
        wire.content.openingMinorUnits = content.openingMinorUnits
        wire.content.isArchived = content.isArchived
        return wire
    }

    private static func category(_ id: CategoryID?, _ content: CategoryContent?) -> WireCategoryChange {
        var wire = WireCategoryChange()
        wire.id = id?.rawValue ?? 0
        guard let content else { return wire }
        wire.content.name = content.name
        wire.content.kind = UInt32(content.kind.rawValue)
        wire.content.parent = content.parent?.rawValue ?? 0
        return wire
    }

    private static func adoption(_ id: TransactionID, _ origins: [TransactionOrigin]) -> WireAdoptionChange {
        var wire = WireAdoptionChange()
        wire.transaction = id.rawValue
        wire.lines = origins.map { origin in
            var line = WireAdoptedLine()
            line.import = origin.importID.rawValue
            line.fingerprint = origin.fingerprint
            line.externalID = origin.externalID
            return line
        }
        return wire
    }

    private static func importChange(_ id: ImportID?, _ content: ImportContent?) -> WireImportChange {
        var wire = WireImportChange()
        wire.id = id?.rawValue ?? 0
        guard let content else { return wire }
        wire.content.label = content.label
        wire.content.format = content.format
        wire.content.fileDigest = .init(content.fileDigest)
        wire.content.rowCount = UInt32(clamping: content.rowCount)
        wire.content.duplicateCount = UInt32(clamping: content.duplicateCount)
        wire.content.rejectedCount = UInt32(clamping: content.rejectedCount)
        wire.content.day = content.day.daysSinceEpoch
        return wire
    }
}
