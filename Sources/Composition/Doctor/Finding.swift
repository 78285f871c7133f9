/// One thing that `flowkeep doctor` looked at.
package struct Finding: Hashable, Sendable {
    package enum Verdict: String, Sendable {
        case ok
        /// It works, and could be safer.
        case warning
        /// Something is damaged, missing or open to others.
        case broken
    }

    /// Stable, for scripts.
    package let id: String
    package let verdict: Verdict
    /// What was found and, unless it is fine, how to mend it.
    package let sentence: String

    static func ok(_ id: String, _ sentence: String) -> Finding { Finding(id: id, verdict: .ok, sentence: sentence) }

    static func warning(_ id: String, _ sentence: String) -> Finding {
        Finding(id: id, verdict: .warning, sentence: sentence)
    }

    static func broken(_ id: String, _ sentence: String) -> Finding {
        Finding(id: id, verdict: .broken, sentence: sentence)
    }
}
