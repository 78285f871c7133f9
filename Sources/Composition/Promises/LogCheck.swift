import Assurance
import AuditTrail
import KeyService
import Primitives
import TransparencyLog

/// KEY-4: that every use of a key is in a log which nobody can rewrite.
struct LogCheck: PromiseCheck {
    let promise = PromiseID.key4
    let method =
        "Fetches a key from the key service and looks for the entry that this must leave; then makes the whole log "
        + "anew from its leaves under the published checkpoint, and compares it with the head kept in another store; "
        + "and takes some people's access histories, whoever they are, and compares each entry with the log."
    let audit: AuditTrail
    let ring: KeyEncryptionKeyRing
    /// The head of the checkpoint published last, as the metadata store remembers it.
    let rememberedHead: @Sendable () async throws -> TreeHead?
    /// A few of those who have a history.
    let subjects: @Sendable () async throws -> [LogSubjectID]

    /// Entries of one history that are compared: the newest.
    private static let historyLimit = 50

    /// Acts looked at in one go.
    private static let pageCount = 100

    func run() async throws -> PromiseFinding {
        var evidence = [try await fetched()]
        // Before the checkpoint: another process that serves the same stores may publish at any moment.
        let remembered = try await rememberedHead()
        if let checkpoint = try await audit.checkpoint() {
            evidence += try await standing(checkpoint, remembered)
        } else {
            evidence.append(Evidence("Checkpoints", "none is published yet", isAsPromised: true))
        }
        evidence.append(try await histories())
        return PromiseFinding(evidence)
    }

    private func histories() async throws -> Evidence {
        var (entryCount, damagedCount) = (0, 0)
        for subject in try await subjects() {
            do throws(AuditError) {
                entryCount += try await audit.history(of: subject, limit: Self.historyLimit).count
            } catch {
                switch error {
                case .damagedEvent, .missingKey, .notInLog, .tile, .keys(.doesNotOpen), .keys(.undecodable):
                    damagedCount += 1
                case .log, .keys, .identity, .missingIdentity, .published, .olderLog, .store, .starting:
                    throw error
                }
            }
        }
        let found = damagedCount == 0 ? "all \(entryCount) entries fit" : "\(damagedCount) do not fit"
        return Evidence("Access histories beside the log", found, isAsPromised: damagedCount == 0)
    }

    /// A use of the key service must be among the acts of the installation when the key comes.
    private func fetched() async throws -> Evidence {
        let first = try await audit.newestOrdinal(of: .installation).map { $0 + 1 } ?? 0
        _ = try await ring.fetchAnew(.escrow)
        var found = false
        var last: UInt64?
        // Others of this process and of another that serves the same stores may have come after it.
        repeat {
            let acts = try await audit.history(of: .installation, below: last, limit: Self.pageCount)
            found = acts.contains { act in
                guard case .keyFetch(.escrow, _, .unwrap, failure: nil)? = act.entry.particulars else { return false }
                return act.entry.event.ordinal >= first
            }
            last = acts.last?.entry.event.ordinal
        } while !found && (last ?? 0) > first
        let sentence = found ? "was in the log before the key came" : "left no entry"
        return Evidence("A key fetched for this check", sentence, isAsPromised: found)
    }

    private func standing(_ checkpoint: Checkpoint, _ remembered: TreeHead?) async throws -> [Evidence] {
        let (head, key) = (checkpoint.head, try audit.signerKey())
        let isSigned = (try? UnverifiedCheckpoint(parsing: checkpoint.bytes).verified(by: key, origin: key.name)) != nil
        let damage = await audit.damage(under: head)
        let whole = damage.first.map(\.sentence) ?? "all \(head.size) leaves, tiles and bundles fit the signed root"
        return [
            Evidence("The checkpoint's signature", isSigned ? "is valid" : "is not valid", isAsPromised: isSigned),
            Evidence("The log made anew from its leaves", whole, isAsPromised: damage.isEmpty),
            try await comparison(of: remembered, with: head),
        ]
    }

    private func comparison(of remembered: TreeHead?, with head: TreeHead) async throws -> Evidence {
        let what = "The head kept in another store"
        guard let remembered else { return Evidence(what, "none yet", isAsPromised: true) }
        guard remembered.size <= head.size else {
            return Evidence(what, "is larger than the published one: the log was put back", isAsPromised: false)
        }
        let root = try await audit.root(of: remembered.size, under: head)
        let isContinued = root == remembered.root
        return Evidence(what, isContinued ? "is continued" : "has another root", isAsPromised: isContinued)
    }
}
