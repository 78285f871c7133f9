import Primitives

/// Writes a pruned book; the same book gives the same bytes.
///
/// - Source: docs/spec/money-snapshot.md.
enum SnapshotEncoder {
    static func encode(_ book: MoneyBook) -> [UInt8] {
        var output = ByteWriter()
        for byte in SnapshotLayout.magic { output.write(byte) }
        output.write(SnapshotLayout.version)
        output.write(UInt16(0))
        output.write(UInt32(book.transactions.count))
        output.write(UInt32(book.transactions.targets.count))
        var result = output.bytes
        for section in SnapshotLayout.Section.allCases {
            var content = ByteWriter()
            write(section, of: book, to: &content)
            guard !section.isOptional || !content.bytes.isEmpty else { continue }
            var head = ByteWriter()
            head.write(section.rawValue)
            head.write(UInt16(0))
            head.write(UInt32(content.bytes.count))
            result.append(contentsOf: head.bytes)
            result.append(contentsOf: content.bytes)
        }
        return result
    }

    private static func write(_ section: SnapshotLayout.Section, of book: MoneyBook, to output: inout ByteWriter) {
        let columns = book.transactions
        switch section {
        case .settings: SnapshotRecords.write(book.settings, isChosen: book.hasSettings, to: &output)
        case .accounts: SnapshotRecords.write(book.accounts, to: &output)
        case .categories: SnapshotRecords.write(book.categories.filter { !$0.isBuiltIn }, to: &output)
        case .imports: SnapshotRecords.write(book.imports, to: &output)
        case .mappings: SnapshotRecords.write(book.mappings, to: &output)
        case .currencies: output.write(column: book.currencies.map(\.packed))
        case .ids: output.write(column: columns.ids)
        case .days: output.write(column: columns.days)
        case .payees: output.write(column: columns.payees)
        case .notes: output.write(column: columns.notes)
        case .tagSets: output.write(column: columns.tagSets)
        case .importReferences: output.write(column: columns.imports)
        case .fingerprints: output.write(column: columns.fingerprints)
        case .externalIDs: output.write(column: columns.externalIDs)
        case .removed: output.write(column: columns.isRemoved.map { $0 ? UInt8(1) : 0 })
        case .versions: output.write(column: columns.versions)
        case .postingCounts: output.write(column: columns.postingCounts)
        case .targets: output.write(column: columns.targets)
        case .minorUnits: output.write(column: columns.minorUnits)
        case .postingCurrencies: output.write(column: columns.currencies)
        case .order:
            let order = book.byDay.sorted(days: columns.days)
            if !order.indices.allSatisfy({ order[$0] == UInt32($0) }) { output.write(column: order) }
        case .payeeBytes: output.write(column: book.payees.bytes)
        case .payeeEnds: output.write(column: book.payees.ends)
        case .noteBytes: output.write(column: book.notes.bytes)
        case .noteEnds: output.write(column: book.notes.ends)
        case .tagBytes: output.write(column: book.tags.bytes)
        case .tagEnds: output.write(column: book.tags.ends)
        case .tagSetMembers: output.write(column: book.tagSets.members)
        case .tagSetEnds: output.write(column: book.tagSets.ends)
        case .undo: SnapshotUndo.write(book.undoBatches, to: &output)
        case .recurring: SnapshotPlans.write(book.recurring, to: &output)
        case .occurrences: SnapshotPlans.write(book.occurrences.sorted, to: &output)
        case .budgets: SnapshotPlans.write(book.budgets, to: &output)
        case .assignments: SnapshotPlans.write(book.assignments, to: &output)
        case .items: SnapshotItems.write(book.items, to: &output)
        case .rates: SnapshotRates.write(book.rates, to: &output)
        case .adoptions: SnapshotOrigins.write(book.adoptedOrigins, to: &output)
        }
    }
}
