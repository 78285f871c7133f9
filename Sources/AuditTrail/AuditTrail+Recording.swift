package import KeyService
package import Primitives
import TransparencyLog
package import Vault

extension LogSubjectID {
    /// A person's vault.
    package init(_ vault: VaultID) { self.init(high: vault.high, low: vault.low) }
}

extension AuditTrail: OpeningRecorder {
    /// Writes an opening down: why, by which slot, and the head that it saw.
    package func record(_ opening: Opening) async throws(VaultError) {
        let act = AuditAct(
            .vaultOpening,
            purpose: opening.purpose,
            slotKind: opening.kind.rawValue,
            subject: LogSubjectID(opening.vault),
            actor: LogActorID(high: opening.slot.high, low: opening.slot.low),
            at: opening.time,
            headIndex: opening.head.index,
            digest: opening.head.hash
        )
        do { try await record(act) } catch { throw VaultError(error) }
    }
}

extension AuditTrail {
    /// Writes a use of the key service down; of failures those that say something of a key, equal ones once a minute.
    ///
    /// - Throws: ``KeyRingError/unrecorded``; the key must then not be lent.
    package func record(_ fetch: KeyFetch) async throws(KeyRingError) {
        if let failure = fetch.failure, !failures.isWorthWriting(fetch, failure) { return }
        let particulars = AuditParticulars.keyFetch(
            fetch.use,
            version: fetch.version,
            fetch.act,
            failure: fetch.failure
        )
        do { try await record(AuditAct(particulars, at: fetch.at)) } catch { throw .unrecorded }
    }
}

extension VaultError {
    /// What it means for a vault that an act could not be written down.
    package init(_ error: AuditError) {
        switch error {
        case .log(.store(let error)), .store(let error), .keys(.store(let error)): self = .store(error)
        case .keys(.key(.keyService)): self = .keyServiceUnavailable
        default: self = .unrecorded
        }
    }
}
