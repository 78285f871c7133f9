package import Primitives
package import Sealing

/// One way to open a vault: a key pair whose private half comes from what its holder has, and the tracker keys sealed
/// to it.
///
/// A new epoch, tracker or member is sealed to the public keys of all slots without any holder present; a slot that
/// holds only some tracker keys opens only those, so scope is cryptography.
///
/// - Shape: docs/spec/key-hierarchy.md §5; one encoding per slot.
/// - Binding: both boxes name vault and slot, the tracker boxes also tracker and epoch; a slot moved to another vault
///   or a box moved to another slot does not open.
package struct KeySlot: Sendable, Hashable, Identifiable {
    /// What its holder has.
    ///
    /// Raw values are on disk: never renumber, never reuse.
    package enum Kind: UInt8, Sendable, CaseIterable {
        case passphrase = 1
        case recoveryCode = 2
        case session = 3
        case passkey = 4
        case apiToken = 5
        case member = 6
        case escrow = 7
        /// A passphrase of its own in front of one tracker.
        case ownLock = 8
        /// A one-time code that makes its holder a member.
        case invitation = 9
    }

    /// How a passphrase becomes the holder's key; absent where the holder's secret is random already.
    package struct Stretching: Sendable, Hashable {
        package let parameters: Argon2id.Parameters
        package let salt: [UInt8]

        package init(parameters: Argon2id.Parameters, salt: [UInt8]) {
            self.parameters = parameters
            self.salt = salt
        }
    }

    /// One tracker key, sealed to the slot's public key (HPKE), and that box under the outer lock.
    package struct TrackerBox: Sendable, Hashable {
        package let tracker: TrackerID
        package let epoch: KeyEpoch
        package let locked: [UInt8]
    }

    package static let trackerBoxMaximum = 256  // 16 trackers and 16 epochs: resealing keeps few epochs alive

    package let id: KeySlotID
    package let vault: VaultID
    package let kind: Kind
    package let publicKey: SlotPublicKey
    package let stretching: Stretching?
    /// The private half under the holder's key, and that under the outer lock.
    package let lockedPrivateKey: [UInt8]
    package internal(set) var trackerBoxes: [TrackerBox]
    /// HMAC under the vault's control key over everything that decides what the slot may receive.
    ///
    /// A slot that somebody else wrote into the store gets no new epoch.
    package internal(set) var certificate: [UInt8]

    package var scope: Set<TrackerID> { Set(trackerBoxes.map(\.tracker)) }
}
