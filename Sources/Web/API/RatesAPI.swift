import HTTPTypes
import JSON
import Money
import Primitives
import Vault

/// `/api/v1/money/rates`.
struct RatesAPI: Sendable {
    private static let path = "/api/v1/money/rates"

    let services: WebServices

    var endpoints: [Endpoint] { [list, put, remove, importFile] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .unlocked) { request in
            let query = request.query
            let (from, to) = (query["from"].flatMap { Currency(code: $0) }, query["to"].flatMap { Currency(code: $0) })
            let cursor = try query["cursor"].map(Self.cursor)
            let limit = query["limit"].flatMap { Int($0) } ?? 100
            let rates = try await MoneyVault(request, services).read { book, _ in
                let pairs = book.ratePairs.filter { (from == nil || $0.from == from) && (to == nil || $0.to == to) }
                return RatePage(book, pairs, after: cursor, limit: limit)
            }
            return .json { writer in
                writer.memberArray("items", rates.rates) { RateJSON.write($1, to: &$0) }
                writer.member("next", optional: rates.next.map(Self.text))
            }
        }.with {
            $0.summary = "Lists rates between currencies, by pair, the newest first."
            $0.query = [
                .init("from", .currency, "Only of one unit of this currency."),
                .init("to", .currency, "Only in this currency."),
                .init("limit", .integer(1...500), "How many on a page, 100 by itself."),
                .init("cursor", .string(.visible, length: 1...40), "The `next` of the page before."),
            ]
            $0.responses = [.init(.ok, "A page of rates.", RateJSON.list)]
        }
    }

    private var put: Endpoint {
        Endpoint(.put, Self.path, surface: .api, access: .unlocked) { request in
            let dated = try RateJSON.rate(RequestFields(request.json))
            _ = try await MoneyVault(request, services).change(request) { book, start throws(MoneyError) in
                try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                    _ = try plan.putRates([RateStep(dated.id, dated.rate)])
                }
            }
            var writer = JSONWriter()
            RateJSON.write(dated, to: &writer)
            return .json(writer.bytes)
        }.with {
            $0.summary = "Says what a currency is worth in another on a day, in place of what was said of that day."
            $0.body = .json(RateJSON.request)
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.ok, "The rate.", RateJSON.schema)]
        }
    }

    private var remove: Endpoint {
        Endpoint(.delete, Self.path, surface: .api, access: .unlocked) { request in
            let id = try RateJSON.id(
                day: request.query["date"] ?? "",
                from: request.query["from"] ?? "",
                to: request.query["to"] ?? ""
            )
            _ = try await MoneyVault(request, services).change(request) { book, start throws(Problem) in
                try RateDesk.removal(of: id, book, start)
            }
            return .noContent
        }.with {
            $0.summary = "Removes the rate of a pair and day; all three are needed."
            $0.query = [
                .init("date", .day, "Its day."), .init("from", .currency, "Of what one unit is expressed."),
                .init("to", .currency, "What it is expressed in."),
            ]
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is gone.")]
            $0.problems = [.notFound]
        }
    }

    private var importFile: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .unlocked) { request in
            guard case .bytes(let bytes, _) = request.body else { throw Problem(.lengthRequired) }
            let query = request.query
            let isWritten = query["commit"] == "true"
            let file = try services.rateFiles.read(
                bytes,
                base: query["base"].flatMap { Currency(code: $0) },
                mark: query["decimal"].flatMap { DecimalMark(name: $0) }
            )
            guard !file.needsBase else {
                throw Problem(.invalid, fields: [.init("base", Sentences.missingRateBase)])
            }
            let vault = try MoneyVault(request, services)
            let isOfBook = query["only"] == "book"
            let outcome =
                try await isWritten
                ? RateDesk.write(file, isOfBook: isOfBook, vault, request)
                : vault.read { book, _ in RateImport(file, into: book, isOfBook: isOfBook) }
            return .json(RateJSON.bytes(outcome, file, isWritten: isWritten))
        }.with {
            $0.summary =
                "Reads a CSV file of rates and says what it would change. It is written only with `commit=true`, "
                + "without the lines that cannot be read."
            $0.purpose = .moneyImport
            $0.query = [
                .init("base", .currency, "What one unit of is expressed under headings of one currency."),
                .init(
                    "decimal",
                    .enumeration(DecimalMark.allCases.map(\.name)),
                    "What stands before decimals, where the file leaves it open."
                ),
                .init(
                    "only",
                    .enumeration(["book", "all"]),
                    "`book` takes only what its currencies need; all by itself."
                ),
                .init("commit", .boolean, "Whether to write; false by itself."),
            ]
            $0.body = .file(media: ["text/csv", "application/octet-stream", "text/plain"])
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.ok, "What it changes.", RateJSON.outcome)]
        }
    }

    private static func text(_ id: RateID) -> String { "\(id.pair.from.code)\(id.pair.to.code)\(id.day.iso)" }

    private static func cursor(_ text: String) throws(Problem) -> RateID {
        guard text.utf8.count == 16, let from = Currency(code: text.prefix(3)),
            let to = Currency(code: text.dropFirst(3).prefix(3)), let pair = RatePair(from: from, to: to),
            let day = CalendarDay(iso: text.suffix(10))
        else { throw Problem(.invalid, fields: [.init("cursor", "It is not a value that is possible here.")]) }
        return RateID(pair, day)
    }
}

/// Some rates of some pairs, and where the next page begins.
struct RatePage {
    private(set) var rates: [DatedRate] = []
    /// The last of this page; nil when nothing follows.
    private(set) var next: RateID?

    init(_ book: MoneyBook, _ pairs: [RatePair], after cursor: RateID?, limit: Int) {
        for pair in pairs where cursor.map({ $0.pair <= pair }) ?? true {
            let before = cursor.flatMap { $0.pair == pair ? $0.day : nil }
            rates += book.rates(of: pair, before: before, limit: limit + 1 - rates.count)
            guard rates.count <= limit else { break }
        }
        guard rates.count > limit else { return }
        rates.removeLast()
        next = rates.last?.id
    }
}
