import KeyService
import Primitives
import Vault

/// Where Identity keeps what: the names of its records.
///
/// - Source: docs/spec/identity-records.md §1.
extension RecordKey {
    static func account(_ id: UserAccountID) -> RecordKey { RecordKey(kind: .userAccount, owner: id.bytes, name: []) }

    static func session(_ hash: [UInt8], of account: UserAccountID) -> RecordKey {
        RecordKey(kind: .session, owner: account.bytes, name: hash)
    }

    /// A second, empty record of each session, owned by nobody: lets the server find sessions whose time is up.
    static func sessionPointer(_ hash: [UInt8]) -> RecordKey { RecordKey(kind: .session, name: hash) }

    /// Where a slot lies: those of sessions by themselves.
    static func slot(_ id: KeySlotID, of vault: VaultID, isSession: Bool) -> RecordKey {
        RecordKey(kind: isSession ? .sessionSlot : .keySlot, owner: vault.bytes, name: id.bytes)
    }

    static func consent(_ purpose: Purpose, of vault: VaultID) -> RecordKey {
        RecordKey(kind: .consent, owner: vault.bytes, name: [purpose.rawValue])
    }

    static func consentHistory(_ name: [UInt8], of vault: VaultID) -> RecordKey {
        RecordKey(kind: .consentHistory, owner: vault.bytes, name: name)
    }

    static func epoch(of tracker: TrackerID, in vault: VaultID) -> RecordKey {
        let name = [UInt8(truncatingIfNeeded: tracker.rawValue >> 8), UInt8(truncatingIfNeeded: tracker.rawValue)]
        return RecordKey(kind: .trackerEpoch, owner: vault.bytes, name: name)
    }

    /// Since when newer tracker keys are wanted, for one vault or for all.
    static func epochDemand(of vault: VaultID?) -> RecordKey {
        RecordKey(kind: .trackerEpoch, owner: vault?.bytes ?? RecordKey.nobody, name: [])
    }

    static func calendarFeed(_ address: [UInt8], of vault: VaultID) -> RecordKey {
        RecordKey(kind: .calendarFeed, owner: vault.bytes, name: address)
    }

    static func apiToken(_ hash: [UInt8], of account: UserAccountID) -> RecordKey {
        RecordKey(kind: .apiToken, owner: account.bytes, name: hash)
    }

    static func endedToken(_ hash: [UInt8], of account: UserAccountID) -> RecordKey {
        RecordKey(kind: .endedToken, owner: account.bytes, name: hash)
    }

    /// Lets the server find what is left of tokens, once a day.
    static func endedTokenPointer(_ hash: [UInt8]) -> RecordKey { RecordKey(kind: .endedToken, name: hash) }

    /// Lets the server find tokens whose time is up.
    static func apiTokenPointer(_ hash: [UInt8]) -> RecordKey { RecordKey(kind: .apiToken, name: hash) }

    static func inbox(of vault: VaultID) -> RecordKey { RecordKey(kind: .inbox, owner: vault.bytes, name: []) }

    static func inboxSender(_ sender: SenderID, of vault: VaultID) -> RecordKey {
        RecordKey(kind: .inboxSender, owner: vault.bytes, name: sender.bytes)
    }

    /// In the order of sender and sequence.
    static func inboxEntry(_ sender: SenderID, _ sequence: UInt64, of vault: VaultID) -> RecordKey {
        var name = ByteWriter()
        name.append(sender.bytes)
        name.append(sequence)
        return RecordKey(kind: .inboxEntry, owner: vault.bytes, name: name.bytes)
    }

    static func head(of vault: VaultID) -> RecordKey { RecordKey(kind: .vaultHead, owner: vault.bytes, name: []) }
}
