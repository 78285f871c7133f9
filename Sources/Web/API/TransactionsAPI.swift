import HTTPTypes
import JSON
import Money
import Primitives
import Vault

/// `/api/v1/money/transactions`.
struct TransactionsAPI: Sendable {
    private static let path = "/api/v1/money/transactions"
    private static let limitStandard = 50

    let services: WebServices

    var endpoints: [Endpoint] { [list, add, show, edit, remove] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .unlocked) { request in
            let filter = try QueryFilter.filter(request.query, today: services.today())
            let limit = request.query["limit"].flatMap { Int($0) } ?? Self.limitStandard
            var cursor: TransactionCursor?
            if let text = request.query["cursor"] {
                do throws(MoneyError) {
                    cursor = try TransactionCursor(text: text)
                } catch {
                    throw Problem(.invalid, fields: [.init("cursor", "It is not a cursor of this server.")])
                }
            }
            let (query, today) = (request.query, services.today())
            let (page, totals, hints) = try await MoneyVault(request, services).read {
                book,
                _ throws(MoneyError) -> (Money.TransactionPage, [FlowTotals], [String]) in
                let (list, totals) = try book.listing(filter, limit: limit, after: cursor)
                return (list, totals, QueryFilter.hints(query, today: today, book))
            }
            return .json { writer in
                writer.memberArray("items", page.transactions) { MoneyJSON.write($1, to: &$0) }
                writer.member("next", optional: page.next?.text)
                writer.member("count", page.matchCount)
                writer.memberArray("totals", totals) { MoneyJSON.write($1, to: &$0) }
                if !hints.isEmpty { writer.memberArray("hints", hints) { $0.string($1) } }
            }
        }.with {
            $0.summary = "Lists transactions, newest first."
            $0.query =
                QueryFilter.parameters + [
                    .init("limit", .integer(1...MoneyBook.pageLimitMaximum), "How many on a page, 50 by itself."),
                    .init("cursor", .id, "The `next` of the page before."),
                ]
            $0.responses = [.init(.ok, "A page of transactions.", Self.listSchema)]
        }
    }

    private static let listSchema = ObjectSchema(
        "TransactionList",
        [
            .required("items", .array(.object(MoneySchemas.transaction), count: 0...MoneyBook.pageLimitMaximum)),
            .optional("next", .id, "The cursor of the next page; absent on the last."),
            .required("count", .integer(0...MoneyLimits.transactions), "Of the whole filter."),
            .required("totals", .array(.object(MoneySchemas.flowTotals), count: 0...200), "Of the whole filter."),
            .optional(
                "hints",
                .array(.string(.line, length: 1...500), count: 1...32),
                "What of `q` says nothing here."
            ),
        ]
    )

    private var add: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .unlocked) { request in
            let vault = try MoneyVault(request, services)
            let (id, _) = try await vault.add(request) { book, start throws(Problem) in
                let draft = try TransactionRequest.draft(request.json, book)
                do throws(MoneyError) {
                    return try MoneyCommands.addTransaction(draft, to: book, batchStart: start)
                } catch {
                    throw TransactionRequest.refusal(error)
                }
            }
            return try await answer(id, vault, status: .created).adding(.location, "\(Self.path)/\(id.text)")
        }.with {
            $0.summary = "Adds a transaction."
            $0.body = .json(MoneySchemas.transactionRequest)
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.created, "The transaction.", MoneySchemas.transaction)]
        }
    }

    private var show: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            try await answer(try Self.id(request), MoneyVault(request, services), status: .ok)
        }.with {
            $0.summary = "Shows one transaction."
            $0.responses = [.init(.ok, "The transaction.", MoneySchemas.transaction)]
            $0.problems = [.notFound]
        }
    }

    private var edit: Endpoint {
        Endpoint(.put, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            let vault = try MoneyVault(request, services)
            let (id, version) = (try Self.id(request), try Self.version(request))
            _ = try await vault.change(request) { book, start throws(Problem) in
                let draft = try TransactionRequest.draft(request.json, book)
                do throws(MoneyError) {
                    return try MoneyCommands.editTransaction(
                        id,
                        expectedVersion: version,
                        draft,
                        in: book,
                        batchStart: start
                    )
                } catch {
                    throw TransactionRequest.refusal(error)
                }
            }
            return try await answer(id, vault, status: .ok)
        }.with {
            $0.summary = "Replaces a transaction."
            $0.body = .json(MoneySchemas.transactionRequest)
            $0.takesIdempotencyKey = true
            $0.needsIfMatch = true
            $0.responses = [.init(.ok, "The transaction as it is now.", MoneySchemas.transaction)]
            $0.problems = [.notFound]
        }
    }

    private var remove: Endpoint {
        Endpoint(.delete, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            let (id, version) = (try Self.id(request), try Self.version(request))
            _ = try await MoneyVault(request, services).change(request) { book, start throws(MoneyError) in
                guard book.transaction(id) != nil else { throw .notFound(.id) }
                return try MoneyCommands.deleteTransaction(
                    id,
                    expectedVersion: version,
                    from: book,
                    batchStart: start
                )
            }
            return .noContent
        }.with {
            $0.summary = "Deletes a transaction; undo brings it back for 30 days."
            $0.takesIdempotencyKey = true
            $0.needsIfMatch = true
            $0.responses = [.init(.noContent, "It is gone.")]
            $0.problems = [.notFound]
        }
    }

    private static func id(_ request: WebRequest) throws(Problem) -> TransactionID {
        guard let id = TransactionID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }

    /// The version in `If-Match`: a tag of ours is a number in quotes.
    private static func version(_ request: WebRequest) throws(Problem) -> UInt32 {
        guard let tag = request.fields[.ifMatch], let version = UInt32(tag.dropFirst().dropLast()) else {
            throw Problem(.changedMeanwhile)
        }
        return version
    }

    private func answer(_ id: TransactionID, _ vault: MoneyVault, status: Answer.Status) async throws -> Answer {
        guard let transaction = try await vault.read({ book, _ in book.transaction(id) }) else {
            throw Problem(.notFound)
        }
        var writer = JSONWriter()
        MoneyJSON.write(transaction, to: &writer)
        return Answer.json(writer.bytes, status: status).adding(.eTag, EntityTag.of(version: transaction.version))
    }
}
