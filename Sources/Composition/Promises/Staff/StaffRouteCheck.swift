import Assurance
import HTTPTypes
import Primitives
import Staff
import Web

/// ACC-1: every route of the staff against every role.
struct StaffRouteCheck: PromiseCheck {
    let promise = PromiseID.acc1
    let method =
        "Compares the routes of the staff's listener with a table of its own, asks each of them with a session of each "
        + "role of a staff in memory, and, where the listener runs, each of them as a stranger over TLS: exactly those "
        + "roles are let in to whom the table gives the permission, and no stranger is."
    /// Whether anybody belongs to the real staff, or its listener runs.
    let isStaffed: @Sendable () async throws -> Bool
    /// What the listener serves.
    let endpoints: @Sendable () throws -> [Endpoint]
    /// How a stranger reaches the listener; nil where this process runs none.
    let probe: ServerProbe?
    let now: Now
    /// Who finds the member of a token.
    var gate: @Sendable (StaffService) -> any StaffGate = { StaffSessionGate(service: $0) }

    /// By hand, beside the declarations: a permission that was given by mistake is one difference more.
    static let roles: [StaffRole: Set<String>] = [
        .support: [
            "own-page", "read-console", "find-account", "end-account-sessions", "hold-account", "ask-access",
            "read-access", "answer-requests",
        ],
        .engineer: ["own-page", "read-roster", "read-console", "ask-access", "read-access"],
        .seniorEngineer: Set(StaffPermission.allCases.map(\.rawValue)),
        .security: [
            "own-page", "read-roster", "end-sessions", "attest-device", "record-training", "read-history",
            "read-console", "find-account", "end-account-sessions", "hold-account", "release-account",
            "read-access", "answer-requests", "handle-breaches",
        ],
        .auditor: ["own-page", "read-roster", "read-history", "read-access"],
    ]

    /// Every route with its permission; doors have none.
    static let routes: [String: String] = [
        "GET /": "", "GET /staff/sign-in": "", "GET /staff/join": "", "POST /staff/call/sign-in/start": "",
        "POST /staff/call/sign-in": "", "POST /staff/call/join/start": "", "POST /staff/call/join": "",
        "GET /staff": "own-page", "POST /staff/sign-out": "own-page", "GET /staff/console": "read-console",
        "GET /staff/numbers": "read-console",
        "GET /staff/accounts": "find-account", "POST /staff/accounts/find": "find-account",
        "POST /staff/accounts/{id}/sessions/end": "end-account-sessions",
        "POST /staff/accounts/{id}/hold": "hold-account",
        "POST /staff/accounts/{id}/release": "release-account", "GET /staff/members": "read-roster",
        "GET /staff/members/{id}": "read-roster", "POST /staff/members/{id}/remove": "remove-member",
        "POST /staff/members/{id}/sessions/end": "end-sessions",
        "POST /staff/members/{id}/devices/{device}/attest": "attest-device",
        "POST /staff/members/{id}/devices/{device}/take": "attest-device",
        "POST /staff/members/{id}/training": "record-training", "POST /staff/members/{id}/duty": "plan-duty",
        "POST /staff/members/{id}/duty/{duty}/cancel": "plan-duty", "POST /staff/members/{id}/role": "decide-roster",
        "GET /staff/decisions": "decide-roster", "POST /staff/decisions/invite": "decide-roster",
        "POST /staff/decisions/{id}/approve": "decide-roster",
        "POST /staff/decisions/{id}/withdraw": "decide-roster", "GET /staff/history": "read-history",
        "GET /staff/access": "read-access", "POST /staff/access": "ask-access",
        "GET /staff/access/{id}": "read-access", "POST /staff/access/{id}/agree/options": "decide-access",
        "POST /staff/access/{id}/agree": "decide-access", "POST /staff/access/{id}/end": "read-access",
        "GET /staff/requests": "answer-requests", "POST /staff/requests/find": "answer-requests",
        "GET /staff/requests/{id}": "answer-requests", "POST /staff/requests/{id}/acknowledge": "answer-requests",
        "POST /staff/requests/{id}/extend": "answer-requests", "POST /staff/requests/{id}/answer": "answer-requests",
        "POST /staff/requests/{id}/read": "answer-requests", "GET /staff/breaches": "handle-breaches",
        "POST /staff/breaches": "handle-breaches", "GET /staff/breaches/{id}": "handle-breaches",
        "POST /staff/breaches/{id}/mark": "handle-breaches",
        "GET /staff/breaches/{id}/text/{who}/{language}": "handle-breaches",
        "GET /staff/access/{id}/money": "ask-access", "GET /staff/access/{id}/diary": "ask-access",
    ]

    func run() async throws -> PromiseFinding {
        guard try await isStaffed() else { return PromiseFinding(.notInDeployment(.noStaff)) }
        let staff = try await CheckedStaff(now: now)
        let walk = StaffWalk(try endpoints(), gate: gate(staff.service))
        var evidence = [compared(walk)]
        var (asked, wrong) = (0, 0)
        for role in StaffRole.allCases {
            guard let member = staff[role] else { throw StaffError.refused(.unknownMember) }
            try await staff.makeFit(member)
            let token = try await staff.tryDoor(member)?.text()
            for endpoint in walk.endpoints {
                guard let needed = Self.routes[StaffWalk.name(endpoint)], !needed.isEmpty else { continue }
                let isOpen = Self.roles[role]?.contains(needed) ?? false
                asked += 1
                if try await walk.ask(endpoint, token: token) != (isOpen ? .admitted : .forbidden) { wrong += 1 }
            }
        }
        evidence.append(
            Evidence(
                "Each route asked as each of \(StaffRole.allCases.count) roles",
                "\(asked) tried, \(wrong) not as in the table",
                isAsPromised: asked > 0 && wrong == 0
            )
        )
        if let probe { evidence.append(try await asStranger(walk, probe)) }
        return PromiseFinding(evidence)
    }

    private func compared(_ walk: StaffWalk) -> Evidence {
        var differing = Set(Self.routes.keys).subtracting(walk.endpoints.map(StaffWalk.name)).count
        for endpoint in walk.endpoints {
            let declared: String? =
                switch endpoint.surface.staffNeed {
                case .permission(let permission): permission.rawValue
                case .door: ""
                case nil: nil
                }
            if Self.routes[StaffWalk.name(endpoint)] != declared { differing += 1 }
        }
        let isRight = differing == 0 && !walk.endpoints.isEmpty
        return Evidence(
            "Routes of the staff's listener",
            "\(walk.endpoints.count), \(differing) not as in the table",
            isAsPromised: isRight
        )
    }

    private func asStranger(_ walk: StaffWalk, _ probe: ServerProbe) async throws -> Evidence {
        var (asked, answered) = (0, 0)
        for endpoint in walk.endpoints {
            guard case .permission? = endpoint.surface.staffNeed, endpoint.template.parameterNames.isEmpty else {
                continue
            }
            let head = try await probe.head(endpoint.method.rawValue, endpoint.template.text)
            asked += 1
            let status = head.dropFirst(9).prefix(3)
            if status != "303" && status != "401" { answered += 1 }
        }
        return Evidence(
            "Asked as a stranger, over TLS",
            "\(asked) tried, \(answered) answered",
            isAsPromised: asked > 0 && answered == 0
        )
    }
}
