import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import Primitives

/// From a request head to a written answer: host, route, origin, session, body, handler, problem, record.
///
/// The order matters: what is cheap and needs no secret comes first, and nothing of a body is read before the request
/// has shown that it may send one. Source: docs/spec/http-api.md §3 to §6.
struct Dispatcher: Sendable {
    let address: SiteAddress
    let routes: RouteTable
    let sessions: any SessionGate
    /// Of a site of the staff: whose cookie is read instead.
    let staffGate: (any StaffGate)?
    let limits: WebLimits
    let fallback: FallbackPages
    let metrics: RequestMetrics
    let logger: Logger

    // Concurrent, as the writer belongs to no actor and the library's calls leave the caller's.
    @concurrent
    func respond(to request: Request, writer: consuming ResponseWriter, channel: any Channel) async throws {
        let started = ContinuousClock.now
        let id = RequestID.next()
        var endpoint: Int?
        var answer: Answer
        do {
            answer = try await self.answer(request, id: id, channel: channel, writer: writer, endpoint: &endpoint)
        } catch {
            let isPage = endpoint.map { routes.endpoints[$0].surface.isPage } ?? !Self.isProgram(request.uri.string)
            let problem = ErrorMapping.problem(for: error)
            answer =
                isPage
                ? door(problem, request, endpoint) ?? page(problem, request, id: id) : document(problem, id: id)
        }
        applyConditions(of: request.head, to: &answer)
        let length = answer.pieces == nil ? answer.body.readableBytes : answer.pieceByteCount
        let hasNoBody = answer.status == .noContent || answer.status == .notModified
        answer.fields[.contentLength] = hasNoBody ? nil : length.map(String.init)
        let head = HTTPResponse(status: answer.status, headerFields: answer.fields)
        let body = request.method == .head || length == 0 ? ResponseBody() : Self.body(of: answer)
        // Also where the body ended early: what was answered is the status.
        defer { record(request.method, endpoint: endpoint, status: answer.status, since: started, id: id) }
        try await writer.write(response: head, body: body)
    }

    private static func body(of answer: Answer) -> ResponseBody {
        guard let all = answer.pieces else { return ResponseBody(byteBuffer: answer.body) }
        return ResponseBody { writer in
            var pieces = all
            while let piece = try await pieces.next() { try await writer.write(ByteBuffer(bytes: piece)) }
            try await writer.finish(nil)
        }
    }

    @concurrent
    private func answer(
        _ request: Request,
        id: RequestID,
        channel: any Channel,
        writer: borrowing ResponseWriter,
        endpoint matched: inout Int?
    ) async throws -> Answer {
        let fields = request.headers
        guard let authority = request.head.authority, !fields.contains(.host) else { throw Problem(.malformedRequest) }
        guard address.admits(authority: authority, local: channel.localAddress) else { throw Problem(.wrongHost) }
        let target = try Self.target(request.head.path, limits: limits)
        let (index, parameters) = try match(request.method, target)
        matched = index
        let endpoint = routes.endpoints[index]

        let length = try BodyReader(limits: limits).announcedByteCount(fields)
        let credentials = staffGate == nil ? Credentials(fields) : Credentials(staff: fields)
        try checkOrigin(request.head, endpoint: endpoint, credentials: credentials, authority: authority)
        let isHeld = Self.isFormOfPerson(request, endpoint)
        let isOfBook = BookChoice.isLikely(for: endpoint, fields, query: target.query)
        let session = try await self.session(credentials, fields, for: endpoint, isOfBook: isOfBook, isHeld: isHeld)
        var staff = try await self.staff(credentials, for: endpoint)
        let query = try self.query(target.query, for: endpoint)
        try checkIfMatch(fields, endpoint: endpoint)
        let (body, bytes) = try await self.body(request, length: length, endpoint: endpoint, writer: writer)
        // A body may take its time: what she may do is worked out once more when it is there.
        if staff != nil, request.method != .get { staff = try await self.staff(credentials, for: endpoint) }
        // Only someone who is shown a form, and has neither session nor form cookie, needs a new secret.
        let isNobody = session == nil && staff == nil
        let needsFormCookie = endpoint.surface.isPage && isNobody && credentials.formCookie == nil
        let newFormCookie = needsFormCookie ? FormSecret.makeCookie() : nil
        let formSecret = isNobody ? credentials.formCookie ?? newFormCookie : credentials.token
        var webRequest = WebRequest(
            id: id,
            method: request.method,
            fields: fields,
            parameters: parameters,
            target: request.head.path ?? "/",
            query: query,
            body: body,
            peer: PeerAddress(channel.remoteAddress),
            isLocalSocket: channel.localAddress?.isUnixDomainSocket ?? false,
            session: session,
            staff: staff,
            idempotencyKey: try idempotencyKey(request, bytes: bytes, endpoint: endpoint),
            formSecret: FormSecret(formSecret ?? "")
        )
        try checkFormToken(webRequest, endpoint: endpoint)
        let isLocked = endpoint.access == .unlocked && session?.isUnlocked == false
        var answer: Answer
        if isLocked {
            answer = try await fallback.lockedForm(webRequest)
        } else if try await enterBook(&webRequest, endpoint, credentials, wasLikely: isOfBook) {
            answer = try await handled(webRequest, endpoint, isHeld: isHeld)
            answer = BookChoice.remembering(webRequest, endpoint, in: answer)
        } else {
            answer = try await fallback.bookGoneForm(webRequest)
        }
        if let newFormCookie, request.method != .post {
            answer = answer.adding(.setCookie, Cookies.setting(Cookies.form, to: newFormCookie))
        }
        return answer
    }

    @concurrent
    private func session(
        _ credentials: Credentials,
        _ fields: HTTPFields,
        for endpoint: Endpoint,
        isOfBook: Bool,
        isHeld: Bool
    ) async throws -> WebSession? {
        let purpose = isOfBook ? Purpose.keyMaintenance : endpoint.purpose
        return try await RequestSignals.following(fields) {
            try await session(credentials, for: endpoint, purpose: purpose, isHeldWhileLocked: isHeld)
        }
    }

    /// Who holds no key adds where adding is taken, and gets nowhere else.
    private static func handler(of endpoint: Endpoint, _ session: WebSession?) throws(Problem) -> Endpoint.Handler {
        guard session?.bearer != nil, session?.access == nil else { return endpoint.handler }
        guard let adding = endpoint.adding else { throw Problem(.notAllowed) }
        return adding
    }

    /// The handler's answer, or where a form finds a lock of its own closed, the page that opens it and keeps the form.
    @concurrent
    private func handled(_ request: WebRequest, _ endpoint: Endpoint, isHeld: Bool) async throws -> Answer {
        do {
            let handler = try Self.handler(of: endpoint, request.session)
            return try await RequestSignals.following(request.fields) { try await handler(request) }
        } catch {
            guard isHeld, endpoint.doors[.notAllowed] != nil, ErrorMapping.problem(for: error).kind == .notAllowed
            else { throw error }
            return try await fallback.ownLockForm(request)
        }
    }

    private static func target(_ path: String?, limits: WebLimits) throws(Problem) -> RequestTarget {
        guard let path else { throw Problem(.malformedRequest) }
        guard path.utf8.count <= limits.targetByteCountMaximum else { throw Problem(.targetTooLong) }
        do throws(RequestTarget.Failure) {
            return try RequestTarget(path)
        } catch {
            throw Problem(.malformedRequest)
        }
    }

    private func match(
        _ method: HTTPRequest.Method,
        _ target: RequestTarget
    ) throws(Problem) -> (index: Int, parameters: [String: String]) {
        switch routes.match(method, path: target.path, segments: target.segments) {
        case .endpoint(let index, let parameters): return (index, parameters)
        case .methodNotAllowed(let allow): throw Problem(allow: allow)
        case .notFound: throw Problem(.notFound)
        }
    }

    /// Programs get problem documents, people get pages, also where no route says which of them is asking.
    private static func isProgram(_ target: String) -> Bool {
        ["/api/", "/openapi", "/operator/", "/.well-known/", "/staff/call/", "/payments/"].contains {
            target.hasPrefix($0)
        }
    }

    /// People who have to sign in or unlock first are led there, and back afterwards; nil for other problems.
    private func door(_ problem: Problem, _ request: Request, _ endpoint: Int?) -> Answer? {
        // Or every page of money would answer so.
        if problem.kind == .noBook { return BookChoice.leading(request.method) }
        if let path = endpoint.flatMap({ routes.endpoints[$0].doors[problem.kind] }) { return .seeOther(path) }
        let path: String
        switch problem.kind {
        case .notSignedIn where staffGate != nil: return .seeOther(StaffDoorPages.path)
        case .notSignedIn: path = "/sign-in"
        case .locked: path = "/unlock"
        case .proofNeeded: path = "/confirm"
        default: return nil
        }
        guard request.method == .get, let target = request.head.path, target != "/today" else { return .seeOther(path) }
        return .seeOther(path + "?next=" + PercentCoding.encode(target))
    }

    private func page(_ problem: Problem, _ request: Request, id: RequestID) -> Answer {
        completed(.page(fallback.problem(problem, request.headers), status: problem.kind.status), problem, id: id)
    }

    private func document(_ problem: Problem, id: RequestID) -> Answer {
        var answer = Answer.json(problem.document(requestID: id), status: problem.kind.status)
        answer.fields[.contentType] = "application/problem+json"
        if problem.kind.status == .unauthorized { answer.fields[.wwwAuthenticate] = "Bearer" }
        return completed(answer, problem, id: id)
    }

    private func completed(_ answer: Answer, _ problem: Problem, id: RequestID) -> Answer {
        var answer = answer
        answer.fields[.requestID] = id.text
        answer.fields[.allow] = problem.allow
        answer.fields[.retryAfter] = problem.retryAfterSeconds.map(String.init)
        return answer
    }

    private func applyConditions(of request: HTTPRequest, to answer: inout Answer) {
        guard request.method == .get || request.method == .head, answer.status == .ok, let tag = answer.fields[.eTag],
            let wanted = request.headerFields[.ifNoneMatch]
        else { return }
        guard wanted.split(separator: ",").contains(where: { $0.trimmed() == tag }) else { return }
        answer.status = .notModified
        answer.body = ByteBuffer()
        answer.fields[.contentType] = nil
    }

    private func record(
        _ method: HTTPRequest.Method,
        endpoint: Int?,
        status: HTTPResponse.Status,
        since started: ContinuousClock.Instant,
        id: RequestID
    ) {
        let duration = started.duration(to: .now)
        metrics.record(endpoint: endpoint, status: status.code, duration: duration)
        // Only what is listed here may be said about a request: no path values, no query, no headers, no body.
        let level: Logger.Level = status.code >= 500 ? .error : status.code >= 400 ? .info : .debug
        logger.log(
            level: level,
            "request",
            metadata: [
                "id": .string(id.text),
                "method": .string(endpoint == nil ? "-" : method.rawValue),
                "route": .string(endpoint.map { routes.endpoints[$0].template.text } ?? "-"),
                "status": .stringConvertible(status.code),
                "microseconds": .stringConvertible(
                    duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
                ),
            ]
        )
    }
}
