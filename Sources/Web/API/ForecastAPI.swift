import HTTPTypes
import Money
import Primitives
import Vault

/// `/api/v1/money/forecast`.
struct ForecastAPI: Sendable {
    private static let path = "/api/v1/money/forecast"
    private static let daysStandard = 90
    /// A year for a thousand accounts is still an answer one can hold.
    private static let daysMaximum = 366
    private static let days = Schema.integer(1...daysMaximum)
    private static let paceSpans = Schema.integer(0...24)

    let services: WebServices

    var endpoints: [Endpoint] { [show, wonder] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .unlocked) { request in
            var question = ForecastQuestion(today: services.today(), days: Self.daysStandard)
            if let days = request.query["days"].flatMap({ Int($0) }) { question.days = days }
            if let spans = request.query["pace"].flatMap({ Int($0) }) { question.paceSpans = spans }
            return try await answer(request, question)
        }.with {
            $0.summary = "The balance of each account at the end of each day to come."
            $0.query = [
                .init("days", Self.days, "Today included; 90 by itself."),
                .init("pace", Self.paceSpans, "Spans of 30 days the pace rests on, 6 by itself; 0 is without pace."),
            ]
            $0.responses = [.init(.ok, "The forecast.", ForecastJSON.schema)]
        }
    }

    private var wonder: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .unlocked) { request in
            let fields = RequestFields(request.json)
            var question = ForecastQuestion(today: services.today(), days: fields.integer("days") ?? Self.daysStandard)
            if let spans = fields.integer("pace") { question.paceSpans = spans }
            let rows = fields.objects("whatIf")
            question.whatIf = try await MoneyVault(request, services).read { book, _ throws(Problem) in
                var read: [ForecastQuestion.WhatIf] = []
                for row in rows { read.append(try ForecastJSON.whatIf(row, book)) }
                return read
            }
            return try await answer(request, question)
        }.with {
            $0.summary = "The forecast if something else came or went. Nothing is written."
            $0.body = .json(
                ObjectSchema(
                    "ForecastRequest",
                    [
                        .optional("days", Self.days), .optional("pace", Self.paceSpans),
                        .optional("whatIf", .array(.object(ForecastJSON.row), count: 0...MoneyLimits.whatIfRows)),
                    ]
                )
            )
            $0.responses = [.init(.ok, "The forecast.", ForecastJSON.schema)]
        }
    }

    private func answer(_ request: WebRequest, _ question: ForecastQuestion) async throws -> Answer {
        try await MoneyVault(request, services).read { book, _ throws(MoneyError) in
            let forecast = try book.forecast(question)
            return .json { ForecastJSON.writeMembers(of: forecast, book, to: &$0) }
        }
    }
}
