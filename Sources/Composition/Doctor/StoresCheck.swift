import Primitives
import SQLiteStore
import Vault

/// Headers, structure and journal chains of the stores.
///
/// None of it needs a key.
enum StoresCheck {
    /// Segments read at once; a chain is checked in pieces of about this size.
    private static let pieceByteCount = 8 * 1_048_576

    static func findings(_ configuration: Configuration, _ directory: DataDirectory) async -> [Finding] {
        do {
            for kind in StoreHeader.Kind.allCases where kind != .files {
                guard try FileFacts(of: "\(directory.store(kind))/\(kind.rawValue).sqlite") != nil else {
                    return [
                        .broken(
                            "stores",
                            "The \(kind.rawValue) store is missing; start `flowkeep serve`, or restore it."
                        )
                    ]
                }
            }
        } catch {
            return [.broken("stores", "The stores cannot be looked at (\(error.reason)); check the directory's mode.")]
        }
        let stores: SQLiteStores
        do {
            stores = try SQLiteStores.open(
                directory: directory.path,
                environment: configuration.environment,
                region: configuration.region
            )
        } catch {
            return [.broken("store-headers", StartError.store(error).sentence)]
        }
        var findings = [Finding.ok("store-headers", "Every store is this installation's, environment and region.")]
        do throws(StoreError) {
            findings += try await structure(stores)
            findings += try await journals(stores.vaults)
            findings += await LogFindings.findings(stores.log)
            try await stores.close()
        } catch {
            findings.append(.broken("stores", StartError.store(error).sentence))
        }
        return findings
    }

    private static func structure(_ stores: SQLiteStores) async throws(StoreError) -> [Finding] {
        let damaged = try await stores.damagedStores()
        guard damaged.isEmpty else {
            let names = damaged.map(\.rawValue).joined(separator: ", ")
            return [.broken("store-structure", "Damaged: \(names); restore from a backup. Nothing was changed.")]
        }
        return [.ok("store-structure", "The files of the stores are whole.")]
    }

    /// Hashes every journal from its first kept segment to its head.
    private static func journals(_ store: SQLiteJournalStore) async throws(StoreError) -> [Finding] {
        let (whole, damaged) = try await count(store)
        guard damaged == 0 else {
            return [
                .broken(
                    "journals",
                    "\(damaged) of \(whole + damaged) journals are damaged; restore the vaults store from a backup."
                )
            ]
        }
        return [.ok("journals", "The chains of all \(whole) journals end in their heads.")]
    }

    /// How many journals' chains end in their heads, and how many do not.
    static func count(_ store: SQLiteJournalStore) async throws(StoreError) -> (whole: Int, damaged: Int) {
        var (whole, damaged) = (0, 0)
        var last: VaultID?
        while true {
            let page = try await store.vaults(after: last, limit: 500)
            guard let end = page.last else { break }
            last = end
            for vault in page {
                if try await isWhole(vault, store) { whole += 1 } else { damaged += 1 }
            }
        }
        return (whole, damaged)
    }

    private static func isWhole(_ vault: VaultID, _ store: SQLiteJournalStore) async throws(StoreError) -> Bool {
        guard let (base, head) = try await store.chainEnds(of: vault) else { return true }
        var reached = base
        while reached.index < head.index {
            let segments = try await store.segments(of: vault, after: reached.index, byteCountMaximum: pieceByteCount)
            guard !segments.isEmpty else { return false }
            do {
                reached = try JournalChain.head(after: reached, appending: segments, in: vault)
            } catch {
                return false
            }
        }
        return reached == head
    }
}
