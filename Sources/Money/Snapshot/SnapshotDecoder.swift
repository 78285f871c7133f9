import Primitives
import Vault

/// Reads a snapshot back into a book.
///
/// The bytes are authenticated, and still every length, reference and order is checked: malformed bytes throw and
/// never trap.
///
/// - Source: docs/spec/money-snapshot.md §5.
struct SnapshotDecoder {
    private let bytes: [UInt8]
    private var sections: [SnapshotLayout.Section: Range<Int>] = [:]
    private let transactionCount: Int
    private let postingCount: Int

    static func decode(_ bytes: [UInt8]) throws(TrackerError) -> MoneyBook {
        do throws(SnapshotMalformed) {
            let decoder = try SnapshotDecoder(bytes)
            return try decoder.book()
        } catch {
            if error.section == Self.unknownVersion { throw .unknownSchema(SnapshotLayout.version + 1) }
            throw .malformed(field: error.section)
        }
    }

    /// Errors name 0 for the frame, and this for a version of the future.
    private static let unknownVersion = -1

    private init(_ bytes: [UInt8]) throws(SnapshotMalformed) {
        self.bytes = bytes
        guard bytes.count >= 16, Array(bytes[..<4]) == SnapshotLayout.magic else { throw SnapshotMalformed(section: 0) }
        var head = ByteReader(bytes, 4..<16, section: 0)
        let version: UInt16 = try head.number()
        guard version <= SnapshotLayout.version else { throw SnapshotMalformed(section: Self.unknownVersion) }
        guard version == SnapshotLayout.version, try head.number(UInt16.self) == 0 else { throw head.malformed }
        transactionCount = Int(try head.number(UInt32.self))
        postingCount = Int(try head.number(UInt32.self))
        guard transactionCount <= MoneyLimits.transactions else { throw head.malformed }
        var position = 16
        for section in SnapshotLayout.Section.allCases {
            guard !section.isOptional || Self.begins(section, bytes, at: position) else {
                sections[section] = position..<position
                continue
            }
            guard bytes.count - position >= 8 else { throw head.malformed }
            var frame = ByteReader(bytes, position..<position + 8, section: 0)
            guard try frame.number() == section.rawValue, try frame.number(UInt16.self) == 0 else {
                throw frame.malformed
            }
            let count = Int(try frame.number(UInt32.self))
            position += 8
            guard bytes.count - position >= count else { throw frame.malformed }
            guard !section.isOptional || count > 0 else { throw frame.malformed }
            sections[section] = position..<position + count
            position += count
        }
        guard position == bytes.count else { throw head.malformed }
    }

    /// Whether the next section is this one: those that hold nothing are left out.
    private static func begins(_ section: SnapshotLayout.Section, _ bytes: [UInt8], at position: Int) -> Bool {
        guard bytes.count - position >= 2 else { return false }
        return UInt16(bytes[position]) | UInt16(bytes[position + 1]) << 8 == section.rawValue
    }

    private func reader(_ section: SnapshotLayout.Section) -> ByteReader {
        ByteReader(bytes, sections[section] ?? 0..<0, section: Int(section.rawValue))
    }

    private func book() throws(SnapshotMalformed) -> MoneyBook {
        var book = MoneyBook()
        try readRecords(into: &book)
        let texts = (
            try table(.payeeBytes, .payeeEnds), try table(.noteBytes, .noteEnds), try table(.tagBytes, .tagEnds)
        )
        (book.payees, book.notes, book.tags) = texts
        guard let tagSets = TagSetTable(members: try column(.tagSetMembers), ends: try column(.tagSetEnds)) else {
            throw SnapshotMalformed(section: Int(SnapshotLayout.Section.tagSetEnds.rawValue))
        }
        book.tagSets = tagSets
        try require(.tagSetMembers, tagSets.members.allSatisfy { $0 > 0 && $0 <= book.tags.count })
        try readColumns(into: &book)
        try checkReferences(of: book)
        try readOrder(into: &book)
        var undo = reader(.undo)
        book.undoBatches = try SnapshotUndo.batches(&undo)
        try undo.finish()
        try readPlans(into: &book)
        book.liveTransactionCount = book.transactions.isRemoved.reduce(0) { $0 + ($1 ? 0 : 1) }
        return book
    }

    private func readPlans(into book: inout MoneyBook) throws(SnapshotMalformed) {
        var recurring = reader(.recurring)
        book.recurring = try SnapshotPlans.recurring(&recurring)
        for (place, entry) in book.recurring.enumerated() { book.recurringPlaces[entry.id] = place }
        var occurrences = reader(.occurrences)
        for (id, occurrence) in try SnapshotPlans.occurrences(&occurrences) {
            try require(.occurrences, book.recurringPlaces[id.entry] != nil)
            let slot = occurrence.transaction.flatMap { book.transactions.slot(of: $0) }
            try require(.occurrences, (occurrence.transaction == nil) == (slot == nil))
            let isThere = slot.map { !book.transactions.isRemoved[$0] } ?? false
            try require(.occurrences, (occurrence.state != .skipped) == isThere)
            try require(.occurrences, occurrence.transaction.map { book.occurrences.id(of: $0) == nil } ?? true)
            book.occurrences[id] = occurrence
        }
        var budgets = reader(.budgets)
        book.budgets = try SnapshotPlans.budgets(&budgets)
        for (place, budget) in book.budgets.enumerated() { book.budgetPlaces[budget.id] = place }
        var assignments = reader(.assignments)
        book.assignments = try SnapshotPlans.assignments(&assignments)
        for id in book.assignments.keys { try require(.assignments, book.budgetPlaces[id.budget] != nil) }
        var items = reader(.items)
        book.items = try SnapshotItems.table(&items)
        var rates = reader(.rates)
        book.rates = try SnapshotRates.table(&rates)
        var adoptions = reader(.adoptions)
        book.adoptedOrigins = try SnapshotOrigins.table(&adoptions)
        let imports = Set(book.imports.map(\.id))
        for (id, origins) in book.adoptedOrigins {
            try require(.adoptions, book.transactions.slot(of: id) != nil)
            try require(.adoptions, origins.allSatisfy { imports.contains($0.importID) })
        }
    }

    private func readRecords(into book: inout MoneyBook) throws(SnapshotMalformed) {
        var settings = reader(.settings)
        book.hasSettings = try settings.flag()
        book.settings = try SnapshotRecords.settings(&settings)
        try settings.finish()
        var accounts = reader(.accounts)
        book.accounts = try SnapshotRecords.accounts(&accounts)
        try accounts.finish()
        for (place, account) in book.accounts.enumerated() {
            try require(.accounts, book.accountPlaces.updateValue(place, forKey: account.id) == nil)
        }
        var categories = reader(.categories)
        book.categories += try SnapshotRecords.categories(&categories)
        try categories.finish()
        for (place, category) in book.categories.enumerated().dropFirst(MoneyBook.builtInCategories.count) {
            try require(.categories, book.categoryPlaces.updateValue(place, forKey: category.id) == nil)
        }
        try require(.categories, book.hasSoundCategoryTree)
        book.categoryNames = CategoryNames(book.categories)
        var imports = reader(.imports)
        book.imports = try SnapshotRecords.imports(&imports)
        try imports.finish()
        var mappings = reader(.mappings)
        book.mappings = try SnapshotRecords.mappings(&mappings)
        try mappings.finish()
        for packed in try reader(.currencies).column(UInt32.self) {
            guard let currency = Currency(packed: packed) else { throw reader(.currencies).malformed }
            book.currencies.append(currency)
        }
    }

    private func readColumns(into book: inout MoneyBook) throws(SnapshotMalformed) {
        var columns = TransactionColumns()
        columns.ids = try transactionColumn(.ids)
        columns.days = try transactionColumn(.days)
        columns.payees = try transactionColumn(.payees)
        columns.notes = try transactionColumn(.notes)
        columns.tagSets = try transactionColumn(.tagSets)
        columns.imports = try transactionColumn(.importReferences)
        columns.fingerprints = try transactionColumn(.fingerprints)
        columns.externalIDs = try transactionColumn(.externalIDs)
        let removed: [UInt8] = try transactionColumn(.removed)
        columns.isRemoved = removed.map { $0 != 0 }
        columns.versions = try transactionColumn(.versions)
        columns.postingCounts = try transactionColumn(.postingCounts)
        columns.targets = try postingColumn(.targets)
        columns.minorUnits = try postingColumn(.minorUnits)
        columns.currencies = try postingColumn(.postingCurrencies)
        columns.postingStarts.reserveCapacity(transactionCount)
        var start = 0
        for count in columns.postingCounts {
            columns.postingStarts.append(UInt32(truncatingIfNeeded: start))
            start += Int(count)
        }
        try require(.postingCounts, start == postingCount)
        book.transactions = columns
    }

    private func checkReferences(of book: MoneyBook) throws(SnapshotMalformed) {
        let columns = book.transactions
        var previous: UInt64 = 0
        for id in columns.ids {
            guard id > previous else { throw reader(.ids).malformed }
            previous = id
        }
        try require(.days, columns.days.allSatisfy { TransactionRunDecoder.days.contains($0) })
        try require(.payees, columns.payees.allSatisfy { $0 <= book.payees.count })
        try require(.notes, columns.notes.allSatisfy { $0 <= book.notes.count })
        try require(.tagSets, columns.tagSets.allSatisfy { $0 <= book.tagSets.count })
        try require(.importReferences, columns.imports.allSatisfy { $0 <= book.imports.count })
        let (accounts, categories) = (UInt32(book.accounts.count), UInt32(book.categories.count))
        let targetsFit = columns.targets.allSatisfy { target in
            target & TransactionColumns.categoryBit == 0
                ? target < accounts : target & ~TransactionColumns.categoryBit < categories
        }
        try require(.targets, targetsFit)
        try require(.postingCurrencies, columns.currencies.allSatisfy { $0 < book.currencies.count })
    }

    /// Rising (day, slot) over as many places as there are slots is every slot once.
    private func readOrder(into book: inout MoneyBook) throws(SnapshotMalformed) {
        let days = book.transactions.days
        let stored: [UInt32] = try column(.order)
        let order = stored.isEmpty ? Array(0..<UInt32(transactionCount)) : stored
        try require(.order, order.count == transactionCount)
        var previous: (day: Int32, slot: UInt32)?
        for slot in order {
            guard slot < transactionCount else { throw reader(.order).malformed }
            let day = days[Int(slot)]
            if let previous {
                guard previous.day < day || (previous.day == day && previous.slot < slot) else {
                    throw reader(.order).malformed
                }
            }
            previous = (day, slot)
        }
        book.byDay = DayIndex(sorted: order)
    }

    private func table(
        _ bytes: SnapshotLayout.Section,
        _ ends: SnapshotLayout.Section
    ) throws(SnapshotMalformed) -> TextTable {
        guard let table = TextTable(bytes: try column(bytes), ends: try column(ends)) else {
            throw reader(ends).malformed
        }
        return table
    }

    private func column<Number: FixedWidthInteger & BitwiseCopyable>(
        _ section: SnapshotLayout.Section
    ) throws(SnapshotMalformed) -> [Number] {
        try reader(section).column()
    }

    private func transactionColumn<Number: FixedWidthInteger & BitwiseCopyable>(
        _ section: SnapshotLayout.Section
    ) throws(SnapshotMalformed) -> [Number] {
        try filled(section, transactionCount)
    }

    private func postingColumn<Number: FixedWidthInteger & BitwiseCopyable>(
        _ section: SnapshotLayout.Section
    ) throws(SnapshotMalformed) -> [Number] {
        // Each posting has a currency of at least two bytes somewhere, so a count beyond the bytes is a lie.
        try require(section, postingCount <= bytes.count)
        return try filled(section, postingCount)
    }

    private func filled<Number: FixedWidthInteger & BitwiseCopyable>(
        _ section: SnapshotLayout.Section,
        _ count: Int
    ) throws(SnapshotMalformed) -> [Number] {
        let values: [Number] = try column(section)
        if values.isEmpty { return [Number](repeating: 0, count: count) }
        try require(section, values.count == count)
        return values
    }

    private func require(_ section: SnapshotLayout.Section, _ holds: Bool) throws(SnapshotMalformed) {
        guard holds else { throw SnapshotMalformed(section: Int(section.rawValue)) }
    }
}

extension MoneyBook {
    /// Every parent is there, and nothing is under itself.
    var hasSoundCategoryTree: Bool {
        categories.allSatisfy { category in
            var next = category.content.parent
            var depth = 0
            while let parent = next {
                guard let place = categoryPlaces[parent], depth <= MoneyLimits.categoryDepth else { return false }
                next = categories[place].content.parent
                depth += 1
            }
            return true
        }
    }
}
