import HTTPTypes
import Money
import Primitives

/// `/api/v1/money/export`.
struct ExportAPI: Sendable {
    /// Without their parameters.
    private static let media =
        Set(ExportFormat.allCases.map { String($0.mediaType.prefix { $0 != ";" }) }).sorted()
        + ["application/zip"]

    let services: WebServices

    var endpoints: [Endpoint] { [export] }

    private var export: Endpoint {
        Endpoint(.get, "/api/v1/money/export", surface: .api, access: .unlocked) { request in
            guard let format = request.query["format"].flatMap({ ExportFormat(name: $0) }) else {
                throw Problem(.invalid, fields: [.init("format", "Name one of the formats.")])
            }
            let withReceipts = request.query["receipts"] == "true"
            return try await BookDownload.answer(request, services, format, withReceipts: withReceipts)
        }.with {
            $0.summary = "Hands out the whole book as one file. A large one is sent while it is made, without a length."
            $0.purpose = .export
            $0.needsProof = true
            $0.problems = [.proofNeeded]
            $0.query = [
                .init(
                    "format",
                    .enumeration(ExportFormat.allCases.map(\.name)),
                    isRequired: true,
                    "Those of ledger, hledger and beancount can be imported again without loss."
                ),
                .init("receipts", .boolean, "With every receipt beside it, in a ZIP archive."),
            ]
            $0.responses = [.init(.ok, "The file.", media: Self.media)]
        }
    }
}
