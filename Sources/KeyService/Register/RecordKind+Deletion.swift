extension RecordKind {
    /// What is left of an account that ended.
    var ofDeletion: RetentionRule {
        switch self {
        case .tombstone:
            RetentionRule(
                self,
                "that an account ended",
                of: "two random identifiers that nothing else names, and when",
                owner: .installation,
                kept: .days(60, after: "the end of the account")
            )
        default:
            RetentionRule(
                self,
                "the receipt of a deletion",
                of: "the proof of one leaf of the public log, found by its code alone",
                owner: .installation,
                kept: .days(40, after: "the end of the account")
            )
        }
    }
}
