import Backup
import Egress
import Keeper
import KeyService
import Logging
import NIOPosix
import Sealing

/// The key service that a restore opens its backup with: a keeper of its own on the backup's key files, which holds the
/// root key until the restore is done, or the key service elsewhere that the configuration names.
///
/// The same process holds root key and stores for that time: it sees sealed stores only, and no vault opens in it.
struct RestoreKeys: Sendable {
    private let connection: KeyServiceConnection
    private let egress: EgressClient
    private let keeper: KeeperServer?

    var client: KMSClient { connection.client }
    /// The customer key that an administrator made; nil where the backup brings its own.
    var customerKeyID: String? { connection.customerKeyID }

    /// Opens it.
    ///
    /// - Parameters:
    ///   - configuration: says which key service, and where the root key is.
    ///   - environment: of the process, for credentials and the root key's default place.
    ///   - staging: gets keeper's files and its socket.
    ///   - folder: of the backup.
    ///   - brought: keeper's own backup.
    ///   - answer: what opens a root key that is locked.
    /// - Returns: the key service, open.
    /// - Throws: ``RestoreError`` for what was brought and is not what it takes.
    static func open(
        _ configuration: Configuration,
        environment: [String: String],
        staging: DataDirectory,
        from folder: String,
        brought: BroughtKeys,
        answer: RootKeyOperator.Answer
    ) async throws(RestoreError) -> RestoreKeys {
        let keeper =
            configuration.keyService.isEmbedded
            ? try await start(configuration, environment, staging, from: folder, brought) : nil
        do throws(RestoreError) {
            if keeper != nil { try await unlock(staging, answer) }
            return try await joined(configuration, environment, staging, keeper)
        } catch {
            // The reason to tell is the first one; the process ends with it.
            do { try await keeper?.shutdown() } catch {}
            throw error
        }
    }

    /// Once; a keeper's socket and the root key in its memory go with it.
    func close() async throws(RestoreError) {
        do {
            try await connection.shutdown()
            try await egress.shutdown()
            try await keeper?.shutdown()
        } catch { throw .backup(.key(.keyService(.unavailable))) }
    }

    private static func joined(
        _ configuration: Configuration,
        _ environment: [String: String],
        _ staging: DataDirectory,
        _ keeper: KeeperServer?
    ) async throws(RestoreError) -> RestoreKeys {
        let group = MultiThreadedEventLoopGroup.singleton
        do throws(StartError) {
            let egress = try EgressList.client(configuration, environment: environment, group: group)
            let connection = try KeyServiceConnection(
                configuration,
                environment: environment,
                directory: staging,
                egress: egress,
                group: group
            )
            try await connection.check()
            return RestoreKeys(connection: connection, egress: egress, keeper: keeper)
        } catch { throw .start(error) }
    }

    private static func start(
        _ configuration: Configuration,
        _ environment: [String: String],
        _ staging: DataDirectory,
        from folder: String,
        _ brought: BroughtKeys
    ) async throws(RestoreError) -> KeeperServer {
        do {
            let files = try SealedBackup.unverifiedKeyFiles(folder)
            // Keeper would make a new root key for a directory without keys.
            guard !files.isEmpty else { throw RestoreError.keysElsewhere }
            try KeeperFiles.write(files + brought.endingFiles(besides: files), to: staging.keeper)
            let rootKey = try RootKeyPlace.path(
                configured: configuration.rootKeyFile,
                environment: environment,
                directory: staging
            )
            let socket = try SocketPath(directory: staging.run, name: ServerSockets.keeperName)
            return try await KeeperServer.start(
                KeeperServer.Configuration(
                    rootKeyFile: rootKey,
                    keysDirectory: staging.keeper,
                    dataDirectory: staging.path,
                    region: configuration.region
                ),
                on: .path(socket.path),
                logger: Diagnostics.logger("keeper", level: .critical),
                now: SystemClock.now
            )
        } catch let error as RestoreError {
            throw error
        } catch let error as BackupError {
            throw .backup(error)
        } catch let error as KeeperError {
            throw .keeper(error)
        } catch let error as ConfigurationError {
            throw .configuration(error)
        } catch let error as SystemError {
            throw .system(error)
        } catch {
            throw .backup(.key(.keyService(.unavailable)))
        }
    }

    /// Gives keeper what was brought for a locked root key; nothing to do for one that lies open.
    private static func unlock(_ staging: DataDirectory, _ answer: RootKeyOperator.Answer) async throws(RestoreError) {
        let control: KeeperControl
        do { control = try KeeperControl(staging, group: MultiThreadedEventLoopGroup.singleton) } catch {
            throw .start(error)
        }
        let outcome: Result<Void, RestoreError>
        do throws(RestoreError) { outcome = .success(try await unlock(control, answer)) } catch {
            outcome = .failure(error)
        }
        do { try await control.shutdown() } catch { throw .keeper(.notRunning) }
        try outcome.get()
    }

    private static func unlock(
        _ control: KeeperControl,
        _ answer: RootKeyOperator.Answer
    ) async throws(RestoreError) {
        do {
            guard try await control.status().isSealed else { return }
            switch answer {
            case .nothing: throw KeeperError.rootKeyLocked
            case .passphrase(let bytes): _ = try await control.unlock(passphrase: SecretBytes(copying: bytes))
            case .shares(let texts):
                for text in texts { _ = try await control.unlock(share: try RootKeyShare(text: text)) }
            }
            guard try await !control.status().isSealed else { throw KeeperError.tooFewShares }
        } catch let error as KeeperError {
            throw .keeper(error)
        } catch let error as RootKeyShare.TextError {
            throw .start(.rootKey(.shareText(error)))
        } catch {
            throw .keeper(.notRunning)
        }
    }
}
