import HTTPTypes
import Primitives
import Testing

@testable import Staff
@testable import Web

/// Goal: every route of the staff answers exactly those roles that have its permission, and no route is forgotten.
///
/// Method: a table written by hand, and real requests over TLS with a session of each role.
@Suite("Routes of the staff")
struct StaffRouteTests {
    /// Every route with what it needs; doors need nothing.
    static let table: [String: StaffPermission?] = [
        "GET /": .none, "GET /staff/sign-in": .none, "GET /staff/join": .none,
        "POST /staff/call/sign-in/start": .none, "POST /staff/call/sign-in": .none,
        "POST /staff/call/join/start": .none, "POST /staff/call/join": .none,
        "GET /staff": .ownPage, "POST /staff/sign-out": .ownPage,
        "GET /staff/console": .readConsole, "GET /staff/numbers": .readConsole,
        "GET /staff/accounts": .findAccount, "POST /staff/accounts/find": .findAccount,
        "POST /staff/accounts/{id}/sessions/end": .endAccountSessions,
        "POST /staff/accounts/{id}/hold": .holdAccount, "POST /staff/accounts/{id}/release": .releaseAccount,
        "GET /staff/members": .readRoster, "GET /staff/members/{id}": .readRoster,
        "POST /staff/members/{id}/remove": .removeMember,
        "POST /staff/members/{id}/sessions/end": .endSessions,
        "POST /staff/members/{id}/devices/{device}/attest": .attestDevice,
        "POST /staff/members/{id}/devices/{device}/take": .attestDevice,
        "POST /staff/members/{id}/training": .recordTraining,
        "POST /staff/members/{id}/duty": .planDuty, "POST /staff/members/{id}/duty/{duty}/cancel": .planDuty,
        "POST /staff/members/{id}/role": .decideRoster,
        "GET /staff/decisions": .decideRoster, "POST /staff/decisions/invite": .decideRoster,
        "POST /staff/decisions/{id}/approve": .decideRoster, "POST /staff/decisions/{id}/withdraw": .decideRoster,
        "GET /staff/history": .readHistory,
        "GET /staff/access": .readAccess, "POST /staff/access": .askAccess, "GET /staff/access/{id}": .readAccess,
        "POST /staff/access/{id}/agree/options": .decideAccess, "POST /staff/access/{id}/agree": .decideAccess,
        "POST /staff/access/{id}/end": .readAccess,
        "GET /staff/requests": .answerRequests, "POST /staff/requests/find": .answerRequests,
        "GET /staff/requests/{id}": .answerRequests, "POST /staff/requests/{id}/acknowledge": .answerRequests,
        "POST /staff/requests/{id}/extend": .answerRequests, "POST /staff/requests/{id}/answer": .answerRequests,
        "POST /staff/requests/{id}/read": .answerRequests,
        "GET /staff/breaches": .handleBreaches, "POST /staff/breaches": .handleBreaches,
        "GET /staff/breaches/{id}": .handleBreaches, "POST /staff/breaches/{id}/mark": .handleBreaches,
        "GET /staff/breaches/{id}/text/{who}/{language}": .handleBreaches,
        "GET /staff/access/{id}/money": .askAccess, "GET /staff/access/{id}/diary": .askAccess,
    ]

    private static func name(_ endpoint: Endpoint) -> String {
        "\(endpoint.method.rawValue) \(endpoint.template.text)"
    }

    /// The check of the head alone would let whoever holds a form open act after she was shut out.
    @Test("what a member may do is worked out once more when a slow form is there")
    func slowForm() async throws {
        try await StaffHousehold.run { house in
            let (asha, meera) = try await house.officers()
            let path = "/staff/members/\(meera.id.text)"
            let token = try #require(Browser.formToken(try await asha.browser.get(path)))
            let body = "csrf=" + PercentCoding.encode(token)
            let cookie = try #require(asha.browser.cookie(Cookies.staff))
            let session = try #require(try await house.staff.sessions(of: asha.id).first)
            house.clock.turn(seconds: 5)
            let client = try await RawClient.tls(port: house.server.httpsPort)
            let head = """
                POST \(path)/sessions/end HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n\
                Origin: null\r\n\
                Cookie: \(Cookies.staff)=\(cookie)\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                Content-Length: \(body.utf8.count)\r\n\r\n
                """
            try await client.send(head + body.prefix(6))
            // She was let in by the head.
            while house.staff.sessions.withUse(session).lastUse != house.clock.now() { await Task.yield() }
            try await house.staff.endSessions(of: asha.id, by: .member(meera.id))
            try await client.send(String(body.dropFirst(6)))
            let answer = try await client.answer()
            await client.close()
            #expect(answer.status == 303 && answer["location"] == "/staff/sign-in")
            #expect(try await house.staff.sessions(of: meera.id).count == 1)
        }
    }

    @Test("the table names every route of the staff, with the permission that it declares")
    func complete() async throws {
        try await StaffHousehold.run { house in
            let routes = house.endpoints.filter { $0.surface != .asset }
            #expect(Set(routes.map(Self.name)) == Set(Self.table.keys))
            #expect(routes.count == Self.table.count)
            for route in routes {
                let expected = try #require(Self.table[Self.name(route)], "\(Self.name(route))")
                let need: StaffNeed = expected.map { .permission($0) } ?? .door
                #expect(route.surface.staffNeed == need, "\(Self.name(route))")
            }
            // Every permission opens something.
            let used = Set(Self.table.values.compactMap(\.self))
            #expect(used == Set(StaffPermission.allCases))
        }
    }

    @Test("every route answers each role as its permission says, over real requests")
    func everyRole() async throws {
        try await StaffHousehold.run { house in
            let (asha, meera) = try await house.officers()
            for role in StaffRole.allCases {
                let person = try await house.member("Role \(role.name)", role, by: asha.id, meera.id)
                for route in house.endpoints {
                    guard case .permission(let permission)? = route.surface.staffNeed else { continue }
                    let isOpen = role.permissions.contains(permission)
                    let answer = try await Self.ask(route, as: try await house.session(of: person.id), house)
                    let isForbidden = answer.status == 403 && answer.text.contains("This is not open to you")
                    #expect(isForbidden != isOpen, "\(role.name): \(Self.name(route)) answers \(answer.status)")
                    #expect(answer.status < 500, "\(role.name): \(Self.name(route)) answers \(answer.status)")
                    if isOpen {
                        #expect(
                            answer.status != 401 && answer["location"] != "/staff/sign-in" || permission == .ownPage
                        )
                    }
                }
            }
        }
    }

    @Test("nobody, a made-up session and a person's session are led to the door, on every route")
    func nobody() async throws {
        try await StaffHousehold.run { house in
            _ = try await house.officers()
            let person = try await house.household.signUp("priya")
            let tokens = [nil, "x", StaffSecret.random(.session).text(), person.token]
            for route in house.endpoints {
                guard case .permission? = route.surface.staffNeed else { continue }
                for token in tokens {
                    let answer = try await Self.send(route, cookie: token.map { "__Host-flowkeep-staff=\($0)" }, house)
                    #expect(answer.status == 303, "\(Self.name(route)): \(answer.status)")
                    #expect(answer["location"] == "/staff/sign-in", "\(Self.name(route))")
                }
            }
        }
    }

    @Test("a session of the staff is taken from its own cookie alone")
    func cookie() async throws {
        try await StaffHousehold.run { house in
            let (asha, _) = try await house.officers()
            let token = try await house.session(of: asha.id).text()
            let head = "GET /staff HTTP/1.1\r\nHost: localhost\r\n"
            let signedIn = try await house.server.request("\(head)Cookie: __Host-flowkeep-staff=\(token)\r\n\r\n")
            #expect(signedIn.status == 200)
            for field in [
                "Authorization: Bearer \(token)", "Cookie: __Host-flowkeep=\(token)",
                "Cookie: __Host-flowkeep-staff=\(token); __Host-flowkeep-staff=\(token)",
            ] {
                let answer = try await house.server.request("\(head)\(field)\r\n\r\n")
                #expect(answer.status == 303, "\(field)")
            }
        }
    }

    @Test("no route of people is on the staff's listener, and none of the staff on theirs")
    func apart() async throws {
        try await StaffHousehold.run { house in
            let people = house.household
            for route in people.endpoints where route.surface != .asset && route.template.text != "/" {
                #expect(route.surface.staffNeed == nil)
                let answer = try await Self.send(route, cookie: nil, house)
                #expect(answer.status == 404, "\(Self.name(route)): \(answer.status)")
            }
            for route in house.endpoints where route.surface != .asset && route.template.text != "/" {
                let answer = try await Self.send(route, cookie: nil, on: people.server)
                #expect(answer.status == 404, "\(Self.name(route)): \(answer.status)")
            }
        }
    }

    @Test("a form of the staff without its token, or from another site, changes nothing")
    func crossSite() async throws {
        try await StaffHousehold.run { house in
            let (asha, meera) = try await house.officers()
            let before = try await house.staff.roster()
            let page = try await asha.browser.get("/staff/members/\(meera.id.text)")
            #expect(page.status == 200)
            let path = "/staff/members/\(meera.id.text)/training"
            let bare = try await asha.browser.send("POST", path, "kind=quarterly&day=2026-11-20")
            #expect(bare.status == 403)
            let token = try #require(Browser.formToken(page))
            let foreign = try await asha.browser.send(
                "POST",
                path,
                "csrf=\(token)&kind=quarterly&day=2026-11-20",
                fields: ["Sec-Fetch-Site: cross-site"]
            )
            #expect(foreign.status == 403)
            // Another member's token is as good as none.
            let other = try await meera.browser.get("/staff/members/\(asha.id.text)")
            let borrowed = try #require(Browser.formToken(other))
            let answer = try await asha.browser.send(
                "POST",
                path,
                "csrf=\(borrowed)&kind=quarterly&day=2026-11-20"
            )
            #expect(answer.status == 403)
            #expect(try await house.staff.roster() == before)
        }
    }

    // MARK: Asking

    private static func ask(
        _ route: Endpoint,
        as token: StaffSecret,
        _ house: StaffHousehold
    ) async throws -> RawAnswer {
        let text = token.text()
        return try await send(
            route,
            cookie: "__Host-flowkeep-staff=\(text)",
            csrf: FormSecret(text).token(),
            house
        )
    }

    private static func send(
        _ route: Endpoint,
        cookie: String?,
        csrf: String = "",
        _ house: StaffHousehold
    ) async throws -> RawAnswer { try await send(route, cookie: cookie, csrf: csrf, on: house.server) }

    private static func send(
        _ route: Endpoint,
        cookie: String?,
        csrf: String = "",
        on server: TestServer
    ) async throws -> RawAnswer {
        var path = route.template.text
        for name in route.template.parameterNames {
            path = path.replacing("{\(name)}", with: StaffMemberID(high: 1, low: 2).text)
        }
        var head = "\(route.method.rawValue) \(path) HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
        if let cookie { head += "Cookie: \(cookie)\r\n" }
        guard route.method != .get else { return try await server.request("\(head)\r\n") }
        let body = "csrf=\(csrf)"
        head += "Origin: https://localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        return try await server.request("\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
}
