import HTTPTypes
package import Staff

/// What it takes to be answered on a route of the staff.
package enum StaffNeed: Hashable, Sendable {
    /// Nothing yet: signing in, and following a link.
    case door
    /// A session, and this permission now.
    case permission(StaffPermission)
}

/// Finds the member a token belongs to, as she stands now.
package protocol StaffGate: Sendable {
    /// Nil when no session lives under this token, which may be any text.
    func admit(_ token: String) async throws -> StaffAdmission?
}

/// The sessions of the staff's service, as routes ask for them.
package struct StaffSessionGate: StaffGate {
    private let service: StaffService

    package init(service: StaffService) { self.service = service }

    package func admit(_ token: String) async throws -> StaffAdmission? {
        guard let token = StaffSecret(.session, text: token) else { return nil }
        do throws(StaffError) {
            return try await service.admit(token)
        } catch .notLetIn {
            return nil
        }
    }
}

extension Endpoint {
    package typealias StaffHandler = @Sendable (WebRequest, StaffAdmission) async throws -> Answer

    /// A page of the staff, shown to whoever has the permission at this moment.
    static func staff(
        _ method: HTTPRequest.Method,
        _ path: String,
        needs permission: StaffPermission,
        handler: @escaping StaffHandler
    ) -> Endpoint {
        Endpoint(method, path, surface: .staffPage(.permission(permission)), access: .anyone) { request in
            guard let staff = request.staff else { throw Problem(.notSignedIn) }
            return try await handler(request, staff)
        }
    }

    /// What a form of the staff is sent to.
    static func staffForm(
        _ path: String,
        needs permission: StaffPermission,
        handler: @escaping StaffHandler
    ) -> Endpoint {
        staff(.post, path, needs: permission, handler: handler).with { $0.body = .form() }
    }

    /// A page before the door of the staff.
    static func staffDoor(_ path: String, handler: @escaping Handler) -> Endpoint {
        Endpoint(.get, path, surface: .staffPage(.door), access: .anyone, handler: handler)
    }

    /// What the script of such a page asks.
    static func staffCall(_ path: String, _ body: ObjectSchema, handler: @escaping Handler) -> Endpoint {
        Endpoint(.post, path, surface: .staffCall(.door), access: .anyone, handler: handler)
            .with { $0.body = .json(body) }
    }
}

extension Dispatcher {
    /// Who of the staff is asking, where the route is one of hers.
    ///
    /// - Throws: ``ProblemKind/notSignedIn``, or ``ProblemKind/notAllowed`` with why.
    func staff(_ credentials: Credentials, for endpoint: Endpoint) async throws -> StaffAdmission? {
        guard let need = endpoint.surface.staffNeed else { return nil }
        // A site without a gate has nobody of the staff, whatever it routes.
        guard case .permission(let permission) = need else { return nil }
        guard let staffGate, let token = credentials.token, let staff = try await staffGate.admit(token) else {
            throw Problem(.notSignedIn)
        }
        guard staff.may(permission) else { throw Problem(.notAllowed, detail: Self.reason(staff, permission)) }
        return staff
    }

    private static func reason(_ staff: StaffAdmission, _ permission: StaffPermission) -> String {
        guard staff.member.role.permissions.contains(permission) else { return "Your role does not have this." }
        switch staff.standing.lapses.first {
        case .neverTrained: return "Your introduction is not on record, so nothing of production is open to you."
        case .training: return "Your training has lapsed, so nothing of production is open to you."
        case .offDuty, nil: return "You are not on duty now, so nothing of production is open to you."
        }
    }
}
