import HTTPTypes
import JSON
import Money
import Primitives

/// Where the reconciliation of an account stands.
struct ReconciliationAPI: Sendable {
    let services: WebServices

    var endpoints: [Endpoint] { [standing] }

    private var standing: Endpoint {
        Endpoint(.get, "/api/v1/money/accounts/{id}/reconciliation", surface: .api, access: .unlocked) { request in
            guard let id = AccountID(text: request.parameter("id")) else { throw Problem(.notFound) }
            let day = request.query["date"].flatMap { CalendarDay(iso: $0) } ?? services.today()
            return try await MoneyVault(request, services).read { book, _ throws(Problem) in
                guard let account = book.account(id) else { throw Problem(.notFound) }
                do throws(MoneyError) {
                    return .json(try Self.bytes(book, account, through: day))
                } catch {
                    throw ErrorMapping.problem(error)
                }
            }
        }.with {
            $0.summary =
                "What an account was last reconciled to, and what a statement up to a day would be compared with."
            $0.query = [.init("date", .day, "The last day of the statement; today by itself.")]
            $0.responses = [.init(.ok, "Where it stands.", Self.schema)]
            $0.problems = [.notFound]
        }
    }

    private static func bytes(
        _ book: MoneyBook,
        _ account: LedgerAccount,
        through day: CalendarDay
    ) throws(MoneyError) -> [UInt8] {
        let sheet = try book.reconciliationSheet(account.id, through: day)
        let newest = try book.reconciliationStandings()[account.id]
        let sum = try sheet.sum(leaving: [])
        func amount(_ minorUnits: Int64) -> String { MoneyJSON.amount(minorUnits, account.currency) }
        return JSONWriter.object { writer in
            writer.member("account", account.id.text)
            writer.member("currency", account.currency.code)
            if let newest {
                let content = newest.reconciliation.content
                writer.member("reconciliation", newest.reconciliation.id.text)
                writer.member("reconciledTo", content.day.iso)
                writer.member("reconciledBalance", amount(content.balanceMinorUnits))
                writer.member("changed", amount(newest.changed))
            }
            writer.member("date", day.iso)
            writer.member("settled", amount(sheet.settled))
            writer.member("balance", amount(sum))
            writer.member("openCount", sheet.entries.count)
            writer.memberArray("open", sheet.entries.prefix(openMaximum)) { writer, entry in
                writer.object {
                    $0.member("transaction", entry.id.text)
                    $0.member("date", entry.day.iso)
                    $0.member("amount", amount(entry.minorUnits))
                }
            }
        }
    }

    private static let openMaximum = 5000

    private static let open = ObjectSchema(
        "OpenEntry",
        [
            .required("transaction", .id), .required("date", .day),
            .required("amount", .decimal, "What it moved on this account."),
        ]
    )

    private static let schema = ObjectSchema(
        "ReconciliationStanding",
        [
            .required("account", .id), .required("currency", .currency),
            .optional("reconciliation", .id, "The newest one; absent where there is none."),
            .optional("reconciledTo", .day), .optional("reconciledBalance", .decimal),
            .optional("changed", .decimal, "What its entries come to now, less its balance; 0 while nothing changed."),
            .required("date", .day, "The last day that was asked about."),
            .required("settled", .decimal, "What is in the account without the open entries."),
            .required("balance", .decimal, "What is in it with all of them."),
            .required("openCount", .integer(0...MoneyLimits.transactions)),
            .required(
                "open",
                .array(.object(open), count: 0...openMaximum),
                "Entries since the reconciliation before that day, and those it left out; the oldest 5,000."
            ),
        ]
    )
}
