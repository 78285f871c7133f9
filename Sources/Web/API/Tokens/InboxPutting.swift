import Cycle
import Identity
import JSON
import Money
import Primitives
import Vault

/// Puts one entry of the inbox in by the commands of the API.
struct InboxPutting: Sendable {
    enum Outcome: Sendable {
        case done
        /// It does not fit; the sentence says why.
        case refused(String)
        case diaryClosed
        /// Nothing may be kept of money at the moment.
        case noConsent
    }

    let services: WebServices
    let request: WebRequest

    /// - `edited`: what its owner made of it.
    func put(_ item: InboxItem, edited: String? = nil) async throws -> Outcome {
        guard let content = item.content, let sender = item.sender else { return .refused("") }
        let body = edited ?? content.body
        // What she changed is another entry than the one that may have been put in before.
        let key = edited == nil || edited == content.body ? item.idempotencyKey : request.idempotencyKey
        // A clock that runs ahead makes no entries for days to come.
        let day = min(content.day, services.today().adding(days: 1))
        do {
            switch kind(of: content.kind, body, day, sender.scopes) {
            case .moneyLine, .line: return try await putLine(body, day, key)
            case .transaction: return try await putTransaction(body, key)
            case .diaryLine: return try await putDiaryLine(body, day, key)
            case .day: return try await putDay(body, key)
            }
        } catch {
            return try Self.outcome(of: error)
        }
    }

    /// What a line of the one box is: by what its sender may add, and then by what it says.
    private func kind(
        of kind: InboxContent.Kind,
        _ body: String,
        _ day: CalendarDay,
        _ scopes: Set<TokenScope>
    ) -> InboxContent.Kind {
        guard kind == .line else { return kind }
        guard scopes.contains(.moneyAdd) else { return .diaryLine }
        guard scopes.contains(.diaryAdd) else { return .moneyLine }
        return DiaryQuickAdd.read(body, today: day).kind == .diary ? .diaryLine : .moneyLine
    }

    private func putLine(_ line: String, _ day: CalendarDay, _ key: IdempotencyKey?) async throws -> Outcome {
        let request = try await asking(for: .moneyTracking, key)
        let addition = QuickAddition(services: services)
        let outcome = try await addition.add(line, isTrial: false, on: day, request)
        guard outcome.batchStart == nil else { return .done }
        let text = QuickAddText(outcome.book)
        return .refused(outcome.reading.questions.map { text.sentence($0, of: outcome.line) }.joined(separator: " "))
    }

    private func putTransaction(_ body: String, _ key: IdempotencyKey?) async throws -> Outcome {
        let json = try Self.object(body, MoneySchemas.transactionRequest)
        let request = try await asking(for: .moneyTracking, key)
        _ = try await MoneyVault(request, services).add(request) { book, start throws(Problem) in
            let draft = try TransactionRequest.draft(json, book)
            do throws(MoneyError) {
                return try MoneyCommands.addTransaction(draft, to: book, batchStart: start)
            } catch {
                throw TransactionRequest.refusal(error)
            }
        }
        return .done
    }

    private func putDiaryLine(_ line: String, _ day: CalendarDay, _ key: IdempotencyKey?) async throws -> Outcome {
        let addition = DiaryAddition(services: services)
        let outcome = try await addition.add(line, isTrial: false, today: day, request.carrying(key))
        if outcome.isClosed { return .diaryClosed }
        if outcome.isAdded { return .done }
        return .refused(DiaryLineText(outcome).questions.map(\.sentence).joined(separator: " "))
    }

    private func putDay(_ body: String, _ key: IdempotencyKey?) async throws -> Outcome {
        guard case .object(let json)? = Self.parsed(body),
            let day = CalendarDay(iso: RequestFields(json).text("date"))
        else { throw Problem(.malformedBody) }
        let request = request.carrying(key)
        guard let vault = try await CycleVault.beside(request, services) else { return .diaryClosed }
        let patch = try Self.patch(json)
        try await vault.change(request) { plan throws(Problem) in
            let present = plan.book.day(day)?.entry ?? DayEntry()
            let entry = try Self.entry(present, patchedBy: patch)
            try Self.record(entry, over: present, on: day, in: &plan, today: vault.today)
        }
        return .done
    }

    private static func entry(_ present: DayEntry, patchedBy patch: JSONValue) throws(Problem) -> DayEntry {
        do throws(DiaryJSONError) { return try DayJSON.entry(present, patchedBy: patch) } catch {
            throw ErrorMapping.problem(error)
        }
    }

    private static func record(
        _ entry: DayEntry,
        over present: DayEntry,
        on day: CalendarDay,
        in plan: inout CyclePlan,
        today: CalendarDay
    ) throws(Problem) {
        do throws(CycleError) {
            try plan.record(DayPatch(from: present, to: entry), on: day, today: today)
        } catch {
            throw ErrorMapping.problem(error)
        }
    }

    /// The day's members without its date, checked as the API checks them.
    private static func patch(_ json: JSONObject) throws(Problem) -> JSONValue {
        var writer = JSONWriter()
        writer.object { writer in
            for member in json.members where member.name != "date" {
                writer.name(member.name)
                writer.value(member.value)
            }
        }
        return .object(try object(String(decoding: writer.bytes, as: UTF8.self), DaySchemas.patch))
    }

    private static func object(_ body: String, _ schema: ObjectSchema) throws(Problem) -> JSONObject {
        guard case .object(let json)? = parsed(body) else { throw Problem(.malformedBody) }
        var faults: [Problem.Field] = []
        schema.check(json, at: "", faults: &faults)
        guard faults.isEmpty else { throw Problem(.invalid, fields: faults) }
        return json
    }

    private static func parsed(_ body: String) -> JSONValue? {
        do { return try JSONParser.parse(Array(body.utf8)) } catch { return nil }
    }

    /// The request with the vault open for a purpose, whatever it was opened for.
    private func asking(for purpose: Purpose, _ key: IdempotencyKey?) async throws -> WebRequest {
        guard let session = request.session, let token = session.token else { throw Problem(.locked) }
        guard case .open(_, let access) = try await services.identity.authenticate(token, purpose: purpose) else {
            throw Problem(.locked)
        }
        let opened = WebSession(
            account: session.account,
            token: token,
            access: access,
            isUnlocked: true,
            expiry: session.expiry
        )
        return request.carrying(key, in: opened)
    }

    /// What says that it does not fit; everything else stops the round.
    private static func outcome(of error: any Error) throws -> Outcome {
        let problem = ErrorMapping.problem(for: error)
        switch problem.kind {
        case .noConsent: return .noConsent
        case .invalid, .malformedBody, .conflict, .inUse, .notFound, .tooLarge, .notAllowed, .changedMeanwhile:
            return .refused(([problem.detail].compactMap(\.self) + problem.fields.map(\.reason)).joined(separator: " "))
        default: throw error
        }
    }
}

extension WebRequest {
    /// The same request with another idempotency key, and perhaps another session.
    fileprivate func carrying(_ key: IdempotencyKey?, in session: WebSession? = nil) -> WebRequest {
        WebRequest(
            id: id,
            method: method,
            fields: fields,
            parameters: parameters,
            target: target,
            query: query,
            body: body,
            peer: peer,
            isLocalSocket: isLocalSocket,
            session: session ?? self.session,
            idempotencyKey: key,
            formSecret: formSecret
        )
    }
}
