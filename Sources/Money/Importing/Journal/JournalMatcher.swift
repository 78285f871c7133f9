import Primitives

/// Tells transactions of a journal that the book already holds.
///
/// By what identifies them: first the id of the book that wrote the file, then day, payee and lines on accounts.
/// Each transaction of the book matches one of the file, so true duplicates stay two.
///
/// - Source: docs/spec/journal-formats.md §8.
struct JournalMatcher {
    private var alike: [UInt64: [TransactionID]] = [:]
    private var byExternalID: [UInt64: TransactionID] = [:]
    /// What identifies those that were merged into another, each until it is found.
    private var merged: Set<UInt64> = []
    private var taken: Set<TransactionID> = []

    init(_ book: MoneyBook) {
        let columns = book.transactions
        for slot in (0..<columns.count).reversed() where !columns.isRemoved[slot] {
            let id = TransactionID(rawValue: columns.ids[slot])
            var lines: [(UInt64, Int64)] = []
            for posting in columns.postings(slot) where columns.targets[posting] & TransactionColumns.categoryBit == 0 {
                let account = book.accounts[Int(columns.targets[posting])].id
                lines.append((account.rawValue, columns.minorUnits[posting]))
            }
            let payee = book.payees.text(columns.payees[slot]) ?? ""
            alike[Self.hash(columns.days[slot], payee, lines), default: []].append(id)
            if columns.externalIDs[slot] != 0 { byExternalID[columns.externalIDs[slot]] = id }
        }
        for id in book.adoptedOrigins.keys where book.transaction(id) != nil {
            for origin in book.origins(of: id) where origin.externalID != 0 {
                byExternalID[origin.externalID] = id
                merged.insert(origin.externalID)
            }
        }
    }

    /// Says that something of the file is this one.
    mutating func take(_ id: TransactionID) { taken.insert(id) }

    mutating func match(_ content: JournalContent, external: UInt64) -> TransactionID? {
        if external != 0, let id = byExternalID[external] {
            // One that another was merged into stands for both.
            if taken.insert(id).inserted || merged.remove(external) != nil { return id }
        }
        var lines: [(UInt64, Int64)] = []
        for line in content.lines {
            switch line.target {
            case .account(let id): lines.append((id.rawValue, line.amount.minorUnits))
            case .newAccount: return nil
            case .category, .exchange: continue
            }
        }
        let hash = Self.hash(content.day.daysSinceEpoch, content.payee ?? "", lines)
        while let id = alike[hash]?.popLast() { if taken.insert(id).inserted { return id } }
        return nil
    }

    /// What a transaction keeps of the id it had in another book; 0 is none.
    static func externalID(_ id: String, origin: JournalOrigin?) -> UInt64 {
        guard !id.isEmpty, let origin else { return 0 }
        var hash = StableHash()
        hash.combine(origin.book)
        hash.combine(id)
        return max(1, hash.value)
    }

    private static func hash(_ day: Int32, _ payee: String, _ lines: [(UInt64, Int64)]) -> UInt64 {
        var hash = StableHash()
        hash.combine(UInt64(bitPattern: Int64(day)))
        hash.combine(TransactionFingerprint.normalized(payee))
        for (account, units) in lines.sorted(by: { $0 < $1 }) {
            hash.combine(account)
            hash.combine(UInt64(bitPattern: units))
        }
        return hash.value
    }
}
