package import Primitives

/// What a sealed thing is and where it belongs.
///
/// It opens only under the same context.
///
/// `purpose`, `vault`, `slot` and the key version go into the derivation of the key (so that one key never serves two
/// uses); `place` is authenticated beside the ciphertext (AAD).
/// - Source: docs/spec/key-hierarchy.md §2.
package struct SealingContext: Sendable, Hashable {
    /// What is sealed, from a closed list: a new use is a new case, never a reused one.
    package enum Purpose: String, Sendable, CaseIterable {
        /// One segment of a vault's journal.
        case segment
        /// A snapshot of one tracker.
        case snapshot
        /// A file in the files store, one chunk at a time.
        case file
        /// The private half of a slot's key pair, under its holder's secret.
        case slotPrivateKey = "slot-private-key"
        /// A tracker key sealed to a slot's public key (HPKE).
        case trackerKey = "tracker-key"
        /// The outer lock around a slot's boxes, under the vaults or session KEK.
        case outerLock = "outer-lock"
        /// A record of the metadata or activity store, under that store's KEK.
        case record
        /// The embedded key service's root key, under a passphrase or what officers share.
        case rootKey = "root-key"
        /// What is kept of an event of the transparency log, under its subject's log key.
        case logEvent = "log-event"
        /// A customer key of the embedded key service, under its root key.
        case customerKey = "customer-key"
        /// The aliases of the embedded key service's customer keys, under its root key.
        case customerKeyAliases = "customer-key-aliases"
        /// What the embedded key service encrypts for its callers.
        case keyService = "key-service"
        /// The key of one backup, under the backup KEK.
        case backupKey = "backup-key"
        /// A calendar that is fetched by its address, under the secret that the address is made of.
        case calendarFeed = "calendar-feed"
        /// The holder's key of a sign-in that waits for its second step, under the token of who signs in.
        case pendingSignIn = "pending-sign-in"
        /// An entry that waits in a vault's inbox (HPKE).
        case inboxEntry = "inbox-entry"
        /// An officer's share of an escrow slot's secret (HPKE).
        case escrowShare = "escrow-share"
        /// What two accounts have in common that share a part of a diary, under a secret of each.
        case pairingKey = "pairing-key"
        /// What a partner is shown of a diary (HPKE).
        case sharedProjection = "shared-projection"
        /// A file of a backup, in chunks.
        case backupFile = "backup-file"
    }

    package let purpose: Purpose
    package let vault: VaultID?
    package let slot: KeySlotID?
    package let place: [UInt8]

    /// Joins what the context names; `place` is canonical bytes, usually from ``LengthPrefixed``.
    package init(_ purpose: Purpose, vault: VaultID? = nil, slot: KeySlotID? = nil, place: [UInt8]) {
        self.purpose = purpose
        self.vault = vault
        self.slot = slot
        self.place = place
    }

    /// The `info` input of HKDF and HPKE.
    func info(algorithm: String, keyVersion: UInt32) -> [UInt8] {
        var info = LengthPrefixed()
        info.append("flowkeep/1")
        info.append(purpose.rawValue)
        info.append(algorithm)
        info.append(vault?.bytes ?? [])
        info.append(slot?.bytes ?? [])
        info.append(keyVersion)
        return info.bytes
    }
}
