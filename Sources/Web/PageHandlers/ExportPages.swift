import HTTPTypes
import Money
import Primitives

/// `/money/export`: the whole book as a file, in the format a person chooses.
struct ExportPages: Sendable {
    static let path = "/money/export"
    /// Of this book whatever the format.
    private static let neverHeld: Set<ExportOmission.What> = [.imports, .columnMappings, .undo]

    let site: PageSite

    var endpoints: [Endpoint] { [show, file] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            let exporter = site.services.exporter
            return try await site.keptAnswer(at: .money(.exporting), request) { book throws(MoneyError) in
                page(exporter.omissions(of: book), request.session?.book, isEmpty: book.isEmpty)
            }
            // Asked here already: a download leads to no page.
        }.with {
            $0.purpose = .export
            $0.needsProof = true
        }
    }

    private func page(
        _ omissions: [ExportFormat: [ExportOmission]],
        _ chosen: VaultID?,
        isEmpty: Bool
    ) -> ExportPage {
        let groups = [
            group("keep", localized("To keep"), [.json], omissions, chosen),
            group("text", localized("Plain text accounting"), [.ledger, .hledger, .beancount], omissions, chosen),
            group("other", localized("Spreadsheets and other programs"), [.csv, .ofx, .qif], omissions, chosen),
        ]
        let never = (omissions[.json] ?? []).filter { Self.neverHeld.contains($0.what) }
        return ExportPage(groups: groups, neverHeld: never.map(ExportWords.sentence), isEmpty: isEmpty)
    }

    private func group(
        _ id: String,
        _ heading: String,
        _ formats: [ExportFormat],
        _ omissions: [ExportFormat: [ExportOmission]],
        _ chosen: VaultID?
    ) -> ExportPage.Group {
        let items = formats.map { format in
            ExportPage.Format(
                path: BookChoice.linked("\(Self.path)/file?format=\(format.name)", to: chosen),
                hasReceipts: (omissions[format] ?? []).contains { $0.what == .receipts },
                name: ExportWords.name(format),
                ending: "." + format.fileExtension,
                sentence: ExportWords.sentence(format),
                omissions: (omissions[format] ?? []).filter {
                    !Self.neverHeld.contains($0.what) && $0.what != .receipts
                }
                .map(ExportWords.sentence)
            )
        }
        return ExportPage.Group(id: id, heading: heading, formats: items)
    }

    private var file: Endpoint {
        Endpoint(.get, Self.path + "/file", surface: .page, access: .unlocked) { request in
            guard let format = request.query["format"].flatMap({ ExportFormat(name: $0) }) else {
                throw Problem(.notFound)
            }
            let withReceipts = request.query["receipts"] == "true"
            return try await BookDownload.answer(request, site.services, format, withReceipts: withReceipts)
        }.with {
            $0.purpose = .export
            $0.needsProof(thenAt: Self.path)
        }
    }
}
