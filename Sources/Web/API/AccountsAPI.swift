import HTTPTypes
import JSON
import Money
import Primitives
import Vault

/// `/api/v1/money/accounts`.
struct AccountsAPI: Sendable {
    private static let path = "/api/v1/money/accounts"

    let services: WebServices

    var endpoints: [Endpoint] { [list, add, show, edit, remove] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .unlocked) { request in
            let accounts = try await MoneyVault(request, services).read { book, _ in book.liveAccounts }
            return .json { writer in
                writer.memberArray("items", accounts) { MoneyJSON.write($1, to: &$0) }
            }
        }.with {
            $0.summary = "Lists the accounts money is in."
            $0.responses = [.init(.ok, "All accounts.", MoneySchemas.list("AccountList", of: MoneySchemas.account))]
        }
    }

    private var add: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .unlocked) { request in
            let vault = try MoneyVault(request, services)
            let draft = try Self.draft(request.json)
            let (id, _) = try await vault.add(request) { book, start throws(MoneyError) in
                try MoneyCommands.addAccount(draft, to: book, batchStart: start)
            }
            let account = try await self.account(id, vault)
            return Self.answer(account, status: .created).adding(.location, "\(Self.path)/\(account.id.text)")
        }.with {
            $0.summary = "Adds an account."
            $0.body = .json(MoneySchemas.accountRequest)
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.created, "The account.", MoneySchemas.account)]
            $0.problems = [.conflict]
        }
    }

    private var show: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            Self.answer(try await account(try Self.id(request), MoneyVault(request, services)), status: .ok)
        }.with {
            $0.summary = "Shows one account."
            $0.responses = [.init(.ok, "The account.", MoneySchemas.account)]
            $0.problems = [.notFound]
        }
    }

    private var edit: Endpoint {
        Endpoint(.put, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            let vault = try MoneyVault(request, services)
            let (id, draft, wanted) = (try Self.id(request), try Self.draft(request.json), request.fields[.ifMatch])
            _ = try await vault.change(request) { book, start throws(Problem) in
                guard let account = book.account(id) else { throw Problem(.notFound) }
                guard Self.tag(account) == wanted else { throw Problem(.changedMeanwhile) }
                do throws(MoneyError) {
                    return try MoneyCommands.editAccount(id, draft, in: book, batchStart: start)
                } catch {
                    throw ErrorMapping.problem(error)
                }
            }
            return Self.answer(try await account(id, vault), status: .ok)
        }.with {
            $0.summary = "Changes an account."
            $0.body = .json(MoneySchemas.accountRequest)
            $0.takesIdempotencyKey = true
            $0.needsIfMatch = true
            $0.responses = [.init(.ok, "The account as it is now.", MoneySchemas.account)]
            $0.problems = [.notFound, .conflict, .inUse]
        }
    }

    private var remove: Endpoint {
        Endpoint(.delete, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            let id = try Self.id(request)
            _ = try await MoneyVault(request, services).change(request) { book, start throws(MoneyError) in
                guard book.account(id) != nil else { throw .notFound(.id) }
                return try MoneyCommands.removeAccount(id, from: book, batchStart: start)
            }
            return .noContent
        }.with {
            $0.summary = "Removes an account that has no entries; others can be archived."
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is gone.")]
            $0.problems = [.notFound, .inUse]
        }
    }

    private func account(_ id: AccountID, _ vault: MoneyVault) async throws -> LedgerAccount {
        guard let account = try await vault.read({ book, _ in book.account(id) }) else { throw Problem(.notFound) }
        return account
    }

    private static func id(_ request: WebRequest) throws(Problem) -> AccountID {
        guard let id = AccountID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }

    private static func draft(_ json: JSONObject) throws(Problem) -> AccountContent {
        let fields = RequestFields(json)
        let currency = try fields.currency("currency")
        return AccountContent(
            name: fields.text("name"),
            kind: try fields.value("kind", AccountKind.init(name:)),
            currency: currency,
            openingMinorUnits: try fields.optionalAmount("openingBalance", currency)?.minorUnits ?? 0,
            isArchived: fields.flag("archived")
        )
    }

    private static func answer(_ account: LedgerAccount, status: Answer.Status) -> Answer {
        var writer = JSONWriter()
        MoneyJSON.write(account, to: &writer)
        return Answer.json(writer.bytes, status: status).adding(.eTag, tag(account))
    }

    static func tag(_ account: LedgerAccount) -> String {
        var writer = JSONWriter()
        MoneyJSON.write(account, to: &writer)
        return EntityTag.of(writer.bytes)
    }
}
