import Cycle
import HTTPTypes
import Primitives
import Sealing
import Vault

/// `/api/v1/cycle/exports`: the diary in files.
struct DiaryExportAPI: Sendable {
    let services: WebServices

    var endpoints: [Endpoint] { DiaryExportFormat.allCases.map(export) }

    private func export(_ format: DiaryExportFormat) -> Endpoint {
        Endpoint.diary(.get, "/exports/\(format.rawValue)") { request in
            try await Self.file(format, request, services)
        }.with {
            $0.purpose = .export
            $0.needsProof = true
            $0.problems = [.proofNeeded]
            $0.summary = "Hands out the diary as \(format.rawValue.uppercased())."
            if format == .fhir {
                $0.query = [.init("all", .boolean, "Sex and notes, too; they stay out by themselves.")]
            }
            $0.responses = [.init(.ok, "The file.", media: [String(format.mediaType.prefix { $0 != ";" })])]
        }
    }

    /// A download, also of the pages.
    static func file(
        _ format: DiaryExportFormat,
        _ request: WebRequest,
        _ services: WebServices
    ) async throws -> Answer {
        let vault = try CycleVault(request, services)
        let copy = try await vault.read { book, _ in DiaryCopy(book) }
        var options = options(vault)
        // What goes to a health record is asked for by name.
        if request.query["all"] != "true" { options.fields.subtract([.sex, .note]) }
        let bytes = services.diaryExporter.bytes(of: copy, as: format, options: options)
        return download(bytes, format.fileName, format.mediaType)
    }

    static func download(_ bytes: [UInt8], _ fileName: String, _ mediaType: String) -> Answer {
        var answer = Answer.json(bytes)
        answer.fields[.contentType] = mediaType
        answer.fields[.contentDisposition] = "attachment; filename=\"\(fileName)\""
        return answer.adding(.cacheControl, "no-store")
    }

    /// Names in files are made of the vault's, and do not tell it.
    static func options(_ vault: CycleVault) -> DiaryExportOptions { options(vault.access, at: vault.now()) }

    static func options(_ access: VaultAccess, at time: Timestamp) -> DiaryExportOptions {
        let namespace = Digest.sha256(Array("flowkeep diary export".utf8), access.vaultID.bytes)
        return DiaryExportOptions(namespace: Array(namespace.prefix(16)), time: time)
    }
}
