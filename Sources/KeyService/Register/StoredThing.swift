/// What is stored of a person besides records: a closed list, with what becomes of each.
///
/// - Source: docs/spec/consents.md §7.
package enum StoredThing: String, Sendable, CaseIterable {
    case journal, snapshot, file, backup, job, diagnostics
    case logLeaf = "log-leaf"
    case logEvent = "log-event"

    /// In plain words, without a capital or a full stop.
    package var what: String {
        switch self {
        case .journal: "the journal of a vault"
        case .snapshot: "a snapshot of a vault, so that it opens quickly"
        case .file: "a receipt or another file of a vault"
        case .backup: "a backup of all stores"
        case .job: "work that waits to be done"
        case .diagnostics: "what the server says about itself"
        case .logLeaf: "a leaf of the public log"
        case .logEvent: "an entry of an access history"
        }
    }

    /// What of a person it holds; nil for nothing.
    package var personal: String? {
        switch self {
        case .journal, .snapshot: "everything she wrote, sealed under keys that only she and those she names can open"
        case .file: "the file, sealed likewise"
        case .backup: "all of the above, sealed once more; no key slots of sessions"
        case .job: "the identifier of her account or vault, where the work is hers"
        case .diagnostics: nil
        case .logLeaf: "a keyed hash that means nothing without the key of her history"
        case .logEvent:
            "what was done with her keys, when, by which of them, for what, sealed under the key of her history"
        }
    }

    package var kept: String {
        switch self {
        case .journal, .snapshot: "while the account is active; what she deletes goes at most 30 days later"
        case .file: "until no entry names it, and no longer than the account"
        case .backup: "at most 29 days"
        case .job: "until it is done"
        case .diagnostics: "as long as whoever runs the server keeps it"
        case .logLeaf: "as long as the log; it says nothing once the key of her history is destroyed"
        case .logEvent: "while the account is active; unreadable from the moment the key of her history is destroyed"
        }
    }
}
