/// Why a drill did not bring back what it should.
///
/// Raw values are in records: never renumber, never reuse.
package enum DrillFailure: UInt8, Error, Hashable, Sendable, CaseIterable {
    /// A file of the backup is missing, cut off or not as it was written.
    case altered = 1
    /// What came out of it is not a sound store, or a journal does not follow its chain.
    case unsound = 2
    /// The key of the backup, or a key that the copy needs, was not to be had.
    case keys = 3
    case noRoom = 4
    /// The canary vault is not in the copy.
    case canaryMissing = 5
    /// It is, and its secret does not open it.
    case canaryClosed = 6
    /// It opened and says something else than it did when the backup was made.
    case canaryOther = 7
    /// It opened and says what it said a day before the backup was made, or longer.
    case canaryStale = 8
    /// The scratch place could not be written or read.
    case system = 9

    /// One sentence that says what to do.
    package var sentence: String {
        switch self {
        case .altered:
            "A file of the newest backup is not as it was written; `flowkeep backup verify` names it. Make another."
        case .unsound:
            "The stores that came out of the newest backup are damaged; run `flowkeep doctor` and make another."
        case .keys:
            "A key that the newest backup needs was not to be had; see that the key service runs, and try again."
        case .noRoom:
            "There is not enough room below the data directory to restore the newest backup for a drill; make room."
        case .canaryMissing:
            "The canary vault is not in the newest backup: it does not hold all that it should. Make another."
        case .canaryClosed:
            "The canary vault in the newest backup does not open with its secret: people's would not either. Make "
                + "another."
        case .canaryOther:
            "The canary vault in the newest backup does not say what it said when the backup was made: it is a copy "
                + "of another time. Make another."
        case .canaryStale:
            "The canary vault has not been renewed for more than a day before the newest backup was made; look at "
                + "the server’s messages and make another."
        case .system: "The drill could not write or read its scratch place below the data directory; check the disk."
        }
    }
}
