package import Primitives

/// Tells new rows from those that the book or the file already holds.
///
/// One value serves one account and one file; hand it what the book has, then the rows in the order of the file.
///
/// - Source: docs/spec/statement-import.md §8.
package struct ImportMatcher: Sendable {
    private let account: UInt64
    /// Transactions of the book by fingerprint that no row has matched yet.
    private var unmatched: [TransactionFingerprint: [Known]] = [:]
    private var byExternalID: [String: UInt64] = [:]
    private var inFile: [Identity: Int] = [:]

    private struct Known: Sendable {
        let id: UInt64
        let hasExternalID: Bool
    }

    /// What makes two rows of one file the same row.
    ///
    /// A running balance tells two equal coffees apart.
    private struct Identity: Hashable, Sendable {
        let fingerprint: TransactionFingerprint
        let externalID: String
        let memo: String
        let checkNumber: String
        let balance: StatementAmount?
    }

    package init(account: UInt64) { self.account = account }

    /// Makes a transaction of the book known.
    ///
    /// `minorUnits` is its posting to the account, positive is money in. `externalID` is the bank's identifier, or empty.
    package mutating func addExisting(
        id: UInt64,
        day: CalendarDay,
        minorUnits: Int64,
        payee: String,
        externalID: String
    ) {
        let print = TransactionFingerprint(account: account, day: day, minorUnits: minorUnits, payee: payee)
        unmatched[print, default: []].append(Known(id: id, hasExternalID: !externalID.isEmpty))
        if !externalID.isEmpty { byExternalID[externalID] = id }
    }

    /// The status of the next row.
    ///
    /// Each transaction of the book matches at most one row by fingerprint, so a second equal purchase stays new.
    package mutating func status(of row: StatementRow, minorUnits: Int64) -> ImportRowStatus {
        if !row.externalID.isEmpty, let id = byExternalID[row.externalID] {
            return .duplicate(of: id, by: .externalID)
        }
        let print = TransactionFingerprint(account: account, day: row.day, minorUnits: minorUnits, payee: row.payee)
        let identity = Identity(
            fingerprint: print,
            externalID: row.externalID,
            memo: row.externalID.isEmpty ? row.memo : "",
            checkNumber: row.externalID.isEmpty ? row.checkNumber : "",
            balance: row.externalID.isEmpty ? row.balance : nil
        )
        // Two different bank identifiers are two transactions, however alike.
        if let index = unmatched[print]?.firstIndex(where: { row.externalID.isEmpty || !$0.hasExternalID }),
            let known = unmatched[print]?.remove(at: index)
        {
            if inFile[identity] == nil { inFile[identity] = row.line }
            return .duplicate(of: known.id, by: .fingerprint)
        }
        if let line = inFile[identity] { return .duplicateInFile(line: line) }
        inFile[identity] = row.line
        return .new
    }
}
