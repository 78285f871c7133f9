/// A transaction read from a file, and what recognises its line.
package struct ImportedTransaction: Hashable, Sendable {
    package var draft: TransactionDraft
    /// ``TransactionFingerprint`` of the line; 0 is none.
    package var fingerprint: UInt64
    /// ``StableHash`` of the bank's identifier; 0 is none.
    package var externalID: UInt64

    package init(draft: TransactionDraft, fingerprint: UInt64, externalID: UInt64 = 0) {
        self.draft = draft
        self.fingerprint = fingerprint
        self.externalID = externalID
    }
}
