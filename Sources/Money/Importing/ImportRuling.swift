/// What a person's rules make of a row of a file.
package struct ImportRuling: Hashable, Sendable {
    package let draft: TransactionDraft
    /// Which changed it, in their order.
    package let rules: [RuleID]
}
