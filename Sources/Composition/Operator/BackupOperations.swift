import Backup
import HTTPTypes
import JSON
import Primitives
import Web

/// `/operator/v1/backups`: starts work, tells how it goes, lists what there is.
///
/// - Source: docs/spec/backup.md §9.
struct BackupOperations: Sendable {
    private static let path = "/operator/v1/backups"
    /// PATH_MAX.
    private static let place = Schema.string(.line, length: 1...4096)

    let desk: BackupDesk

    var endpoints: [Endpoint] { [make, check, drill, work, list, delete] }

    private var make: Endpoint {
        Endpoint(.post, Self.path, surface: .operators, access: .anyone) { request in
            guard let target = desk.target(try Self.absolute(request, "directory")) else { throw Self.noTarget }
            return try Self.started(await desk.startMaking(in: target))
        }.with { $0.body = .json(ObjectSchema(nil, [.optional("directory", Self.place)])) }
    }

    private var check: Endpoint {
        Endpoint(.post, Self.path + "/check", surface: .operators, access: .anyone) { request in
            let folder = try Self.absolute(request, "backup")
            let target = desk.target(try Self.absolute(request, "directory"))
            guard folder != nil || target != nil else { throw Self.noTarget }
            return try Self.started(await desk.startChecking(folder, in: target))
        }.with {
            $0.body = .json(ObjectSchema(nil, [.optional("backup", Self.place), .optional("directory", Self.place)]))
        }
    }

    private var drill: Endpoint {
        Endpoint(.post, Self.path + "/drill", surface: .operators, access: .anyone) { request in
            guard let target = desk.target(try Self.absolute(request, "directory")) else { throw Self.noTarget }
            return try Self.started(await desk.startDrill(in: target))
        }.with { $0.body = .json(ObjectSchema(nil, [.optional("directory", Self.place)])) }
    }

    private var work: Endpoint {
        Endpoint(.get, Self.path + "/work", surface: .operators, access: .anyone) { _ in
            guard let work = await desk.latest else { throw Problem(.notFound) }
            return .json { Self.write(work, to: &$0) }
        }
    }

    private var list: Endpoint {
        Endpoint(.post, Self.path + "/list", surface: .operators, access: .anyone) { request in
            guard let target = desk.target(try Self.absolute(request, "directory")) else { throw Self.noTarget }
            let entries: [BackupCatalogue.Entry]
            do throws(BackupError) { entries = try await desk.catalogue(target).entries() } catch {
                throw Problem(.invalid, detail: error.sentence)
            }
            return .json { writer in
                writer.memberArray("items", entries) { writer, entry in
                    writer.object {
                        $0.member("name", entry.name)
                        $0.member("id", optional: entry.id?.text)
                        $0.member("madeAt", optional: entry.made?.iso)
                        if let byteCount = entry.byteCount { $0.member("bytes", byteCount) }
                        $0.member("isWhole", entry.fault == nil)
                        $0.member("fault", optional: entry.fault?.sentence)
                    }
                }
            }
        }.with { $0.body = .json(ObjectSchema(nil, [.optional("directory", Self.place)])) }
    }

    private var delete: Endpoint {
        Endpoint(.post, Self.path + "/delete", surface: .operators, access: .anyone) { request in
            guard let target = desk.target(try Self.absolute(request, "directory")) else { throw Self.noTarget }
            guard case .string(let name)? = request.json["name"] else { throw Problem(.invalid) }
            let evenNewest = request.json["evenNewest"] == .boolean(true)
            do throws(BackupError) { try await desk.delete(name, in: target, evenNewest: evenNewest) } catch {
                throw Problem(error == .targetInUse ? .conflict : .invalid, detail: error.sentence)
            }
            return .json { $0.member("name", name) }
        }.with {
            $0.body = .json(
                ObjectSchema(
                    nil,
                    [
                        .required("name", .string(.line, length: 1...64)), .optional("directory", Self.place),
                        .optional("evenNewest", .boolean),
                    ]
                )
            )
        }
    }

    private static let noTarget = Problem(
        .invalid,
        detail: "Name a directory for backups, or set `\(Setting.backupDirectory.key)` in the configuration."
    )

    /// The server's own directory is not the command's: places come with their whole path.
    private static func absolute(_ request: WebRequest, _ name: String) throws(Problem) -> String? {
        guard case .string(let path)? = request.json[name] else { return nil }
        guard path.hasPrefix("/") else { throw Problem(.invalid, fields: [.init("/\(name)", "It must begin with /.")]) }
        return path
    }

    private static func started(_ work: BackupWork?) throws(Problem) -> Answer {
        guard let work else {
            throw Problem(.conflict, detail: "Another backup or check is running; wait for its end.")
        }
        return .json(status: .accepted) { $0.member("number", work.number) }
    }

    private static func write(_ work: BackupWork, to writer: inout JSONWriter) {
        writer.member("number", work.number)
        switch work.state {
        case .running(let progress):
            writer.member("state", "running")
            writer.member("part", optional: progress.part?.rawValue)
            writer.member("percent", progress.percent)
        case .made(let backup):
            writer.member("state", "made")
            writer.memberObject("backup") {
                $0.member("name", backup.name)
                $0.member("id", backup.id.text)
                $0.member("madeAt", backup.made.iso)
                $0.member("bytes", backup.byteCount)
                $0.member("digest", hexadecimal(backup.digest))
            }
        case .checked(let backup):
            writer.member("state", "checked")
            writer.memberObject("backup") { write(backup, to: &$0) }
        case .tidied(let names):
            writer.member("state", "tidied")
            writer.memberArray("deleted", names) { writer, name in writer.string(name) }
        case .drilled(let drill): write(drill, to: &writer)
        case .failed(let error):
            writer.member("state", "failed")
            writer.member("reason", error.sentence)
        }
    }

    private static func write(_ drill: DrillReport, to writer: inout JSONWriter) {
        writer.member("state", drill.failure == nil ? "drilled" : "failed")
        writer.member("reason", optional: drill.failure?.sentence)
        writer.memberObject("backup") {
            $0.member("name", drill.name)
            $0.member("id", drill.manifest.id.text)
            $0.member("madeAt", drill.manifest.made.iso)
            $0.member("bytes", drill.manifest.byteCount)
            $0.member("ageSeconds", Int(drill.ageSeconds))
            $0.member("seconds", Int(drill.seconds))
            $0.memberArray("compared", DrillReport.compared) { writer, what in writer.string(what) }
        }
    }

    private static func write(_ backup: CheckedBackup, to writer: inout JSONWriter) {
        let manifest = backup.manifest
        writer.member("name", backup.name)
        writer.member("id", manifest.id.text)
        writer.member("madeAt", manifest.made.iso)
        writer.member("finishedAt", manifest.finished.iso)
        writer.member("program", manifest.program)
        writer.member("bytes", manifest.byteCount)
        let files = manifest.files.sorted { $0.key.path < $1.key.path }
        writer.memberArray("files", files) { writer, file in
            writer.object {
                $0.member("path", file.key.path)
                $0.member("bytes", file.value.byteCount)
                $0.member("contentBytes", file.value.contentByteCount)
                $0.member("sha256", hexadecimal(file.value.digest))
            }
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
