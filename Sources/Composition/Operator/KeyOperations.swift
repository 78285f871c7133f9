import HTTPTypes
import Identity
import JSON
import Jobs
import KeyService
import Primitives
import Web

/// The key-encryption keys, for whoever runs the installation: versions and times, never a key.
///
/// - Source: docs/spec/key-rotation.md; docs/spec/http-api.md §11.
struct KeyOperations: Sendable {
    let rotation: KeyRotation
    let jobs: JobQueue
    let epochs: RecordEpochCalendar

    /// Beside the names of keys: new tracker keys for every vault, each at its next opening.
    private static let trackers = "trackers"

    var endpoints: [Endpoint] { [status, rotate, history] }

    private var status: Endpoint {
        Endpoint(.get, "/operator/v1/keys", surface: .operators, access: .anyone) { _ in
            let standings = try await rotation.standings()
            let rewrap = try await KeyJobs.rewrapUnderWay(jobs)
            return .json { writer in
                writer.memberArray("keys", standings) { writer, key in writer.object { Self.write(key, &$0) } }
                guard let (job, pass) = rewrap else { return }
                writer.memberObject("rewrap") { Self.write(job, pass, &$0) }
            }
        }
    }

    private var rotate: Endpoint {
        let uses = KEKUse.allCases.filter { !$0.isPinned }.map(\.name)
        return Endpoint(.post, "/operator/v1/keys/rotate", surface: .operators, access: .anyone) { request in
            var names = uses
            if case .array(let items)? = request.json["uses"] {
                names = items.compactMap { if case .string(let name) = $0 { name } else { nil } }
            }
            var made: [(name: String, version: UInt32)] = []
            var failure: (any Error)?
            for use in names.compactMap({ KEKUse(name: $0) }) where failure == nil {
                do { made.append((use.name, try await rotation.rotate(use))) } catch { failure = error }
            }
            // Whatever failed, what was rotated is re-wrapped.
            if !made.isEmpty { try await KeyJobs.addRewrap(to: jobs) }
            if let failure { throw failure }
            if names.contains(Self.trackers) {
                try await epochs.demandRenewal(of: nil, since: SystemClock.now())
            }
            return .json { writer in
                writer.member("renewsTrackers", names.contains(Self.trackers))
                writer.memberArray("rotated", made) { writer, key in
                    writer.object {
                        $0.member("use", key.name)
                        $0.member("version", key.version)
                    }
                }
            }
        }
        .with {
            $0.body = .optionalJSON(
                ObjectSchema(
                    "KeyRotation",
                    [.optional("uses", .array(.enumeration(uses + [Self.trackers]), count: 1...uses.count + 1))]
                )
            )
        }
    }

    private var history: Endpoint {
        Endpoint(.get, "/operator/v1/keys/history", surface: .operators, access: .anyone) { _ in
            let destroyed = try await rotation.history()
            let standings = try await rotation.standings()
            return .json { writer in
                writer.memberArray("versions", destroyed) { writer, key in
                    writer.object {
                        $0.member("use", key.use.name)
                        $0.member("version", key.version)
                        $0.member("madeAt", key.made.iso)
                        $0.member("retiredAt", key.retired.iso)
                        $0.member("destroyedAt", key.destroyed.iso)
                    }
                }
                writer.memberArray("present", standings.flatMap { $0.old + [$0.newest] }) { writer, key in
                    writer.object {
                        $0.member("use", key.use.name)
                        $0.member("version", key.version)
                        $0.member("madeAt", key.made.iso)
                        $0.member("retiredAt", optional: key.retired?.iso)
                    }
                }
            }
        }
    }

    private static func write(_ key: KeyStanding, _ writer: inout JSONWriter) {
        writer.member("use", key.use.name)
        writer.member("version", key.newest.version)
        writer.member("madeAt", key.newest.made.iso)
        writer.member("rotatesAt", optional: key.nextRotation?.iso)
        writer.memberArray("old", key.old) { writer, old in
            writer.object {
                $0.member("version", old.version)
                $0.member("madeAt", old.made.iso)
                $0.member("unusedSince", optional: old.unusedSince?.iso)
                $0.member("isNeededByBackup", key.needed.contains(old.version))
            }
        }
    }

    private static func write(_ job: Job, _ pass: RewrapPass?, _ writer: inout JSONWriter) {
        switch job.state {
        case .leased: writer.member("state", "running")
        case .dead: writer.member("state", "given-up")
        case .ready, .waitingForOpening: writer.member("state", "waiting")
        }
        writer.member("due", optional: job.due?.iso)
        guard let pass else { return }
        writer.member("startedAt", pass.started.iso)
        writer.member("seen", pass.seen)
        writer.member("rewrapped", pass.rewrapped)
        writer.member("unreadable", pass.unreadable)
    }
}
