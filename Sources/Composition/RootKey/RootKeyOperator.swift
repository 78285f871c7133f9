import Identity
import Keeper
import NIOCore
import NIOPosix
import Sealing

/// What officers do with the root key: lock it, share it, open it.
///
/// - Source: docs/spec/key-service.md §10.
package struct RootKeyOperator: Sendable {
    /// How the key lies in its file.
    package enum Lock: Hashable, Sendable {
        /// Open.
        case file
        case passphrase
        /// Any `threshold` of `count` officers open it.
        case shares(threshold: Int, count: Int)

        init(_ protection: RootKeyProtection) {
            switch protection {
            case .file: self = .file
            case .passphrase: self = .passphrase
            case .shares(let threshold, let count): self = .shares(threshold: threshold, count: count)
            }
        }
    }

    /// Nobody types so much by mistake.
    package static let passphraseByteCountMaximum = 1024

    /// What opens a locked key.
    package enum Answer: Sendable {
        /// It lies open.
        case nothing
        case passphrase([UInt8])
        /// Each as text.
        case shares([[UInt8]])
    }

    /// Keeper, as it is now.
    package struct State: Hashable, Sendable {
        package let isOpen: Bool
        package let lock: Lock
        /// Shares that were given and wait for others.
        package let givenCount: Int
    }

    private let directory: DataDirectory
    private let rootKeyFile: String

    /// - Throws: ``StartError/rootKey(_:)`` where the key service is not the embedded one, and what finding the place
    ///   throws.
    package init(_ configuration: Configuration, environment: [String: String]) throws(StartError) {
        guard configuration.keyService.isEmbedded else { throw .rootKey(.notEmbedded) }
        directory = try ServerProcess.openDirectory(configuration)
        rootKeyFile = try ServerProcess.rootKeyPath(configuration, environment, directory)
    }

    /// How the key lies in its file; nil when there is none yet.
    package func lock() throws(StartError) -> Lock? {
        do { return try RootKeyChange.protection(place).map(Lock.init) } catch { throw .keeper(error) }
    }

    /// Locks the key under a passphrase; makes one where there is none.
    ///
    /// - Throws: ``StartError/rootKey(_:)`` for a passphrase below the strength floor.
    package func lock(under passphrase: [UInt8], opening: Answer) throws(StartError) {
        guard let text = String(validating: passphrase, as: UTF8.self),
            PassphraseStrength(of: text, handle: "").weakness == nil
        else { throw .rootKey(.weakPassphrase) }
        let opening = try Self.opening(opening)
        do {
            try RootKeyChange.lock(place, opening: opening, under: SecretBytes(copying: passphrase))
        } catch { throw .keeper(error) }
    }

    /// Shares the key among officers; makes one where there is none.
    ///
    /// - Parameters:
    ///   - count: of shares.
    ///   - threshold: how many of them open it.
    ///   - target: an existing directory; gets a file for each share, mode 0600.
    ///   - opening: of the key as it lies now.
    /// - Returns: the names of the files.
    /// - Throws: ``StartError/rootKey(_:)`` and ``StartError/keeper(_:)``; the key is as it was then.
    package func split(
        into count: Int,
        threshold: Int,
        to target: String,
        opening: Answer
    ) throws(StartError) -> [String] {
        guard (2...SecretSharing.shareCountMaximum).contains(count), (2...count).contains(threshold) else {
            throw .rootKey(.counts)
        }
        let opening = try Self.opening(opening)
        var names: [String] = []
        var failure: SystemError?
        do throws(KeeperError) {
            try RootKeyChange.split(place, opening: opening, into: count, threshold: threshold) {
                shares throws(KeeperError) in
                for share in shares {
                    let name = "share-\(share.number)-of-\(count).txt"
                    do throws(SystemError) {
                        try SmallFile.create(target + "/" + name, share.text(threshold: threshold, count: count))
                    } catch {
                        failure = error
                        throw .system(error.code)
                    }
                    names.append(name)
                }
            }
        } catch {
            if let failure { throw .rootKey(.sharesPlace(failure)) }
            throw .keeper(error)
        }
        return names
    }

    /// - Throws: ``StartError/keeper(_:)`` with `notRunning` when no keeper answers.
    package func state() async throws(StartError) -> State {
        try await ask { control async throws(KeeperError) in try await control.status() }
    }

    /// Gives keeper the passphrase.
    package func give(passphrase: [UInt8]) async throws(StartError) -> State {
        let secret = SharedSecret(SecretBytes(copying: passphrase))
        return try await ask { control async throws(KeeperError) in
            try await control.unlock(passphrase: secret.bytes)
        }
    }

    /// Gives keeper one share, as its text.
    package func give(share text: [UInt8]) async throws(StartError) -> State {
        let share = try Self.share(text)
        return try await ask { control async throws(KeeperError) in try await control.unlock(share: share) }
    }

    private var place: RootKeyChange.Place {
        RootKeyChange.Place(
            rootKeyFile: rootKeyFile,
            keysDirectory: directory.keeper,
            dataDirectory: directory.path
        )
    }

    private func ask(
        _ question: (KeeperControl) async throws(KeeperError) -> KeeperStatus
    ) async throws(StartError) -> State {
        let control = try KeeperControl(directory, group: MultiThreadedEventLoopGroup.singleton)
        let outcome: Result<KeeperStatus, KeeperError>
        do throws(KeeperError) { outcome = .success(try await question(control)) } catch { outcome = .failure(error) }
        do { try await control.shutdown() } catch { throw .internalFailure }
        switch outcome {
        case .success(let status):
            return State(isOpen: !status.isSealed, lock: Lock(status.protection), givenCount: status.givenShareCount)
        case .failure(let error): throw .keeper(error)
        }
    }

    private static func share(_ text: [UInt8]) throws(StartError) -> RootKeyShare {
        do { return try RootKeyShare(text: text) } catch { throw .rootKey(.shareText(error)) }
    }

    private static func opening(_ answer: Answer) throws(StartError) -> RootKeyChange.Opening {
        switch answer {
        case .nothing: return .plain
        case .passphrase(let bytes): return .passphrase(SharedSecret(SecretBytes(copying: bytes)))
        case .shares(let texts):
            var shares: [RootKeyShare] = []
            for text in texts { shares.append(try share(text)) }
            return .shares(shares)
        }
    }
}

extension KeeperControl {
    /// Keeper of a data directory.
    init(_ directory: DataDirectory, group: any EventLoopGroup) throws(StartError) {
        do {
            let socket = try SocketPath(directory: directory.run, name: ServerSockets.keeperName)
            self.init(socket: socket.path, eventLoopGroup: group)
        } catch { throw .system(error) }
    }
}
