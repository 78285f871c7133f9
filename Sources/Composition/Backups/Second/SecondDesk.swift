import Backup
import Glibc
import KeyService
import Primitives

/// Copies backups to the second place, lists what lies there and reads it through: one piece of work at a time, beside
/// what is done to the backups here.
///
/// - Source: docs/spec/backup-second.md.
package actor SecondDesk {
    private static let scratchPrefix = "second-"
    private static let daySeconds: Int64 = 86_400

    let second: ConfiguredSecond
    private let desk: BackupDesk
    private let metadata: SealedRecords
    private let directory: DataDirectory
    private let days: Int
    private let now: Now
    private var work: SecondWork?
    private var task: Task<Void, Never>?

    /// - Parameters:
    ///   - second: where copies go.
    ///   - desk: knows the backups here.
    ///   - metadata: keeps how the last copy ended.
    ///   - directory: where a copy is fetched to, to be read.
    ///   - days: for how long the place is to keep a copy.
    ///   - now: the time.
    init(
        second: ConfiguredSecond,
        desk: BackupDesk,
        metadata: SealedRecords,
        directory: DataDirectory,
        days: Int,
        now: @escaping Now
    ) {
        self.second = second
        self.desk = desk
        self.metadata = metadata
        self.directory = directory
        self.days = days
        self.now = now
    }

    /// The last piece of work, running or ended.
    var latest: SecondWork? { work }

    /// How the last copy to this place ended; nil where there was none.
    nonisolated func record() async throws -> SecondRecord? {
        try await Self.record(second.choice, in: metadata)
    }

    static func record(_ choice: SecondPlaceChoice, in metadata: SealedRecords) async throws -> SecondRecord? {
        let found: SecondRecord? = try await metadata.read(SecondRecord.key)?.value
        return found?.place == SecondRecord.digest(choice) ? found : nil
    }

    nonisolated var catalogue: SecondCatalogue { SecondCatalogue(place: second.place) }

    /// Starts to copy what is here and not there; nil while something else runs, or there is nothing here.
    func startCopying() -> SecondWork? {
        start { [self] work throws(SecondPlaceError) in
            do throws(SecondPlaceError) {
                let copied = try await copy(work)
                await note(nil)
                return .copied(copied)
            } catch {
                // Stopped with the server: nothing is wrong with the place.
                if error != .cancelled { await note(error) }
                throw error
            }
        }
    }

    /// Starts to fetch a copy and to read it through; nil while something else runs.
    ///
    /// `name`: nil for the newest whole one.
    func startChecking(_ name: String?) -> SecondWork? {
        start { [self] work throws(SecondPlaceError) in try await check(name, work) }
    }

    /// Stops what is running and waits for it; what was copied so far is there.
    package func stop() async {
        task?.cancel()
        await task?.value
    }

    private func start(
        _ body: @escaping @Sendable (SecondWork) async throws(SecondPlaceError) -> SecondWork.State
    ) -> SecondWork? {
        guard work?.isRunning != true else { return nil }
        let started = SecondWork(number: (work?.number ?? 0) + 1)
        work = started
        // Ended by `stop()`, which the services call before they close the stores.
        task = Task.detached {
            do throws(SecondPlaceError) { started.end(try await body(started)) } catch {
                started.end(.failed(.place(error)))
            }
        }
        return started
    }

    private nonisolated func copy(_ work: SecondWork) async throws(SecondPlaceError) -> [String] {
        guard let target = desk.target(nil) else { return [] }
        let second = second
        return try await second.place.alone { () async throws(SecondPlaceError) in
            let folders: [String]
            do throws(BackupError) { folders = try SecondCopier.folders(in: target) } catch { throw .source }
            let there = try await present()
            var (copied, failure): ([String], SecondPlaceError?) = ([], nil)
            // The newest first: what is wrong with an old one keeps nothing from being copied that matters more.
            for name in folders.reversed() where !there.contains(name) {
                do throws(SecondPlaceError) {
                    if try await copy(name, in: target, work) { copied.append(name) }
                } catch {
                    guard error == .source || error == .otherThere else { throw error }
                    failure = failure ?? error
                }
            }
            if let failure { throw failure }
            return copied
        }
    }

    /// Whether a folder was one to be copied.
    private nonisolated func copy(
        _ name: String,
        in target: String,
        _ work: SecondWork
    ) async throws(SecondPlaceError) -> Bool {
        guard let (manifest, until) = try await whole(name, in: target) else { return false }
        try await SecondCopier(place: second.place).copy(
            name,
            in: target,
            manifest: manifest,
            retainUntil: until
        ) { work.advance(name, $0.percent) }
        return true
    }

    private nonisolated func present() async throws(SecondPlaceError) -> Set<String> {
        let entries = try await catalogue.entries() + catalogue.entries(deletions: true)
        return Set(entries.filter(\.isWhole).map(\.name))
    }

    /// What a folder says of itself and until when it is to be kept; nil for one that is not whole, or too old.
    private nonisolated func whole(
        _ name: String,
        in target: String
    ) async throws(SecondPlaceError) -> (BackupManifest?, Timestamp)? {
        let kept = Int64(days) * Self.daySeconds
        guard !SecondCopier.isDeletions(name) else { return (nil, now().adding(seconds: kept)) }
        do throws(BackupError) {
            let manifest = try await desk.catalogue(target).whole(name).manifest
            let until = manifest.made.adding(seconds: kept)
            return until > now() ? (manifest, until) : nil
        } catch {
            // Without a key nothing can be told of any; a damaged one is told by its own promise.
            if case .key = error { throw .source }
            return nil
        }
    }

    private nonisolated func note(_ failure: SecondPlaceError?) async {
        do {
            let before = try await record()
            let newest = failure == nil ? try await catalogue.newest()?.made : nil
            let record = SecondRecord(
                place: SecondRecord.digest(second.choice),
                at: now(),
                failure: failure,
                newest: newest ?? before?.newest
            )
            try await metadata.put(SecondRecord.key, record, expected: nil)
        } catch {
            // The next look notes it; the check of the promise looks at the place itself.
        }
    }

    private nonisolated func check(
        _ name: String?,
        _ work: SecondWork
    ) async throws(SecondPlaceError) -> SecondWork.State {
        let place = "\(directory.run)/\(Self.scratchPrefix)check"
        do throws(BackupError) {
            try desk.removeAbandoned(Self.scratchPrefix)
            guard unsafe mkdir(place, 0o700) == 0 else { throw BackupError.system(errno) }
        } catch { throw .system }
        let outcome: Result<SecondWork.State, SecondPlaceError>
        do throws(SecondPlaceError) {
            let folder = try await catalogue.fetch(name, into: place) { work.advance("fetch", $0.percent) }
            do throws(BackupError) {
                outcome = .success(.checked(try await read(folder, below: place, work)))
            } catch { outcome = .success(.failed(.backup(error))) }
        } catch { outcome = .failure(error) }
        do { try StagedStores.remove(place) } catch {}  // goes at the next look
        return try outcome.get()
    }

    /// As verifying does with a backup here.
    private nonisolated func read(
        _ folder: String,
        below place: String,
        _ work: SecondWork
    ) async throws(BackupError) -> CheckedBackup {
        let name = folder.split(separator: "/").last.map(String.init) ?? ""
        let backup = try await desk.catalogue(place).open(name)
        let origin = backup.manifest.origin
        let stores = place + "/stores"
        guard unsafe mkdir(stores, 0o700) == 0 else { throw .system(errno) }
        let receiver = StoreBackupReceiver(
            directory: stores,
            environment: origin.environment,
            region: origin.region,
            keepsFiles: false
        )
        try await backup.read(into: receiver) { work.advance($0.part?.rawValue, $0.percent) }
        try await StagedStores.check(stores, environment: origin.environment, region: origin.region)
        return CheckedBackup(name: name, manifest: backup.manifest)
    }
}
