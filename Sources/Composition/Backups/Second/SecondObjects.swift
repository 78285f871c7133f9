import Backup
import ObjectStore
import Primitives

/// A second place that is a bucket: each object written once, and locked until the backup's time is up.
///
/// - Source: docs/spec/backup-second.md §4.
struct SecondObjects: SecondPlace {
    private static let probePath = "probe"
    /// A lock that ends sooner would be over before anybody notices.
    private static let lockSecondsMinimum: Int64 = 3600

    let client: S3Client
    let now: Now

    func folders() async throws(SecondPlaceError) -> [String: [String: Int]] {
        let objects: [ListedObject]
        do { objects = try await client.list() } catch { throw SecondPlaceError(error) }
        var folders: [String: [String: Int]] = [:]
        for object in objects {
            let parts = object.path.split(separator: "/", maxSplits: 1).map(String.init)
            guard parts.count == 2, SecondCopier.isOurs(parts[0]) else { continue }
            folders[parts[0], default: [:]][parts[1]] = object.byteCount
        }
        return folders
    }

    func put(
        _ file: SecondFile,
        in folder: String,
        retainUntil: Timestamp,
        _ advance: @escaping @Sendable (Int) -> Void
    ) async throws(SecondPlaceError) {
        let until = max(retainUntil, now().adding(seconds: Self.lockSecondsMinimum))
        let upload = ObjectUpload(
            client: client,
            path: "\(folder)/\(file.path)",
            byteCount: file.byteCount,
            digest: file.digest,
            retention: ObjectRetention(until: until)
        ) { offset, count throws(ObjectStoreError) in
            do throws(SecondPlaceError) { return try await file.read(offset, count) } catch {
                // Told apart from what the store says below.
                throw error == .cancelled ? .cancelled : .unexpected(Self.sourceMark)
            }
        }
        do { try await upload.run(advance) } catch {
            throw error == .unexpected(Self.sourceMark) ? .source : SecondPlaceError(error)
        }
    }

    /// No status of HTTP.
    private static let sourceMark = -1

    func read(
        _ path: String,
        in folder: String,
        from offset: Int,
        atMost count: Int
    ) async throws(SecondPlaceError) -> [UInt8] {
        do { return try await client.read("\(folder)/\(path)", from: offset, atMost: count) } catch {
            throw SecondPlaceError(error)
        }
    }

    /// Names are written once, so that two who copy at once do each other no harm.
    func alone<Outcome: Sendable>(
        _ body: @Sendable () async throws(SecondPlaceError) -> Outcome
    ) async throws(SecondPlaceError) -> Outcome { try await body() }

    func probe() async throws(SecondPlaceError) -> [SecondProbe] {
        do throws(ObjectStoreError) {
            var facts = try await client.facts(Self.probePath)
            if facts == nil {
                try await client.put(Self.probePath, Array("flowkeep\n".utf8), retention: nil)
                facts = try await client.facts(Self.probePath)
            }
            var probes = [
                SecondProbe("to delete an object", wasRefused: try await isRefused(version: nil)),
                SecondProbe("to store without object lock", wasRefused: try await client.keepsObjects()),
            ]
            if let version = facts?.version, version != "null" {
                let wasRefused = try await isRefused(version: version)
                probes.append(SecondProbe("to delete a version of an object", wasRefused: wasRefused))
            }
            return probes
        } catch { throw SecondPlaceError(error) }
    }

    private func isRefused(version: String?) async throws(ObjectStoreError) -> Bool {
        do throws(ObjectStoreError) { try await client.delete(Self.probePath, version: version) } catch {
            guard error == .denied else { throw error }
            return true
        }
        return false
    }
}

extension SecondPlaceError {
    init(_ error: ObjectStoreError) {
        self =
            switch error {
            case .unreachable, .notListed: .unreachable
            case .timedOut: .timedOut
            case .busy: .busy
            case .denied: .denied
            case .credentials: .credentials
            case .noBucket: .noPlace
            case .notFound: .notFound
            case .exists: .otherThere
            case .notLockable: .notLockable
            case .otherRegion: .otherRegion
            case .full: .full
            case .damaged: .altered
            case .unexpected: .unexpected
            case .cancelled: .cancelled
            }
    }
}
