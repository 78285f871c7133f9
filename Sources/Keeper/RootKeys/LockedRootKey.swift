import KeyService
import Primitives
import Sealing

/// A root key that lies locked in its file: under a passphrase, or shared among officers.
///
/// - Shape: `"FKRPAS" 6 | 0 | format 1 | root key id 16 | salt 16 | memory KiB 4 | passes 4 | lanes 4 | sealed box`, or
///   `"FKRSHR" 6 | 0 | format 1 | root key id 16 | set 6 | threshold 1 | count 1 | commitment 32 × count | sealed box`.
/// - Binding: the box's place is everything before it; inside are the 32 bytes of the key.
/// - Source: docs/spec/key-service.md §10.
struct LockedRootKey: Sendable {
    enum Lock: Sendable {
        case passphrase(salt: [UInt8], Argon2id.Parameters)
        case shares(RootKeyShareSet)
    }

    /// The longest: sixteen commitments.
    static let byteCountMaximum = 1024
    static let passphraseMagic: [UInt8] = Array("FKRPAS".utf8) + [0, 1]
    static let sharesMagic: [UInt8] = Array("FKRSHR".utf8) + [0, 1]
    private static let keyByteCount = 32
    private static let boxByteCount = keyByteCount + SealedBox.overheadByteCount
    private static let boxKeyVersion: UInt32 = 1  // what it is sealed under is used once

    /// Four times the memory of people's slots, since it is derived once at a start: about a second.
    static let parameters = Argon2id.Parameters(memoryKibibytes: 262_144, passes: 3, lanes: 1)

    let id: [UInt8]
    let lock: Lock
    private let header: [UInt8]
    private let box: [UInt8]

    /// - Returns: nil when the bytes begin as neither kind does.
    /// - Throws: ``KeeperError/rootKeyDamaged``.
    init?(decoding bytes: [UInt8]) throws(KeeperError) {
        guard bytes.starts(with: Self.passphraseMagic) || bytes.starts(with: Self.sharesMagic) else { return nil }
        var rest = bytes.dropFirst(Self.passphraseMagic.count)
        guard bytes.count <= Self.byteCountMaximum, let id = Self.take(RootKey.idByteCount, &rest) else {
            throw .rootKeyDamaged
        }
        self.id = id
        if bytes.starts(with: Self.passphraseMagic) {
            guard let salt = Self.take(Argon2id.saltByteCount, &rest), let memory = Self.number(&rest),
                let passes = Self.number(&rest), let lanes = Self.number(&rest)
            else { throw .rootKeyDamaged }
            let parameters = Argon2id.Parameters(memoryKibibytes: memory, passes: passes, lanes: lanes)
            guard parameters.isAcceptable else { throw .rootKeyDamaged }
            lock = .passphrase(salt: salt, parameters)
        } else {
            guard let set = Self.take(RootKeyShare.setByteCount, &rest), let counts = Self.take(2, &rest),
                (2...SecretSharing.shareCountMaximum).contains(Int(counts[1])), (2...counts[1]).contains(counts[0])
            else { throw .rootKeyDamaged }
            var commitments: [[UInt8]] = []
            for _ in 0..<counts[1] {
                guard let commitment = Self.take(RootKeyShare.commitmentByteCount, &rest) else { throw .rootKeyDamaged }
                commitments.append(commitment)
            }
            lock = .shares(RootKeyShareSet(id: set, threshold: Int(counts[0]), commitments: commitments))
        }
        guard rest.count == Self.boxByteCount else { throw .rootKeyDamaged }
        header = Array(bytes.dropLast(Self.boxByteCount))
        box = Array(rest)
    }

    /// - Throws: ``KeeperError/wrongPassphrase``; ``KeeperError/lockedOtherwise`` for a key that officers share.
    func open(passphrase: borrowing SecretBytes) throws(KeeperError) -> RootKey {
        guard case .passphrase(let salt, let parameters) = lock else { throw .lockedOtherwise }
        let key: SecretBytes
        do {
            key = try Argon2id.derive(from: passphrase, salt: salt, parameters: parameters)
        } catch { throw .noMemory }
        do { return try open(with: key) } catch { throw .wrongPassphrase }
    }

    /// - Throws: ``KeeperError/wrongShare`` for one that is not of this set; ``KeeperError/tooFewShares``;
    ///   ``KeeperError/lockedOtherwise`` for a key under a passphrase.
    func open(shares: [RootKeyShare]) throws(KeeperError) -> RootKey {
        guard case .shares(let set) = lock else { throw .lockedOtherwise }
        for share in shares where !set.contains(share) { throw .wrongShare }
        guard Set(shares.map(\.number)).count >= set.threshold else { throw .tooFewShares }
        let chosen = shares.prefix(set.threshold).map(\.share)
        // Every share is the one that was made, so what does not open now is the file.
        guard let secret = SecretSharing.combine(chosen) else { throw .rootKeyDamaged }
        return try open(with: secret)
    }

    private func open(with key: borrowing SecretBytes) throws(KeeperError) -> RootKey {
        do {
            let context = SealingContext(.rootKey, place: header)
            return RootKey(id: id, secret: try SealedBox.openSecret(box, with: key, context: context))
        } catch { throw .rootKeyDamaged }
    }

    /// The bytes of a file that a passphrase opens.
    static func encode(
        _ root: borrowing RootKey,
        under passphrase: borrowing SecretBytes,
        parameters: Argon2id.Parameters
    ) throws(KeeperError) -> [UInt8] {
        let salt = SecureRandom.bytes(count: Argon2id.saltByteCount)
        var header = passphraseMagic + root.id + salt
        for number in [parameters.memoryKibibytes, parameters.passes, parameters.lanes] {
            header += stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
        }
        do {
            let key = try Argon2id.derive(from: passphrase, salt: salt, parameters: parameters)
            return header + seal(root, under: key, header)
        } catch { throw .noMemory }
    }

    /// The bytes of a file that `threshold` of `count` shares open, and the shares.
    static func encode(
        _ root: borrowing RootKey,
        sharedAmong count: Int,
        threshold: Int
    ) -> (file: [UInt8], shares: [RootKeyShare]) {
        let set = SecureRandom.bytes(count: RootKeyShare.setByteCount)
        let secret = SecretBytes.random(count: keyByteCount)
        let shares = SecretSharing.split(secret, into: count, threshold: threshold).map {
            RootKeyShare(set: set, share: $0)
        }
        let header =
            sharesMagic + root.id + set + [UInt8(threshold), UInt8(count)] + shares.flatMap(\.commitment)
        return (header + seal(root, under: secret, header), shares)
    }

    private static func seal(
        _ root: borrowing RootKey,
        under key: borrowing SecretBytes,
        _ header: [UInt8]
    ) -> [UInt8] {
        var plaintext = root.secret.copied()
        defer { Wipe.zero(&plaintext) }
        let context = SealingContext(.rootKey, place: header)
        return SealedBox.seal(plaintext, under: key, keyVersion: boxKeyVersion, context: context)
    }

    private static func take(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    private static func number(_ rest: inout ArraySlice<UInt8>) -> UInt32? {
        take(4, &rest)?.reduce(0) { $0 << 8 | UInt32($1) }
    }
}

/// What a file knows of the shares that open it: enough to name a wrong one, and nothing of a right one.
struct RootKeyShareSet: Sendable {
    let id: [UInt8]
    let threshold: Int
    let commitments: [[UInt8]]

    func contains(_ share: RootKeyShare) -> Bool {
        guard share.set == id, (1...commitments.count).contains(Int(share.number)) else { return false }
        return ConstantTime.equal(share.commitment, commitments[Int(share.number) - 1])
    }
}
