package import Primitives

/// Rotates the key-encryption keys of an installation, re-wraps what they protect, and destroys the old ones.
///
/// Nobody need be present: a key-encryption key is the outer lock. Reads and writes go on meanwhile, and whoever writes
/// a record at the same time wins.
///
/// - Source: docs/spec/key-rotation.md.
package struct KeyRotation: Sendable {
    /// The age at which a key is replaced: 90 days.
    package static let lifetimeSeconds: Int64 = 90 * 86_400
    /// How long after a new version another instance may still seal under the old one, or write back what it read
    /// before: twice as long as it remembers which version is the newest.
    package static let quietSeconds = 2 * KeyEncryptionKeyRing.cacheSeconds

    /// What is left to do for old versions.
    package enum Progress: Hashable, Sendable {
        case more(RewrapPass)
        /// Another pass, not before so many seconds.
        case later(RewrapPass, seconds: Int64)
        case done
    }

    private let ring: KeyEncryptionKeyRing
    private let stores: [RotatingStore]
    private let holds: any KeyVersionHolds
    private let recorded: @Sendable (KeyAct) async throws -> Void

    /// - Parameters:
    ///   - ring: the keys.
    ///   - stores: every store whose records are sealed under them.
    ///   - holds: which old versions backups still need.
    ///   - recorded: writes an act into the transparency log; returns when it is durable there, before it is done.
    package init(
        ring: KeyEncryptionKeyRing,
        stores: [RotatingStore],
        holds: any KeyVersionHolds,
        recorded: @escaping @Sendable (KeyAct) async throws -> Void
    ) {
        self.ring = ring
        self.stores = stores
        self.holds = holds
        self.recorded = recorded
    }

    /// The keys whose newest version is old enough.
    package func due() async throws(KeyRingError) -> [KEKUse] {
        var due: [KEKUse] = []
        for use in KEKUse.allCases where !use.isPinned {
            guard let newest = try await ring.keyVersions(use).last else { continue }
            if newest.made.adding(seconds: Self.lifetimeSeconds) <= ring.now() { due.append(use) }
        }
        return due
    }

    /// Makes the next version of a key.
    ///
    /// The act is in the log before: a leaf without its key is possible, after a failure in between; a key without its
    /// leaf is not.
    /// - Throws: ``KeyRingError``, or what the log throws, and then no key was made.
    @discardableResult
    package func rotate(_ use: KEKUse) async throws -> UInt32 {
        guard !use.isPinned else { throw KeyRingError.pinned(use) }
        guard let newest = try await ring.versions(use).last else { throw KeyRingError.missing(use) }
        try await recorded(.rotation(use, version: newest + 1))
        return try await ring.rotate(use)
    }

    /// Whether a pass through the stores is worth its while: something may be under an old version, or nothing is and
    /// nobody needs that version any more.
    package func isRewrapDue() async throws -> Bool {
        let needed = KeyVersions(try await holds.neededVersions())
        for version in try await oldVersions()
        where version.unusedSince == nil || !needed.contains(version.use, version.version) {
            return true
        }
        return false
    }

    /// Re-wraps one batch of records, or ends the pass.
    ///
    /// Doing the same step again does no harm.
    package func step(_ pass: RewrapPass) async throws -> Progress {
        guard pass.store < stores.count else { return try await end(of: pass) }
        var pass = pass
        let batch = try await stores[Int(pass.store)].batch(after: pass.last)
        pass.add(batch)
        if batch.last == nil { pass.store += 1 }
        return .more(pass)
    }

    package func newPass() -> RewrapPass { RewrapPass(started: ring.now()) }

    /// Destroys the old versions that this pass has shown to be unused, unless somebody needs them.
    private func end(of pass: RewrapPass) async throws -> Progress {
        let needed = KeyVersions(try await holds.neededVersions())
        var isPassWanted = false
        for version in try await oldVersions() {
            guard let retired = version.retired else { continue }
            let isFound = pass.found.contains(version.use, version.version)
            let isQuiet = pass.started >= retired.adding(seconds: Self.quietSeconds)
            guard !isFound, isQuiet else {
                try await ring.note(version, unusedSince: nil)
                // What only damaged records are under stays: another pass would find the same again at once.
                isPassWanted = isPassWanted || !isQuiet || pass.rewrapped > 0
                continue
            }
            guard !needed.contains(version.use, version.version) else {
                try await ring.note(version, unusedSince: version.unusedSince ?? pass.started)
                continue
            }
            try await recorded(.destruction(version.use, version: version.version))
            try await ring.destroy(version)
        }
        guard isPassWanted else { return .done }
        return .later(RewrapPass(started: ring.now().adding(seconds: Self.quietSeconds)), seconds: Self.quietSeconds)
    }

    private func oldVersions() async throws(KeyRingError) -> [KeyVersion] {
        var old: [KeyVersion] = []
        for use in KEKUse.allCases where !use.isPinned {
            old += try await ring.keyVersions(use).filter { $0.retired != nil }
        }
        return old
    }
}

/// Where a key stands in its life, for whoever runs the installation.
package struct KeyStanding: Hashable, Sendable {
    package let use: KEKUse
    package let newest: KeyVersion
    /// When it is replaced by itself; nil for the pinned one.
    package let nextRotation: Timestamp?
    package let old: [KeyVersion]
    /// Those of ``old`` that a backup needs.
    package let needed: Set<UInt32>
}

extension KeyRotation {
    /// Every key: its newest version, and what is left of older ones.
    package func standings() async throws -> [KeyStanding] {
        let needed = KeyVersions(try await holds.neededVersions())
        var standings: [KeyStanding] = []
        for use in KEKUse.allCases {
            let versions = try await ring.keyVersions(use)
            guard let newest = versions.last else { throw KeyRingError.missing(use) }
            standings.append(
                KeyStanding(
                    use: use,
                    newest: newest,
                    nextRotation: use.isPinned ? nil : newest.made.adding(seconds: Self.lifetimeSeconds),
                    old: versions.dropLast(),
                    needed: needed[use]
                )
            )
        }
        return standings
    }

    /// The versions that were destroyed.
    package func history() async throws(KeyRingError) -> [DestroyedKeyVersion] { try await ring.destroyedVersions() }
}
