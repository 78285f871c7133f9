import Backup
import HTTPTypes
import JSON
import Primitives
import Web

/// `/operator/v1/backups/second`: copies to the second place, lists what lies there, reads it through.
///
/// - Source: docs/spec/backup-second.md §6.
struct SecondOperations: Sendable {
    private static let path = "/operator/v1/backups/second"

    /// Nil where no second place is configured.
    let desk: SecondDesk?

    var endpoints: [Endpoint] { [copy, check, work, list] }

    private var copy: Endpoint {
        Endpoint(.post, Self.path, surface: .operators, access: .anyone) { _ in
            try Self.started(try await configured().startCopying())
        }
    }

    private var check: Endpoint {
        Endpoint(.post, Self.path + "/check", surface: .operators, access: .anyone) { request in
            var name: String?
            if case .string(let text)? = request.json["name"] { name = text }
            return try Self.started(try await configured().startChecking(name))
        }.with { $0.body = .json(ObjectSchema(nil, [.optional("name", .string(.line, length: 1...64))])) }
    }

    private var list: Endpoint {
        Endpoint(.post, Self.path + "/list", surface: .operators, access: .anyone) { _ in
            let desk = try configured()
            let entries: [SecondCatalogue.Entry]
            do throws(SecondPlaceError) { entries = try await desk.catalogue.entries() } catch {
                throw Problem(.invalid, detail: error.sentence)
            }
            return .json { writer in
                writer.memberArray("items", entries) { writer, entry in
                    writer.object {
                        $0.member("name", entry.name)
                        $0.member("madeAt", optional: entry.made?.iso)
                        $0.member("bytes", entry.byteCount)
                        $0.member("isWhole", entry.isWhole)
                        $0.member("fault", optional: entry.isWhole ? nil : "not all of it is there yet")
                    }
                }
            }
        }
    }

    private var work: Endpoint {
        Endpoint(.get, Self.path + "/work", surface: .operators, access: .anyone) { _ in
            guard let work = try await configured().latest else { throw Problem(.notFound) }
            return .json { Self.write(work, to: &$0) }
        }
    }

    private func configured() throws(Problem) -> SecondDesk {
        guard let desk else {
            throw Problem(
                .invalid,
                detail: "No second place is set up here; name one with `\(Setting.backupSecond.key)`."
            )
        }
        return desk
    }

    private static func started(_ work: SecondWork?) throws(Problem) -> Answer {
        guard let work else {
            throw Problem(.conflict, detail: "Something is being done in the second place already; wait for its end.")
        }
        return .json(status: .accepted) { $0.member("number", work.number) }
    }

    private static func write(_ work: SecondWork, to writer: inout JSONWriter) {
        writer.member("number", work.number)
        switch work.state {
        case .running(let what, let percent):
            writer.member("state", "running")
            writer.member("part", optional: what)
            writer.member("percent", percent)
        case .copied(let names):
            writer.member("state", "copied")
            writer.memberArray("copied", names) { writer, name in writer.string(name) }
        case .checked(let backup):
            writer.member("state", "checked")
            writer.memberObject("backup") {
                $0.member("name", backup.name)
                $0.member("id", backup.manifest.id.text)
                $0.member("madeAt", backup.manifest.made.iso)
                $0.member("bytes", backup.manifest.byteCount)
            }
        case .failed(let failure):
            writer.member("state", "failed")
            writer.member("reason", failure.sentence)
        }
    }
}
