extension RecordKind {
    /// What a person asked for, and what she has to be told.
    var ofRights: RetentionRule {
        switch self {
        case .rightsRequest:
            RetentionRule(
                self,
                "a request about her rights",
                of: "what she asked for in her own words, when, and the answer; a nominee, if she names one",
                owner: .account,
                kept: .until("three years after its answer"),
                hasPointers: true
            )
        default:
            // What happened belongs to nobody: it says nothing of anyone.
            RetentionRule(
                self,
                "that a breach of personal data concerns her",
                of: "which breach, and whether she has read what it was",
                owner: .account,
                kept: .account
            )
        }
    }
}
