import HTTPTypes
import Identity
import Primitives

/// The authenticator app, backup codes and a new recovery kit.
struct AppPages: Sendable {
    private static let path = SecurityPages.path + "/app"

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [make, show, confirm, remove, makeCodes, makeKit] }

    private var make: Endpoint {
        Endpoint(.post, Self.path + "/new", surface: .page, access: .unlocked) { request in
            _ = try await identity.makeAppSecret(try request.sessionToken())
            return .seeOther(Self.path)
        }.with {
            $0.needsProof = true
            $0.body = .form()
        }
    }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { try await answer($0, problems: .none) }
            .with { $0.needsProof = true }
    }

    private func answer(_ request: WebRequest, problems: FormProblems) async throws -> Answer {
        guard let new = try await identity.newAppSecret(try request.sessionToken()),
            let picture = QRCode(AppAddress.text(new))
        else { return .seeOther(SecurityPages.path) }
        let page = AuthenticatorPage(
            picture: picture,
            secret: AppAddress.secretText(new).grouped(by: 4, separator: " "),
            problems: problems
        )
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private var confirm: Endpoint {
        Endpoint(.post, Self.path, surface: .page, access: .unlocked) { request in
            let codes: [Redacted<String>]
            do throws(IdentityError) {
                codes = try await identity.confirmApp(request.form["code"] ?? "", token: try request.identityToken())
            } catch {
                if error == .factor(.noApp) { return .seeOther(SecurityPages.path) }
                return try await answer(request, problems: try DoorErrors.factor(error))
            }
            if codes.isEmpty { return .seeOther(SecurityPages.path, .appAdded) }
            return try await site.showing(codes, request)
        }.with {
            $0.needsProof = true
            $0.body = .form()
        }
    }

    private var remove: Endpoint {
        Endpoint(.post, Self.path + "/remove", surface: .page, access: .unlocked) { request in
            do throws(IdentityError) {
                try await identity.removeApp(try request.identityToken())
            } catch {
                // Removed in another window: that is what was wanted.
                guard error == .factor(.noApp) else { throw error }
            }
            return .seeOther(SecurityPages.path, .appRemoved)
        }.with {
            $0.needsProof = true
            $0.body = .form()
        }
    }

    private var makeCodes: Endpoint {
        Endpoint(.post, SecurityPages.path + "/backup-codes", surface: .page, access: .unlocked) { request in
            try await site.showing(try await identity.makeBackupCodes(try request.sessionToken()), request)
        }.with {
            $0.needsProof = true
            $0.body = .form()
        }
    }

    private var makeKit: Endpoint {
        Endpoint(.post, SecurityPages.path + "/kit", surface: .page, access: .unlocked) { request in
            let token = try request.sessionToken()
            let code: Redacted<String>
            do throws(IdentityError) { code = try await identity.makeRecoveryCode(token) } catch {
                guard error == .ownLock(.locked) else { throw error }
                return .seeOther(SecurityPages.path, .kitLocked)
            }
            return try await site.kitPage(code, handle: try await identity.handle(token), request)
        }.with {
            $0.needsProof = true
            $0.body = .form()
        }
    }
}
