/// Versions of key-encryption keys, by use.
package struct KeyVersions: Hashable, Sendable {
    package private(set) var byUse: [KEKUse: Set<UInt32>]

    package init(_ byUse: [KEKUse: Set<UInt32>] = [:]) { self.byUse = byUse.filter { !$0.value.isEmpty } }

    package mutating func insert(_ use: KEKUse, _ version: UInt32) { byUse[use, default: []].insert(version) }

    package mutating func formUnion(_ other: KeyVersions) {
        for (use, versions) in other.byUse { byUse[use, default: []].formUnion(versions) }
    }

    package func contains(_ use: KEKUse, _ version: UInt32) -> Bool { byUse[use]?.contains(version) ?? false }

    package subscript(_ use: KEKUse) -> Set<UInt32> { byUse[use] ?? [] }
}

/// Who still needs old versions of keys: backups, which lie where no re-wrap reaches.
package protocol KeyVersionHolds: Sendable {
    /// The versions that must not be destroyed yet.
    ///
    /// What it throws keeps everything: nothing is destroyed on a guess.
    func neededVersions() async throws -> [KEKUse: Set<UInt32>]
}

/// An installation without backups.
package struct NoKeyVersionHolds: KeyVersionHolds {
    package init() {}

    package func neededVersions() async throws -> [KEKUse: Set<UInt32>] { [:] }
}

/// An act upon a key-encryption key: becomes a leaf of the transparency log before it is done.
package enum KeyAct: Hashable, Sendable {
    /// A new version is made, and seals from now on.
    case rotation(KEKUse, version: UInt32)
    /// An old version is deleted for ever.
    case destruction(KEKUse, version: UInt32)
}
