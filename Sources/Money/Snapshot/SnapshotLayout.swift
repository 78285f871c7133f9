/// The frame of a snapshot: magic, version, then sections of `id 2 | zero 2 | byte count 4` and their bytes, in the
/// order of their ids, each once.
///
/// - Source: docs/spec/money-snapshot.md §2.
enum SnapshotLayout {
    static let magic = Array("FKM1".utf8)
    static let version: UInt16 = 1

    /// Raw values are on disk: never renumber, never reuse.
    enum Section: UInt16, CaseIterable {
        case settings = 1
        case accounts, categories, imports, mappings, currencies
        case ids, days, payees, notes, tagSets, importReferences, fingerprints, externalIDs, removed, versions
        case postingCounts, targets, minorUnits, postingCurrencies
        case order
        case payeeBytes, payeeEnds, noteBytes, noteEnds, tagBytes, tagEnds, tagSetMembers, tagSetEnds
        case undo
        /// From here on written only when they hold something.
        case recurring, occurrences, budgets, assignments, items, rates, adoptions

        var isOptional: Bool { rawValue >= Section.recurring.rawValue }
    }
}
