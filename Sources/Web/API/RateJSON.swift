import JSON
import Money
import Primitives

/// Rates between currencies in requests and answers.
enum RateJSON {
    private static let members: [ObjectSchema.Property] = [
        .required("date", .day), .required("from", .currency, "Of which one unit is expressed."),
        .required("to", .currency),
        .required("rate", .string(.line, length: 1...30), "How much of `to` one unit of `from` is worth: `84.35`."),
    ]

    static let schema = ObjectSchema("Rate", members)
    static let request = ObjectSchema("RateRequest", members)

    static let list = ObjectSchema(
        "RateList",
        [
            .required("items", .array(.object(schema), count: 0...500)),
            .optional("next", .string(.visible, length: 1...40)),
        ]
    )

    static let outcome = ObjectSchema(
        "RateImport",
        [
            .required("isWritten", .boolean),
            .required("newCount", .integer(0...MoneyLimits.rates)),
            .required("changedCount", .integer(0...MoneyLimits.rates)),
            .required("sameCount", .integer(0...StatementLimits.rowCount)),
            .required("skippedCount", .integer(0...StatementLimits.rowCount * 2), "Of currencies nobody asked for."),
            .required("rejectedCount", .integer(0...StatementLimits.fileByteCount)),
            .required("rejected", .array(.object(rejected), count: 0...rejectedMaximum), "The first of them."),
        ]
    )

    private static let rejectedMaximum = 100

    private static let rejected = ObjectSchema(
        "RejectedRate",
        [
            .required("line", .integer(1...StatementLimits.fileByteCount)),
            .required("code", .enumeration(RejectedRate.Reason.allCases.map(\.rawValue))),
            .required("reason", .string(.line, length: 1...200)),
        ]
    )

    static func write(_ dated: DatedRate, to writer: inout JSONWriter) {
        writer.object {
            $0.member("date", dated.id.day.iso)
            $0.member("from", dated.id.pair.from.code)
            $0.member("to", dated.id.pair.to.code)
            $0.member("rate", dated.rate.text)
        }
    }

    static func bytes(_ outcome: RateImport, _ file: RateFile, isWritten: Bool) -> [UInt8] {
        JSONWriter.object { writer in
            writer.member("isWritten", isWritten)
            let counts = [
                ("newCount", outcome.newCount), ("changedCount", outcome.changedCount),
                ("sameCount", outcome.sameCount), ("skippedCount", outcome.skippedCount),
                ("rejectedCount", file.rejectedCount),
            ]
            for (name, count) in counts { writer.member(name, count) }
            writer.memberArray("rejected", file.rejected.prefix(rejectedMaximum)) { writer, line in
                writer.object {
                    $0.member("line", line.line)
                    $0.member("code", line.reason.rawValue)
                    $0.member("reason", Sentences.sentence(line.reason))
                }
            }
        }
    }

    static func rate(_ fields: RequestFields) throws(Problem) -> DatedRate {
        let id = try id(day: fields.text("date"), from: fields.text("from"), to: fields.text("to"), at: "/")
        do throws(MoneyError) {
            return DatedRate(id, try Rate(text: fields.text("rate")))
        } catch {
            throw fields.refusal("rate", Sentences.sentence(error))
        }
    }

    /// - `pointer`: What stands before the names of the fields in a refusal.
    static func id(day: String, from: String, to: String, at pointer: String = "") throws(Problem) -> RateID {
        func refusal(_ error: MoneyError) -> Problem {
            Problem(.invalid, fields: [.init(pointer + error.field.rawValue, Sentences.sentence(error))])
        }
        guard let day = CalendarDay(iso: day) else { throw refusal(.invalid(.date)) }
        guard let from = Currency(code: from) else { throw refusal(.unknownCurrency(.from)) }
        guard let to = Currency(code: to) else { throw refusal(.unknownCurrency(.to)) }
        guard let pair = RatePair(from: from, to: to) else { throw refusal(.sameCurrency(.to)) }
        return RateID(pair, day)
    }
}
