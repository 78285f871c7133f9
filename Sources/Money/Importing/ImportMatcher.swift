/// Tells new rows from those that the book or the file already holds.
///
/// One value serves one account and one file; hand it what the book has, then the rows in the order of the file.
///
/// - Source: docs/spec/statement-import.md §8.
package struct ImportMatcher: Sendable {
    private let account: UInt64
    /// Transactions of the book by fingerprint; one may stand under two.
    private var known: [TransactionFingerprint: Known] = [:]
    /// How many rows each transaction of the book was matched with.
    private var matched: [UInt64: Int] = [:]
    /// Lines of files that a transaction stands for, where they are more than its own.
    private var lines: [UInt64: Int] = [:]
    private var byExternalID: [UInt64: UInt64] = [:]
    private var inFile: [Identity: Int] = [:]
    /// Rows of other accounts of the file that are transfers with this one.
    private var mirrored: [TransactionFingerprint: [Int]] = [:]

    /// Transactions of one fingerprint, taken from the end: each is looked at once, however many rows are alike.
    private struct Known: Sendable {
        var withoutID: [Entry] = []
        var withID: [Entry] = []

        /// The next that is still free; `lines` says how many rows one takes that stands for several lines.
        mutating func take(besides matched: [UInt64: Int], _ lines: [UInt64: Int], allowingID: Bool) -> UInt64? {
            while let entry = withoutID.popLast() { if entry.isFree(matched, lines) { return entry.id } }
            guard allowingID else { return nil }
            while let entry = withID.popLast() { if entry.isFree(matched, lines) { return entry.id } }
            return nil
        }
    }

    private struct Entry: Sendable {
        let id: UInt64
        /// A line it stands for besides others.
        let isLine: Bool

        /// What it says now counts only while no line of it was found.
        func isFree(_ matched: [UInt64: Int], _ lines: [UInt64: Int]) -> Bool {
            matched[id, default: 0] < (isLine ? lines[id, default: 1] : 1)
        }
    }

    /// What makes two rows of one file the same row: the bank's identifier, or the running balance after it.
    private enum Identity: Hashable, Sendable {
        case identifier(String, TransactionFingerprint)
        case balance(StatementAmount, TransactionFingerprint, memo: String, checkNumber: String)
    }

    /// `rowCount` is how many rows will come, so that nothing grows under them.
    package init(account: UInt64, rowCount: Int = 0) {
        self.account = account
        inFile.reserveCapacity(rowCount)
    }

    /// The hash of a bank's identifier within its account; 0 is none.
    package static func externalID(_ text: String, account: UInt64) -> UInt64 {
        guard !text.isEmpty else { return 0 }
        var hash = StableHash()
        hash.combine(account)
        hash.combine(text)
        return max(1, hash.value)
    }

    /// Makes a transaction of the book known under a fingerprint; call again for a second one.
    ///
    /// `externalID` is ``externalID(_:account:)``, 0 for none.
    package mutating func addExisting(id: UInt64, fingerprint: TransactionFingerprint, externalID: UInt64) {
        add(Entry(id: id, isLine: false), fingerprint, externalID)
    }

    /// Makes a transaction known as several lines: it stands for one row each.
    package mutating func addMerged(id: UInt64, lines: [(fingerprint: TransactionFingerprint, externalID: UInt64)]) {
        self.lines[id] = lines.count
        for line in lines { add(Entry(id: id, isLine: true), line.fingerprint, line.externalID) }
    }

    private mutating func add(_ entry: Entry, _ fingerprint: TransactionFingerprint, _ externalID: UInt64) {
        if externalID == 0 {
            known[fingerprint, default: Known()].withoutID.append(entry)
        } else {
            known[fingerprint, default: Known()].withID.append(entry)
            byExternalID[externalID] = entry.id
        }
    }

    /// Makes the other side of a transfer known that another account of the file holds.
    package mutating func addMirrored(place: Int, fingerprint: TransactionFingerprint) {
        mirrored[fingerprint, default: []].append(place)
    }

    /// The status of the next row.
    ///
    /// Each transaction of the book matches at most one row by fingerprint for each line it stands for, so a second
    /// equal purchase stays new.
    /// `place`: of the row among all of the preview.
    package mutating func status(
        of row: StatementRow,
        at place: Int,
        fingerprint: TransactionFingerprint
    ) -> ImportRowStatus {
        let externalID = Self.externalID(row.externalID, account: account)
        if externalID != 0, let id = byExternalID[externalID] {
            matched[id, default: 0] += 1
            return .duplicate(of: id, by: .externalID)
        }
        let hasID = externalID != 0
        // Two different bank identifiers are two transactions, however alike.
        let match = known[fingerprint]?.take(besides: matched, lines, allowingID: !hasID)
        let earlier = remember(row, at: place, fingerprint)
        if let match {
            matched[match, default: 0] += 1
            return .duplicate(of: match, by: .fingerprint)
        }
        if let earlier { return .duplicateInFile(place: earlier) }
        if let other = mirrored[fingerprint]?.popLast() { return .duplicateInFile(place: other) }
        return .new
    }

    /// The place of an earlier row of the file that is this one again.
    ///
    /// Rows with neither an identifier nor a balance are never the same: two equal coffees are two coffees, and no bank
    /// lists one of them twice.
    private mutating func remember(
        _ row: StatementRow,
        at place: Int,
        _ fingerprint: TransactionFingerprint
    ) -> Int? {
        let identity: Identity
        if !row.externalID.isEmpty {
            identity = .identifier(row.externalID, fingerprint)
        } else if let balance = row.balance {
            identity = .balance(balance, fingerprint, memo: row.memo, checkNumber: row.checkNumber)
        } else {
            return nil
        }
        if let earlier = inFile[identity] { return earlier }
        inFile[identity] = place
        return nil
    }
}
