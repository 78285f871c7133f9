import Testing

@testable import Web

@Suite("API of shared books", .serialized)
struct BooksAPITests {
    private func book(_ caller: APICaller, named name: String = "Household") async throws -> String {
        let body = #"{"name":"\#(name)","displayName":"Asha"}"#
        return try #require(try await caller.call("POST", "/books", body, expecting: 201).text("id"))
    }

    private func join(_ caller: APICaller, _ owner: APICaller, _ book: String, as role: String) async throws {
        let made = try await owner.call("POST", "/books/\(book)/invitations", #"{"role":"\#(role)"}"#, expecting: 201)
        let code = try #require(made.text("code"))
        let look = try await caller.call("POST", "/books/look", #"{"code":"\#(code)"}"#, expecting: 200)
        #expect(look.text("book") == "Household" && look.text("role") == role && look.text("invitedBy") == "Asha")
        let joined = try await caller.call(
            "POST",
            "/books/join",
            #"{"code":"\#(code)","displayName":"Ravi"}"#,
            expecting: 201
        )
        #expect(joined.count("members") == 2 && joined.text("role") == role)
    }

    @Test("operations on money take the book by a parameter, and mean her own without it")
    func money() async throws {
        try await TestHousehold.run { household in
            let (asha, ravi) = (try await household.signUp("asha"), try await household.signUp("ravi"))
            let book = try await book(asha)
            try await join(ravi, asha, book, as: "editor")
            let account = #"{"name":"Purse","kind":"cash","currency":"INR"}"#
            try await ravi.call("POST", "/money/accounts?book=\(book)", account, expecting: 201)
            #expect(try await asha.call("GET", "/money/accounts?book=\(book)", expecting: 200).count("items") == 1)
            #expect(try await asha.call("GET", "/money/accounts", expecting: 200).count("items") == 0)
            #expect(try await ravi.call("GET", "/money/accounts", expecting: 200).count("items") == 0)
            try await ravi.call("GET", "/money/accounts?book=none", expecting: 404)
            let mina = try await household.signUp("mina")
            try await mina.call("GET", "/money/accounts?book=\(book)", expecting: 404)
            try await mina.call("GET", "/books/\(book)", expecting: 404)
        }
    }

    @Test("a viewer's changes are refused; what only the owner does is refused to all others")
    func roles() async throws {
        try await TestHousehold.run { household in
            let (asha, ravi) = (try await household.signUp("asha"), try await household.signUp("ravi"))
            let book = try await book(asha)
            try await join(ravi, asha, book, as: "viewer")
            let account = #"{"name":"Purse","kind":"cash","currency":"INR"}"#
            let refused = try await ravi.call("POST", "/money/accounts?book=\(book)", account, expecting: 403)
            #expect(refused.raw.text.contains("only its owner and editors"))
            try await ravi.call("POST", "/books/\(book)/invitations", #"{"role":"viewer"}"#, expecting: 403)
            try await ravi.call("PUT", "/books/\(book)/name", #"{"name":"Mine"}"#, expecting: 403)
            try await ravi.call("DELETE", "/books/\(book)", expecting: 403)
            try await asha.call("POST", "/books/\(book)/leave", expecting: 409)
            let members = try await asha.call("GET", "/books/\(book)", expecting: 200).raw.text
            let ids = members.matches(of: /"id":"([0-9a-z]{26})"/).map { String($0.1) }
            let member = try #require(ids.last)
            try await asha.call("PUT", "/books/\(book)/members/\(member)", #"{"role":"editor"}"#, expecting: 204)
            try await ravi.call("POST", "/money/accounts?book=\(book)", account, expecting: 201)
            try await asha.call("DELETE", "/books/\(book)/members/\(member)", expecting: 204)
            try await asha.call("DELETE", "/books/\(book)/members/\(member)", expecting: 404)
            try await ravi.call("GET", "/money/accounts?book=\(book)", expecting: 404)
            #expect(try await ravi.call("GET", "/books", expecting: 200).count("items") == 0)
        }
    }

    @Test("handing over, withdrawing, renaming, leaving and deleting")
    func life() async throws {
        try await TestHousehold.run { household in
            let (asha, ravi) = (try await household.signUp("asha"), try await household.signUp("ravi"))
            let book = try await book(asha)
            try await join(ravi, asha, book, as: "viewer")
            try await asha.call("POST", "/books/\(book)/invitations", #"{"role":"viewer"}"#, expecting: 201)
            let waiting = try await asha.call("GET", "/books/\(book)/invitations", expecting: 200)
            #expect(waiting.count("items") == 1)
            let id = try #require(waiting.raw.text.firstMatch(of: /"id":"([0-9a-z]{26})"/)).1
            try await asha.call("DELETE", "/books/\(book)/invitations/\(id)", expecting: 204)
            try await asha.call("PUT", "/books/\(book)/name", #"{"name":"Flat 3"}"#, expecting: 204)
            let text = try await ravi.call("GET", "/books/\(book)", expecting: 200).raw.text
            let member = try #require(text.matches(of: /"id":"([0-9a-z]{26})"/).last).1
            household.clock.turn(seconds: 601)
            let refused = try await asha.call(
                "PUT",
                "/books/\(book)/members/\(member)",
                #"{"role":"owner"}"#,
                expecting: 403
            )
            #expect(refused.text("type") == "urn:flowkeep:problem:proof-needed")
            let proof = #"{"passphrase":"\#(TestHousehold.passphrase)"}"#
            try await asha.call("POST", "/sessions/current/proof", proof, expecting: 204)
            try await asha.call("PUT", "/books/\(book)/members/\(member)", #"{"role":"owner"}"#, expecting: 204)
            try await asha.call("POST", "/books/\(book)/leave", expecting: 204)
            try await ravi.call("POST", "/sessions/current/proof", proof, expecting: 204)
            try await ravi.call("DELETE", "/books/\(book)", expecting: 204)
            try await ravi.call("GET", "/books/\(book)", expecting: 404)
        }
    }

    @Test("a token reaches its owner's own book only")
    func tokens() async throws {
        try await TestHousehold.run { household in
            let asha = try await household.signUp("asha")
            let book = try await book(asha)
            let body = #"{"name":"script","scopes":["money-write"]}"#
            let token = try #require(try await asha.call("POST", "/privacy/tokens", body, expecting: 201).text("token"))
            let script = APICaller(household: household)
            script.setToken(token)
            try await script.call("GET", "/money/accounts", expecting: 200)
            try await script.call("GET", "/money/accounts?book=\(book)", expecting: 403)
            let browser = Browser(server: household.server)
            let door = try await browser.get("/sign-in")
            let fields = [("handle", "asha"), ("passphrase", TestHousehold.passphrase)]
            #expect(try await browser.post("/sign-in", from: door, fields).status == 303)
            #expect(try await browser.get("/privacy/access").text.contains("A token tried what it is not for"))
        }
    }

    @Test("wrong codes are refused and counted")
    func codes() async throws {
        try await TestHousehold.run { household in
            let ravi = try await household.signUp("ravi")
            for _ in 0..<8 { try await ravi.call("POST", "/books/look", #"{"code":"nonsense"}"#, expecting: 422) }
            try await ravi.call("POST", "/books/look", #"{"code":"nonsense"}"#, expecting: 429)
        }
    }
}
