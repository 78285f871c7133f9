import HTTPTypes
import JSON
import Money
import Primitives

/// `/api/v1/money/settings`.
struct SettingsAPI: Sendable {
    private static let path = "/api/v1/money/settings"

    let services: WebServices

    var endpoints: [Endpoint] { [show, edit] }

    private static let schema = ObjectSchema(
        "MoneySettings",
        [
            .required("baseCurrency", .currency),
            .required("digitGrouping", .enumeration(DigitGrouping.allCases.map(\.name))),
            .required("weekStart", .integer(1...7), "ISO 8601: 1 is Monday."),
        ]
    )

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .unlocked) { request in
            Self.answer(try await MoneyVault(request, services).read { book, _ in book.settings })
        }.with {
            $0.summary = "Shows how amounts are shown."
            $0.responses = [.init(.ok, "The settings.", Self.schema)]
        }
    }

    private var edit: Endpoint {
        Endpoint(.put, Self.path, surface: .api, access: .unlocked) { request in
            let fields = RequestFields(request.json)
            let settings = MoneySettings(
                baseCurrency: try fields.currency("baseCurrency"),
                digitGrouping: DigitGrouping(name: fields.text("digitGrouping")) ?? .western,
                weekStart: fields.integer("weekStart") ?? 1
            )
            let vault = try MoneyVault(request, services)
            _ = try await vault.change(request) { book, start throws(MoneyError) in
                try MoneyCommands.changeSettings(settings, in: book, batchStart: start)
            }
            return Self.answer(try await vault.read { book, _ in book.settings })
        }.with {
            $0.summary =
                "Changes how amounts are shown. Nothing is converted; unused accounts take a new base currency."
            $0.body = .json(Self.schema)
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.ok, "The settings as they are now.", Self.schema)]
        }
    }

    private static func answer(_ settings: MoneySettings) -> Answer {
        .json {
            $0.member("baseCurrency", settings.baseCurrency.code)
            $0.member("digitGrouping", settings.digitGrouping.name)
            $0.member("weekStart", settings.weekStart)
        }
    }
}
