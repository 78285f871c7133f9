import Cycle
import HTTPTypes
import JSON
import Primitives

/// `/api/v1/cycle/imports`: files of other diaries, as large as Apple Health hands them out.
struct DiaryImportsAPI: Sendable {
    let services: WebServices

    var endpoints: [Endpoint] { [take] }

    private var take: Endpoint {
        Endpoint.diary(.post, "/imports") { request in
            let document: DiaryDocument
            do {
                document = try DiaryImportDesk.document(request)
            } catch let error as DiaryFileError {
                throw Problem(.invalid, fields: [.init("file", DiaryFileSentences.sentence(error))])
            }
            let usual: DiaryImportChoices.Choice = request.query["differences"] == "take" ? .takeFile : .keepMine
            let choices = DiaryImportChoices(usual: usual)
            let desk = try DiaryImportDesk(request, services)
            if request.query["dryRun"] == "true" {
                let plan = try await desk.preview(document, choices: choices)
                return Self.answer(document, plan, undo: nil, status: .ok)
            }
            let (plan, start) = try await desk.take(document, choices: choices, request)
            // A request that was done before: what it wrote is there, so that nothing is left to do.
            guard let plan else {
                return Self.answer(
                    document,
                    try await desk.preview(document, choices: choices),
                    undo: start.map { String($0) },
                    status: .created
                )
            }
            return Self.answer(document, plan, undo: start.map { String($0) }, status: .created)
        }.with {
            $0.purpose = .cycleImport
            $0.summary = "Reads the file of another diary and adds what the days do not say yet; undo takes all back."
            $0.query = [
                .init(
                    "differences",
                    .enumeration(["keep", "take"]),
                    "Where day and file differ: `keep` the diary, as by itself, or `take` the file."
                ), .init("dryRun", .boolean, "Says what would be done, and does nothing."),
            ]
            $0.takesIdempotencyKey = true
            let reader = services.diaryReader
            $0.body = .upload(byteCountMaximum: DiaryUpload.byteCountMaximum) { DiaryUpload(reader) }
            $0.responses = [
                .init(.ok, "What would be done.", Self.schema), .init(.created, "What was done.", Self.schema),
            ]
        }
    }

    private static let skipped = ObjectSchema(
        "SkippedDiaryEntry",
        [
            .required("part", .visibleName), .required("number", .integer(1...1_000_000_000)),
            .required("reason", .visibleName), .required("count", .integer(1...1_000_000_000)),
            .optional("excerpt", .string(.line, length: 1...200), "The word of the file that it is about."),
        ]
    )
    private static let field = ObjectSchema(
        "DiaryFieldOfDay",
        [.required("date", .day), .required("field", DaySchemas.codes(DayField.self))]
    )
    private static let refused = ObjectSchema(
        "RefusedDiaryDay",
        [.required("date", .day), .required("reason", .string(.line, length: 1...200))]
    )
    private static let schema = ObjectSchema(
        "DiaryImport",
        [
            .required("format", .visibleName), .required("days", .integer(0...100_000), "Days that are written."),
            .required("fields", .integer(0...10_000_000), "Fields of them."),
            .required("alreadyThere", .integer(0...10_000_000)),
            .required("differences", .array(.object(field), count: 0...1000), "Left out: the diary says otherwise."),
            .required("differenceCount", .integer(0...10_000_000)),
            .required("refused", .array(.object(refused), count: 0...1000)),
            .required("skipped", .array(.object(skipped), count: 0...1000)),
            .required("skippedCount", .integer(0...1_000_000_000)),
            .optional("undo", .id, "The change that takes all of it back; absent where nothing was written."),
        ]
    )

    private static func answer(
        _ document: DiaryDocument,
        _ plan: DiaryImportPlan,
        undo: String?,
        status: HTTPResponse.Status
    ) -> Answer {
        .json(status: status) { writer in
            writer.member("format", document.format.code)
            writer.member("days", plan.patches.count)
            writer.member("fields", plan.writtenCount)
            writer.member("alreadyThere", plan.alreadyThereCount)
            writer.memberArray("differences", plan.conflicts.prefix(1000)) { writer, key in
                writer.object {
                    $0.member("date", key.day)
                    $0.member("field", key.field.codeName)
                }
            }
            writer.member("differenceCount", plan.conflicts.count)
            writer.memberArray("refused", plan.refusals.prefix(1000)) { writer, refusal in
                writer.object {
                    $0.member("date", refusal.day)
                    $0.member("reason", CycleSentences.sentence(refusal.reason))
                }
            }
            writer.memberArray("skipped", document.skipped.listed.prefix(1000)) { write($1, to: &$0) }
            writer.member("skippedCount", document.skipped.count)
            writer.member("undo", optional: undo)
        }
    }

    private static func write(_ entry: SkippedEntry, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("part", "\(entry.place.part)")
            writer.member("number", entry.place.number)
            writer.member("reason", entry.reason.code)
            writer.member("count", entry.count)
            if !entry.excerpt.isEmpty { writer.member("excerpt", entry.excerpt) }
        }
    }
}
