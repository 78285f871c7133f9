package import Primitives
package import Vault

/// Who writes down what is done about an account, in its owner's access history.
package protocol AccountEventRecorder: Sendable {
    /// Returns when the event is durable.
    ///
    /// What cannot be written down must not be done.
    /// - `slot`: of the credential that acts; nil where nobody has come in.
    func record(
        _ event: AccountEvent,
        of vault: VaultID,
        by slot: KeySlotID?,
        at time: Timestamp
    ) async throws(VaultError)
}
