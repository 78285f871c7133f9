extension RecordKind {
    /// A copy of everything, for its owner to take.
    var ofArchive: RetentionRule {
        RetentionRule(
            self,
            "a copy of everything, being made or ready",
            of: "when it was asked for, its size and how far it is; the copy itself lies sealed under the vault’s key",
            owner: .vault,
            kept: .days(30, after: "the last work on it, 3 after it is ready"),
            hasPointers: true
        )
    }
}
