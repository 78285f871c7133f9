/// Why the second place of backups did not take or give something.
///
/// Raw values are in records: never renumber, never reuse.
package enum SecondPlaceError: UInt8, Error, Hashable, Sendable, CaseIterable {
    /// There is no such directory or bucket.
    case noPlace = 1
    /// Copies were made there and nothing of them is there any more.
    case vanished = 2
    case unreachable = 3
    case timedOut = 4
    case busy = 5
    case denied = 6
    case credentials = 7
    case full = 8
    /// Another process is copying there.
    case inUse = 9
    /// Something else has the name of a file that is to be copied.
    case otherThere = 10
    /// What the place gives, or says that it keeps, is not what was written.
    case altered = 11
    /// The backup here is not as its manifest says, or went while it was copied.
    case source = 12
    /// The bucket keeps nothing from being deleted.
    case notLockable = 13
    case otherRegion = 14
    /// The place answers what this program does not know.
    case unexpected = 15
    /// The system refused a file operation.
    case system = 16
    case cancelled = 17
    /// There is no whole copy of that name.
    case notFound = 18

    /// One sentence that says what to do.
    package var sentence: String {
        switch self {
        case .noPlace: "There is no such directory or bucket for second copies; make it, or check `backup-second`."
        case .vanished:
            "Nothing is left of the copies that were made in the second place; see whether its disk is mounted, and "
                + "whether somebody emptied it."
        case .unreachable: "The second place does not answer; check the network and `backup-second-endpoint`."
        case .timedOut: "The second place took too long to answer; what was copied so far is kept."
        case .busy: "The second place has too many requests; what was copied so far is kept."
        case .denied:
            "The second place refuses what a copy needs (to list, read and write); check what its credentials allow."
        case .credentials:
            "The second place does not know the credentials, or there are none; check "
                + "`backup-second-credentials-file`."
        case .full: "The second place is full; make room there. What was copied so far is kept."
        case .inUse: "Another process is copying to the second place; wait for its end."
        case .otherThere:
            "A file in the second place has the name of one of the backup and other content. Find out who put it "
                + "there, and take it away with that place’s own rights."
        case .altered:
            "A file in the second place is not as it was written there; use another copy, and find out what happened."
        case .source:
            "The backup that was to be copied is altered or went meanwhile; run `flowkeep backup verify`."
        case .notLockable:
            "The bucket keeps nothing from being deleted; make one with object lock and name it as `backup-second`."
        case .otherRegion: "The bucket is in another region; set `backup-second-region`."
        case .unexpected: "The second place answers in a way that this version does not know; check its address."
        case .system: "The system refused a file operation in the second place; check its owner, mode and disk."
        case .cancelled: "Copying was stopped; what was copied so far is kept."
        case .notFound:
            "There is no whole copy there of that name; name one that `flowkeep backup list --second` shows."
        }
    }
}
