import HTTPTypes
import Identity
import Primitives

/// Adding, naming and removing passkeys.
struct PasskeyPages: Sendable {
    private static let path = SecurityPages.path + "/passkeys"

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [show, options, add, rename, remove] }

    private var show: Endpoint {
        Endpoint(.get, Self.path + "/new", surface: .page, access: .unlocked) { request in
            try await site.answer(PasskeyPage(name: BrowserName.of(request.fields)), request)
        }.with { $0.needsProof = true }
    }

    private var options: Endpoint {
        Endpoint(.post, Self.path + "/options", surface: .page, access: .unlocked) { request in
            let token = try request.sessionToken()
            let owner = try await identity.passkeyOwner(token)
            let challenge = try await identity.challenge(for: .registration(token))
            return PasskeyJSON.creationOptions(challenge, site.address.relyingParty, owner)
        }.with {
            $0.needsProof = true
            $0.body = .form()
        }
    }

    private var add: Endpoint {
        Endpoint(.post, Self.path, surface: .page, access: .unlocked) { request in
            let name = request.form["name"] ?? ""
            guard let answer = try PasskeyJSON.object(inField: request.form["answer"]) else {
                return .seeOther(Self.path + "/new")
            }
            let registration = try PasskeyJSON.registration(answer)
            let codes: [Redacted<String>]
            do throws(IdentityError) {
                codes = try await identity.addPasskey(registration, name: name, token: try request.identityToken())
            } catch {
                let page = PasskeyPage(name: name, problems: try DoorErrors.factor(error, field: "name"))
                return try await site.answer(page, request, status: .unprocessableContent)
            }
            guard codes.isEmpty else { return try await site.showing(codes, request) }
            return .seeOther(SecurityPages.path, registration.secret == nil ? .passkeyStep : .passkeyAdded)
        }.with {
            $0.needsProof = true
            $0.body = .form()
        }
    }

    private var rename: Endpoint {
        Endpoint(.post, Self.path + "/{id}", surface: .page, access: .unlocked) { request in
            let mark = try Self.mark(request)
            try await identity.renamePasskey(mark, to: request.form["name"] ?? "", token: try request.sessionToken())
            return .seeOther(SecurityPages.path, .saved)
        }.with { $0.body = .form() }
    }

    private var remove: Endpoint {
        Endpoint(.post, Self.path + "/{id}/remove", surface: .page, access: .unlocked) { request in
            try await identity.removePasskey(try Self.mark(request), token: try request.sessionToken())
            return .seeOther(SecurityPages.path, .passkeyRemoved)
        }.with {
            $0.needsProof = true
            $0.body = .form()
        }
    }

    private static func mark(_ request: WebRequest) throws(Problem) -> [UInt8] {
        guard let mark = Base32.decode(request.parameter("id")) else { throw Problem(.notFound) }
        return mark
    }
}

extension PageSite {
    /// Backup codes on a page of their own: the only time that they are shown.
    func showing(_ codes: [Redacted<String>], _ request: WebRequest) async throws -> Answer {
        let page = BackupCodesPage(
            codes: codes.map(\.value),
            handle: try await services.identity.handle(try request.sessionToken()),
            site: address.name,
            made: dayText(today)
        )
        return try await answer(page, request)
    }
}
