import Glibc
package import Sealing

/// Changes how the root key lies in its file; the key stays the same, so nothing else changes.
///
/// Keeper may run meanwhile: it reads the file at its start alone.
package enum RootKeyChange {
    /// How the key that lies there is opened.
    package enum Opening: Sendable {
        /// It lies open, or is made now.
        case plain
        case passphrase(SharedSecret)
        case shares([RootKeyShare])
    }

    /// Where the root key and what depends on it lie.
    package struct Place: Sendable {
        let rootKeyFile: String
        let keysDirectory: String
        let dataDirectory: String

        package init(rootKeyFile: String, keysDirectory: String, dataDirectory: String) {
            self.rootKeyFile = rootKeyFile
            self.keysDirectory = keysDirectory
            self.dataDirectory = dataDirectory
        }
    }

    /// How the key lies now; nil when there is none yet.
    package static func protection(_ place: Place) throws(KeeperError) -> RootKeyProtection? {
        try RootKeyFile.checkPlace(place.rootKeyFile, place.dataDirectory)
        do {
            switch try RootKeyFile.read(place.rootKeyFile) {
            case .open: return .file
            case .locked(let locked): return RootKeyProtection(locked)
            }
        } catch .system(ENOENT) { return nil }
    }

    /// Locks the key under a passphrase.
    ///
    /// Blocks for about a second. The caller has looked at the strength of the passphrase.
    package static func lock(
        _ place: Place,
        opening: Opening,
        under passphrase: borrowing SecretBytes
    ) throws(KeeperError) {
        try lock(place, opening: opening, under: passphrase, parameters: LockedRootKey.parameters)
    }

    static func lock(
        _ place: Place,
        opening: Opening,
        under passphrase: borrowing SecretBytes,
        parameters: Argon2id.Parameters
    ) throws(KeeperError) {
        let before = try digest(of: place.rootKeyFile)
        let root = try key(place, opening)
        let bytes = try LockedRootKey.encode(root, under: passphrase, parameters: parameters)
        guard let written = try LockedRootKey(decoding: bytes) else { throw .rootKeyDamaged }
        // What would not open again must not take the place of what does.
        let read = try written.open(passphrase: passphrase)
        guard read.secret.equals(root.secret) else { throw .rootKeyDamaged }
        try put(bytes, place, over: before)
    }

    /// Shares the key among officers.
    ///
    /// - Parameters:
    ///   - place: the files.
    ///   - opening: of the key as it lies now.
    ///   - count: of shares, 2...16.
    ///   - threshold: how many open it, 2...count.
    ///   - keep: keeps the shares for their officers, durably; the key is changed after it returns.
    /// - Throws: ``KeeperError``, and what `keep` throws; the key is as it was then.
    package static func split(
        _ place: Place,
        opening: Opening,
        into count: Int,
        threshold: Int,
        keep: ([RootKeyShare]) throws(KeeperError) -> Void
    ) throws(KeeperError) {
        let before = try digest(of: place.rootKeyFile)
        let root = try key(place, opening)
        let (bytes, shares) = LockedRootKey.encode(root, sharedAmong: count, threshold: threshold)
        guard let written = try LockedRootKey(decoding: bytes) else { throw .rootKeyDamaged }
        for chosen in [shares.prefix(threshold), shares.suffix(threshold)] {
            let read = try written.open(shares: Array(chosen))
            guard read.secret.equals(root.secret) else { throw .rootKeyDamaged }
        }
        try keep(shares)
        try put(bytes, place, over: before)
    }

    private static func key(_ place: Place, _ opening: Opening) throws(KeeperError) -> RootKey {
        try RootKeyFile.checkPlace(place.rootKeyFile, place.dataDirectory)
        let file: RootKeyFile
        do { file = try RootKeyFile.read(place.rootKeyFile) } catch .system(ENOENT) {
            guard try !KeysDirectory.hasKeys(place.keysDirectory) else { throw .rootKeyMissing }
            return RootKey.make()
        }
        switch consume file {
        case .open(let root): return root
        case .locked(let locked):
            switch opening {
            case .plain: throw .rootKeyLocked
            case .passphrase(let passphrase): return try locked.open(passphrase: passphrase.bytes)
            case .shares(let shares): return try locked.open(shares: shares)
            }
        }
    }

    /// SHA-256 of a file; nil when there is none.
    private static func digest(of path: String) throws(KeeperError) -> [UInt8]? {
        let file: SystemFile.Descriptor
        do { file = try SystemFile.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK) } catch .system(ENOENT) { return nil }
        guard var bytes = try SystemFile.read(file, limit: LockedRootKey.byteCountMaximum) else {
            throw .rootKeyDamaged
        }
        defer { Wipe.zero(&bytes) }
        return Digest.sha256(bytes)
    }

    /// Puts the file in its place and overwrites what was there, which must be what was read.
    ///
    /// To derive a key takes seconds. A keeper that starts meanwhile may have made the root key, and new keys under it.
    private static func put(_ bytes: [UInt8], _ place: Place, over before: [UInt8]?) throws(KeeperError) {
        guard let before else {
            do { return try SystemFile.create(place.rootKeyFile, bytes) } catch .system(EEXIST) {
                throw .rootKeyChanged
            }
        }
        let old = try SystemFile.open(place.rootKeyFile, O_WRONLY | O_NOFOLLOW | O_NONBLOCK)
        guard try digest(of: place.rootKeyFile) == before else { throw .rootKeyChanged }
        let byteCount = Int(try SystemFile.status(old).st_size)
        try SystemFile.replace(place.rootKeyFile, bytes)
        // Its name is gone; the descriptor still leads to its bytes. (A file system that writes elsewhere may keep
        // them.)
        let zeros = [UInt8](repeating: 0, count: min(byteCount, LockedRootKey.byteCountMaximum))
        try SystemFile.writeDurably(zeros, to: old)
    }
}

/// How the root key lies in its file.
package enum RootKeyProtection: Hashable, Sendable {
    /// Open: whoever reads the file has the key.
    case file
    case passphrase
    /// Any `threshold` of `count` officers.
    case shares(threshold: Int, count: Int)

    init(_ locked: LockedRootKey) {
        switch locked.lock {
        case .passphrase: self = .passphrase
        case .shares(let set): self = .shares(threshold: set.threshold, count: set.commitments.count)
        }
    }
}
