import KeyService
import Primitives
import Synchronization

/// Which failures of the key service are worth a leaf.
///
/// Anybody who signs in makes the key service be asked, so what fails there must not cost a durable write each time.
///
/// - Source: docs/spec/access-history.md §3.
final class FetchFailures: Sendable {
    static let repeatSeconds: Int64 = 60

    private struct Kind: Hashable {
        let act: KeyFetch.Act
        let use: KEKUse
        let version: UInt32
        let failure: KeyServiceError
    }

    private let written = Mutex<[Kind: Timestamp]>([:])

    /// Whether a failure is to be written down now; one that is counts as written.
    func isWorthWriting(_ fetch: KeyFetch, _ failure: KeyServiceError) -> Bool {
        switch failure {
        // No key was used, and none was refused: the key service did not come to it.
        case .sealed, .unavailable, .throttled: return false
        case .notFound, .invalidCiphertext, .disabled, .validation, .accessDenied, .credentialsExpired: break
        }
        let kind = Kind(act: fetch.act, use: fetch.use, version: fetch.version, failure: failure)
        return written.withLock { written in
            // A clock that was set back must not silence a failure until it catches up.
            written = written.filter { $0.value <= fetch.at && fetch.at < $0.value.adding(seconds: Self.repeatSeconds) }
            guard written[kind] == nil else { return false }
            written[kind] = fetch.at
            return true
        }
    }
}
