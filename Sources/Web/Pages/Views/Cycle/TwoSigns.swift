/// The double check of one cycle in words, step by step, with that cycle's own numbers.
struct TwoSigns: Sendable {
    /// What came of it, in a few words.
    let headline: String
    let sentence: String
    let isFound: Bool
    let steps: [Step]
    /// What makes the reading weaker, and readings that were tried and given up.
    let remarks: [String]

    struct Step: Sendable {
        let title: String
        let sentence: String
        /// Not there yet.
        let isOpen: Bool
    }
}
