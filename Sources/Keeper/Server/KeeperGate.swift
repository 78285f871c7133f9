import CPlatform
import KeyService
import Logging
import Primitives
import Sealing
import Synchronization

/// Stands before the key service: while the root key is locked, nothing is answered but what unlocks it.
///
/// - Source: docs/spec/key-service.md §10.
final class KeeperGate: Sendable {
    /// How long given shares wait for the next one.
    static let shareSeconds: Int64 = 900

    private struct Locked {
        let key: LockedRootKey
        /// By number: one that is given twice counts once.
        var given: [UInt8: RootKeyShare] = [:]
        var lastGiven: Timestamp?
    }

    private enum State {
        case sealed(Locked)
        case open(KMSService)
    }

    private let directory: KeysDirectory
    private let protection: RootKeyProtection
    private let region: String
    private let logger: Logger
    private let now: Now
    private let state: Mutex<State>

    /// - Throws: ``KeeperError`` for keys that the root key does not open; of a locked one that shows when it is
    ///   opened.
    init(
        _ directory: KeysDirectory,
        root: consuming RootKeyFile,
        region: String,
        logger: Logger,
        now: @escaping Now
    ) throws(KeeperError) {
        self.directory = directory
        self.region = region
        self.logger = logger
        self.now = now
        switch consume root {
        case .open(let key):
            protection = .file
            state = Mutex(.open(try Self.service(directory, root: key, region: region, now: now)))
        case .locked(let key):
            protection = RootKeyProtection(key)
            state = Mutex(.sealed(Locked(key: key)))
            logger.warning("the root key is locked; run `flowkeep keeper unlock`")
        }
    }

    /// - Throws: ``KMSException/sealed`` before everything else.
    func answer(_ operation: KMSOperation, _ body: [UInt8]) throws(KMSException) -> [UInt8] {
        guard let service else { throw .sealed }
        return try service.answer(operation, body)
    }

    /// Answers an operator on the socket.
    func answer(_ operation: KeeperOperation, _ body: [UInt8]) throws(KMSException) -> [UInt8] {
        var request = try KMSRequest(body)
        switch operation {
        case .describe: try request.finish()
        case .unlock: try unlock(&request)
        }
        return describe()
    }

    /// As ``KMSService/settle()``; forgets shares that waited too long.
    func settle() -> Int {
        let moment = now()
        let service = state.withLock { state -> KMSService? in
            switch state {
            case .open(let service): return service
            case .sealed(var locked):
                guard let lastGiven = locked.lastGiven else { return nil }
                guard moment < lastGiven || moment >= lastGiven.adding(seconds: Self.shareSeconds) else { return nil }
                locked.given = [:]
                locked.lastGiven = nil
                state = .sealed(locked)
                return nil
            }
        }
        return service?.settle() ?? 0
    }

    private var service: KMSService? {
        state.withLock { state in
            guard case .open(let service) = state else { return nil }
            return service
        }
    }

    private func describe() -> [UInt8] {
        let given = state.withLock { state -> Int? in
            guard case .sealed(let locked) = state else { return nil }
            return locked.given.count
        }
        let status = KeeperStatus(
            isSealed: given != nil,
            protection: protection,
            givenShareCount: given ?? 0,
            isUndumpable: fk_is_hardened() == 1,
            isMemoryLocked: SecretMemory.isLocked
        )
        return status.encoded()
    }

    /// Takes a passphrase or a share; opens when that was what was missing.
    ///
    /// Runs on keeper's one thread, so nobody tries two at once; while the key is locked there is nothing else to do.
    private func unlock(_ request: inout KMSRequest) throws(KMSException) {
        let isShare = request.has("Share")
        var bytes = try request.bytes(isShare ? "Share" : "Passphrase", limit: KeeperControl.secretByteCountMaximum)
        defer { Wipe.zero(&bytes) }
        try request.finish()
        let locked = state.withLock { state -> LockedRootKey? in
            guard case .sealed(let locked) = state else { return nil }
            return locked.key
        }
        guard let locked else { return }  // nothing to do: it is open
        do throws(KeeperError) {
            guard isShare else { return try open(try locked.open(passphrase: SecretBytes(copying: bytes))) }
            guard let share = RootKeyShare(payload: bytes) else { throw .wrongShare }
            try take(share, for: locked)
        } catch {
            logger.warning("what was given does not open the root key")
            switch error {
            case .wrongPassphrase: throw .wrongPassphrase
            case .wrongShare: throw .wrongShare
            case .lockedOtherwise: throw .validation
            case .rootKeyDamaged, .rootKeyOther, .keysDamaged: throw .keysDamaged
            default: throw .internalFailure
            }
        }
    }

    private func take(_ share: RootKeyShare, for locked: LockedRootKey) throws(KeeperError) {
        guard case .shares(let set) = locked.lock else { throw .lockedOtherwise }
        guard set.contains(share) else { throw .wrongShare }
        let moment = now()
        let given = state.withLock { state -> [RootKeyShare] in
            guard case .sealed(var waiting) = state else { return [] }
            waiting.given[share.number] = share
            waiting.lastGiven = moment
            state = .sealed(waiting)
            return Array(waiting.given.values)
        }
        logger.notice("a share was given", metadata: ["given": "\(given.count)", "needed": "\(set.threshold)"])
        guard given.count >= set.threshold else { return }
        try open(try locked.open(shares: given))
    }

    /// Keys whose time is over are destroyed before anything is answered, whichever copy of their files was put back.
    ///
    /// Where a file cannot be removed its key is not found all the same, and every look says so.
    private static func service(
        _ directory: KeysDirectory,
        root: consuming RootKey,
        region: String,
        now: @escaping Now
    ) throws(KeeperError) -> KMSService {
        let service = KMSService(keys: try CustomerKeyStore(directory, root: root), region: region, now: now)
        _ = service.settle()
        return service
    }

    /// From here on the shares are gone, and the key is in locked memory alone.
    private func open(_ root: consuming RootKey) throws(KeeperError) {
        let service = try Self.service(directory, root: root, region: region, now: now)
        state.withLock { $0 = .open(service) }
        logger.notice("the root key is open")
    }
}

/// What an operator asks keeper itself, on its socket alone.
enum KeeperOperation: String, Sendable, CaseIterable {
    case describe = "DescribeKeeper"
    case unlock = "Unlock"

    private static let service = "FlowkeepKeeper."

    var target: String { Self.service + rawValue }

    init?(target: String) {
        guard target.hasPrefix(Self.service) else { return nil }
        self.init(rawValue: String(target.dropFirst(Self.service.count)))
    }
}
