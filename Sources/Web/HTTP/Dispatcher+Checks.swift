import HTTPTypes
import HummingbirdCore
import Identity
import JSON
import Primitives
import Sealing
import Vault

extension Dispatcher {
    /// Refuses what a foreign page made a browser send.
    ///
    /// Requests that change nothing pass.
    func checkOrigin(
        _ head: HTTPRequest,
        endpoint: Endpoint,
        credentials: Credentials,
        authority: String
    ) throws(Problem) {
        guard head.method != .get, head.method != .head, !credentials.isBearer else { return }
        switch CrossSiteCheck.verdict(head.headerFields, authority: authority) {
        case .sameOrigin: return
        case .crossSite: throw Problem(.crossSite)
        case .unknown:
            // Without a cookie there is no authority to borrow; with one, a form must prove itself by its token
            // (checked when it has been read), and a script by a header that only same-origin scripts can set.
            guard credentials.token != nil, endpoint.surface.isForPrograms else { return }
            guard let token = credentials.token, let proof = head.headerFields[.formToken],
                FormSecret(token).admits(proof)
            else { throw Problem(.crossSite) }
        }
    }

    func checkFormToken(_ request: WebRequest, endpoint: Endpoint) throws(Problem) {
        guard endpoint.surface.isPage, request.method == .post else { return }
        guard let token = request.form["csrf"], request.formSecret.admits(token) else { throw Problem(.crossSite) }
    }

    /// Whether a person sent a form that must not be lost when the key is gone: scripts keep their own.
    static func isFormOfPerson(_ request: Request, _ endpoint: Endpoint) -> Bool {
        guard endpoint.surface == .page, request.method == .post, case .form = endpoint.body else { return false }
        return request.headers[.secFetchDest].map { $0 == "document" } ?? true
    }

    /// - `purpose`: what the vault is opened for, where the route asks for an open one.
    /// - `isHeldWhileLocked`: a locked session is enough to be asked for the passphrase with the form kept.
    ///
    /// - Throws: ``ProblemKind/notSignedIn`` or ``ProblemKind/locked`` when the route asks for more than there is.
    func session(
        _ credentials: Credentials,
        for endpoint: Endpoint,
        purpose: Purpose,
        isHeldWhileLocked: Bool
    ) async throws -> WebSession? {
        guard endpoint.access != .anyone, let token = credentials.token else {
            guard endpoint.access == .anyone || endpoint.access == .anyoneOrSession else { throw Problem(.notSignedIn) }
            return nil
        }
        if APIToken.isMeant(by: token) { return try await session(bearing: token, credentials, for: endpoint) }
        let purpose = endpoint.access == .unlocked ? purpose : nil
        guard let session = try await session(token, for: endpoint, purpose: purpose) else {
            guard endpoint.access == .anyoneOrSession else { throw Problem(.notSignedIn) }
            return nil
        }
        guard session.isUnlocked || endpoint.access != .unlocked || isHeldWhileLocked else { throw Problem(.locked) }
        // A locked session comes here to be asked for the passphrase, which is a proof.
        guard !endpoint.needsProof || session.isProved || !session.isUnlocked else { throw Problem(.proofNeeded) }
        return session
    }

    private func session(_ token: String, for endpoint: Endpoint, purpose: Purpose?) async throws -> WebSession? {
        do { return try await sessions.session(for: token, purpose: purpose) } catch IdentityError.vault(.noConsent) {
            guard endpoint.opensWithoutConsent, let purpose else { throw Problem(.noConsent) }
            guard purpose != .keyMaintenance else { throw Problem(.noConsent) }
            return try await sessions.session(for: token, purpose: .keyMaintenance)
        }
    }

    /// Default deny: a route that names no scope lets no token in, whoever it belongs to.
    private func session(
        bearing text: String,
        _ credentials: Credentials,
        for endpoint: Endpoint
    ) async throws -> WebSession? {
        guard endpoint.access != .anyoneOrSession else { return nil }
        let scope = endpoint.access == .unlocked && endpoint.surface == .api ? endpoint.tokenScope : nil
        guard credentials.isBearer, let token = APIToken(text: text),
            let session = try await sessions.session(bearing: token, scope: scope, purpose: endpoint.purpose)
        else { throw Problem(.notSignedIn) }
        return session
    }

    func query(_ bytes: ArraySlice<UInt8>, for endpoint: Endpoint) throws(Problem) -> FormFields {
        let fields: FormFields
        do throws(FormFields.Failure) {
            fields = try FormFields(parsing: bytes)
        } catch {
            throw Problem(.malformedRequest, detail: "The query is not well-formed, or has a parameter twice.")
        }
        guard endpoint.surface.isForPrograms else { return fields }
        var faults: [Problem.Field] = []
        for parameter in endpoint.query {
            if let value = fields[parameter.name] {
                parameter.schema.check(text: value, at: parameter.name, faults: &faults)
            } else if parameter.isRequired {
                faults.append(.init(parameter.name, "It is missing."))
            }
        }
        if fields.names.contains(where: { name in !endpoint.query.contains { $0.name == name } }) {
            faults.append(.init("query", "It has a parameter that is not known here."))
        }
        guard faults.isEmpty else { throw Problem(.invalid, fields: faults) }
        return fields
    }

    @concurrent
    func body(
        _ request: Request,
        length: Int?,
        endpoint: Endpoint,
        writer: borrowing ResponseWriter
    ) async throws -> (body: WebRequest.Body, bytes: [UInt8]) {
        let reader = BodyReader(limits: limits)
        guard let length else {
            switch endpoint.body {
            case .none: return (.none, [])
            case .json, .file, .multipart, .uploads, .octets, .upload: throw Problem(.lengthRequired)
            case .form: return (.form(.none), [])
            case .optionalJSON: return (.json(JSONObject()), [])
            }
        }
        let maximum =
            switch endpoint.body {
            case .file, .multipart: limits.importByteCountMaximum
            case .none: 0
            case .json, .optionalJSON, .form: limits.bodyByteCountMaximum
            case .octets(let maximum), .uploads(_, let maximum), .upload(let maximum, _): maximum
            }
        if maximum == 0 { throw Problem(.malformedRequest, detail: "No body is taken here.") }
        guard length <= maximum else { throw Problem(tooLargeFor: maximum) }
        if request.headers[.expect]?.lowercased() == "100-continue" {
            try await writer.writeInformationalHead(HTTPResponse(status: .continue))
        }
        if case .upload(_, let receiver) = endpoint.body {
            let isForm = endpoint.surface == .page
            let upload = try UploadReader(isForm ? request.headers[.contentType] : nil, receiver(), isForm: isForm)
            let received = try await reader.receive(request.body, announced: length, by: upload)
            return (received.body, received.digest)
        }
        let bytes = try await reader.read(request.body, announced: length, maximum: maximum)
        let body = try reader.interpret(bytes, contentType: request.headers[.contentType], rule: endpoint.body)
        return (body, endpoint.takesIdempotencyKey ? bytes : [])
    }

    /// The key under which the vault remembers this request, bound to all of it: the same key with another request is
    /// refused there.
    func idempotencyKey(_ request: Request, bytes: [UInt8], endpoint: Endpoint) throws(Problem) -> IdempotencyKey? {
        guard endpoint.takesIdempotencyKey else { return nil }
        if endpoint.surface == .page { return Self.key(ofForm: bytes, path: request.head.path) }
        guard let key = request.headers[.idempotencyKey] else { return nil }
        guard (8...64).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Problem(
                .invalid,
                fields: [.init("Idempotency-Key", "It must have 8 to 64 visible ASCII characters.")]
            )
        }
        let target = Array("\(request.method.rawValue) \(request.head.path ?? "")\n".utf8)
        let digest = Digest.sha256(target, bytes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        return IdempotencyKey(key: Array(key.utf8), requestDigest: digest)
    }

    /// A form carries a token that no other page carries, so the same bytes again are the same press, sent twice.
    private static func key(ofForm bytes: [UInt8], path: String?) -> IdempotencyKey {
        let digest = Digest.sha256(Array("form \(path ?? "")\n".utf8), bytes)
        return IdempotencyKey(key: Array(digest.prefix(16)), requestDigest: 0)
    }

    func checkIfMatch(_ fields: HTTPFields, endpoint: Endpoint) throws(Problem) {
        guard endpoint.needsIfMatch else { return }
        guard let tag = fields[.ifMatch] else { throw Problem(.ifMatchRequired) }
        guard TextFormat.entityTag.fault(in: tag) == nil else { throw Problem(.changedMeanwhile) }
    }
}
