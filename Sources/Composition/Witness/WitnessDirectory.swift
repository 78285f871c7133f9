import CPlatform
import Glibc
import NIOPosix
import Primitives
import Sealing
import Synchronization
import TransparencyLog

/// A witness's directory: its private key, and the newest checkpoint that it cosigned of each log.
///
/// Held by one process at a time. Each checkpoint is a file of its own, replaced as a whole and made durable before the
/// replacement counts, and is kept as the log signed it: a fork can be shown with it later.
///
/// - Shape: `key` (32 bytes, the Ed25519 seed), `lock`, `<SHA-256 of the origin in hexadecimal>.checkpoint` and, after
///   a fork was seen, `.contradiction`; mode 0600.
/// - Source: docs/spec/transparency-log.md §15.
final class WitnessDirectory: WitnessStore {
    private static let checkpointByteCountMaximum = 262_144

    private let path: String
    private let lock: Descriptor
    /// One writer at a time, so that comparing and replacing are one step.
    private let turn = Mutex(())

    /// Opens a directory, and makes it where there is none.
    ///
    /// - Throws: ``WitnessStartError``.
    init(_ path: String) throws(WitnessStartError) {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .directory(SystemError("mkdir")) }
        let facts: FileFacts?
        do { facts = try FileFacts(of: path) } catch { throw .directory(error) }
        guard let facts, facts.kind == .directory, !facts.isOpenToOthers else { throw .openToOthers }
        let number = unsafe fk_open_locked("\(path)/lock")
        guard number >= 0 else {
            let error = SystemError("fcntl")
            throw error.code == EAGAIN ? .inUse : .directory(error)
        }
        lock = Descriptor(owning: number)
        self.path = path
    }

    /// The witness's private key, made at first use.
    ///
    /// - Throws: ``WitnessStartError``.
    func privateKey() throws(WitnessStartError) -> SignaturePrivateKey {
        let file = "\(path)/key"
        do throws(SystemError) {
            if try SmallFile.read(file, byteCountMaximum: SignaturePrivateKey.seedByteCount) == nil {
                var seed = SecretBytes.random(count: SignaturePrivateKey.seedByteCount).withBytes { bytes in
                    // unsafe: a byte has no alignment and every bit pattern is a value; the offset is below the count.
                    (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
                }
                defer { Wipe.zero(&seed) }
                try SmallFile.create(file, seed)
            }
            guard let facts = try FileFacts(of: file), facts.kind == .file, !facts.isOpenToOthers else {
                throw SystemError(call: "stat", code: EACCES)
            }
            var seed = try SmallFile.read(file, byteCountMaximum: SignaturePrivateKey.seedByteCount) ?? []
            do { return try SignaturePrivateKey(seed: SecretBytes(wiping: &seed)) } catch {
                throw SystemError(call: "read", code: EINVAL)
            }
        } catch {
            throw .key(error)
        }
    }

    // MARK: - Checkpoints

    func latest(_ origin: String) async throws(StoreError) -> [UInt8]? {
        let file = file(origin, "checkpoint")
        return try await onThread { () throws(SystemError) in try Self.read(file) }
    }

    func replace(_ known: [UInt8]?, with checkpoint: [UInt8], of origin: String) async throws(StoreError) {
        let file = file(origin, "checkpoint")
        let isReplaced = try await onThread { [self] () throws(SystemError) in
            try turn.withLock { _ throws(SystemError) in
                guard try Self.read(file) == known else { return false }
                try SmallFile.replace(file, checkpoint)
                return true
            }
        }
        guard isReplaced else { throw .conflict }
    }

    func keepContradiction(_ checkpoint: [UInt8], of origin: String) async throws(StoreError) {
        let file = file(origin, "contradiction")
        try await onThread { () throws(SystemError) in
            do throws(SystemError) {
                try SmallFile.create(file, checkpoint)
            } catch {
                guard error.code == EEXIST else { throw error }  // the first is as good
            }
        }
    }

    private static func read(_ file: String) throws(SystemError) -> [UInt8]? {
        try SmallFile.read(file, byteCountMaximum: checkpointByteCountMaximum)
    }

    private func file(_ origin: String, _ kind: String) -> String {
        let digits = Digest.sha256(Array(origin.utf8)).flatMap { [$0 >> 4, $0 & 15] }
        return "\(path)/\(digits.map { String($0, radix: 16) }.joined()).\(kind)"
    }

    /// Files are read and made durable where a thread may wait.
    private func onThread<Answer: Sendable>(
        _ work: @escaping @Sendable () throws(SystemError) -> Answer
    ) async throws(StoreError) -> Answer {
        do {
            return try await NIOThreadPool.singleton.runIfActive { try work() }
        } catch let error as SystemError {
            throw error.code == ENOSPC ? .full : error.code == EROFS || error.code == EACCES ? .readOnly : .unavailable
        } catch {
            throw .unavailable
        }
    }
}
