import Primitives
import SQLiteStore
import Vault

/// Headers, structure and journal chains of the stores.
///
/// None of it needs a key.
enum StoresCheck {
    /// Journals that are named; the rest is counted.
    private static let namedMaximum = 5

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
        guard damaged.isEmpty else {
            let named = damaged.prefix(namedMaximum).joined(separator: "; ")
            return [
                .broken(
                    "journals",
                    "\(damaged.count) of \(whole + damaged.count) journals are damaged: \(named). "
                        + "Restore the vaults store from a backup; the others go on."
                )
            ]
        }
        return [.ok("journals", "The chains of all \(whole) journals end in their heads.")]
    }

    /// How many journals' chains end in their heads, and what is wrong with the others, as sentences.
    static func count(_ store: SQLiteJournalStore) async throws(StoreError) -> (whole: Int, damaged: [String]) {
        var (whole, damaged) = (0, [String]())
        var last: VaultID?
        while true {
            let page = try await store.vaults(after: last, limit: 500)
            guard let end = page.last else { break }
            last = end
            for vault in page {
                if let damage = try await store.damage(of: vault) {
                    damaged.append(damage.sentence(vault))
                } else {
                    whole += 1
                }
            }
        }
        return (whole, damaged)
    }
}
