package import Backup
import Egress
import NIOPosix
import Primitives
import Web

/// A copy brought back from the second place onto a machine that has nothing yet.
///
/// It lies beside the data directory that is to be made of it, and goes when that is done; one that was begun is gone
/// on with.
/// - Source: docs/spec/backup-second.md §7.
package struct FetchedBackup: Sendable {
    /// The folder of the backup, to be restored from.
    package let folder: String
    private let place: String

    /// - Parameters:
    ///   - configuration: names the second place and the data directory.
    ///   - environment: of this process, where credentials may be.
    ///   - name: of the copy; nil for the newest whole one.
    ///   - tell: told now and then, from any thread.
    /// - Returns: what was fetched, and where it lies.
    /// - Throws: ``FetchError``; what was fetched so far stays.
    package static func fetch(
        _ configuration: Configuration,
        environment: [String: String],
        name: String?,
        tell: @escaping @Sendable (APIClient.BackupStep) -> Void
    ) async throws(FetchError) -> FetchedBackup {
        let data = configuration.data
        let place = (data.count > 1 && data.hasSuffix("/") ? String(data.dropLast()) : data) + ".fetched"
        do throws(BackupError) { try SecondScratch.make(place) } catch { throw .here(error.sentence) }
        let egress = try client(configuration, environment)
        guard let second = ConfiguredSecond(configuration, environment: environment, egress: egress, wasUsed: { false })
        else { throw .notConfigured }
        let catalogue = SecondCatalogue(place: second.place)
        let outcome: Result<String, FetchError>
        do throws(SecondPlaceError) {
            let folder = try await catalogue.fetch(name, into: place) {
                tell(APIClient.BackupStep(part: "fetch", percent: $0.percent))
            }
            // Beside it, where a restore looks for what it must not bring back.
            if let deletions = try await catalogue.newestDeletions() {
                _ = try await catalogue.fetch(deletions, into: place) { _ in }
            }
            outcome = .success(folder)
        } catch { outcome = .failure(.place(error)) }
        do { try await egress.shutdown() } catch {}
        return FetchedBackup(folder: try outcome.get(), place: place)
    }

    /// Takes away what was fetched, once it was restored.
    package func remove() { do { try StagedStores.remove(place) } catch {} }

    private static func client(
        _ configuration: Configuration,
        _ environment: [String: String]
    ) throws(FetchError) -> EgressClient {
        do {
            return try EgressList.client(
                configuration,
                environment: environment,
                group: MultiThreadedEventLoopGroup.singleton
            )
        } catch { throw .here(error.sentence) }
    }
}

/// Why a copy did not come back.
package enum FetchError: Error, Hashable, Sendable {
    case notConfigured
    case place(SecondPlaceError)
    /// Something here stands in the way; the sentence says what.
    case here(String)

    /// One sentence that says what to do.
    package var sentence: String {
        switch self {
        case .notConfigured: "No second place is named; give --backup-second, or the configuration file that has it."
        case .place(let error): error.sentence
        case .here(let sentence): sentence
        }
    }
}
