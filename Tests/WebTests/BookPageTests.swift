import Testing

@testable import Web

/// Shared books, in two browsers that run no scripts.
@Suite("Pages of shared books", .serialized)
struct BookPageTests {
    private func person(_ household: TestHousehold, _ handle: String) async throws -> Browser {
        let browser = Browser(server: household.server)
        let door = try await browser.get("/sign-up")
        _ = try await browser.post(
            "/sign-up",
            from: door,
            [("handle", handle), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        return browser
    }

    /// Makes a book and gives its path.
    private func book(_ browser: Browser) async throws -> String {
        let list = try await browser.get("/money/books")
        let made = try await browser.post("/money/books", from: list, [("name", "Household"), ("displayName", "Asha")])
        #expect(made.status == 303)
        return try #require(made["location"])
    }

    private func code(_ browser: Browser, _ path: String, as role: String = "editor") async throws -> String {
        let form = try await browser.get(path + "/invite")
        let made = try await browser.post(path + "/invite", from: form, [("role", role)])
        #expect(made.status == 200)
        let groups = made.text.matches(of: /<li>([0-9a-z]{4})<\/li>/).map { String($0.1) }
        #expect(groups.count == 8)
        return groups.joined(separator: " ")
    }

    private func join(_ browser: Browser, _ code: String, named name: String = "Ravi") async throws {
        let list = try await browser.get("/money/books")
        let look = try await browser.post("/money/books/join", from: list, [("code", code)])
        #expect(look.status == 200 && look.text.contains("Household") && look.text.contains("Asha"))
        let joined = try await browser.post(
            "/money/books/join/agree",
            from: look,
            [("code", code), ("displayName", name)]
        )
        #expect(joined.status == 303)
    }

    private func add(_ browser: Browser, _ line: String) async throws -> RawAnswer {
        let today = try await browser.get("/today")
        return try await browser.post("/today/add", from: today, [("text", line)])
    }

    @Test("two keep one book; each sees what the other adds, and neither the other's own money")
    func together() async throws {
        try await TestHousehold.run { household in
            let (asha, ravi) = (try await person(household, "asha"), try await person(household, "ravi"))
            #expect(try await add(asha, "private tea 120 cash").status == 303)
            let path = try await book(asha)
            #expect(try await add(asha, "rent 9000 cash").status == 303)
            try await join(ravi, try await code(asha, path))
            #expect(try await add(ravi, "milk 60 cash").status == 303)
            let seen = try await asha.get("/money")
            #expect(seen.text.contains("milk") && seen.text.contains("rent") && !seen.text.contains("private tea"))
            let list = try await ravi.get("/money")
            #expect(list.text.contains("rent") && !list.text.contains("private tea"))
            // Back to her own, by the bar above the page.
            let own = try await asha.post("/money/books/choose", from: seen, [("to", ""), ("next", "/money")])
            #expect(own.status == 303)
            let mine = try await asha.get("/money")
            #expect(mine.text.contains("private tea") && !mine.text.contains("milk"))
            for page in ["/money/accounts", "/money/reports/spending", "/money/search", "/money/export", "/settings"] {
                #expect(try await ravi.get(page).status == 200, "\(page)")
            }
        }
    }

    @Test("a form goes into the book of its page, whatever was chosen in another window meanwhile")
    func windows() async throws {
        try await TestHousehold.run { household in
            let asha = try await person(household, "asha")
            let own = try await asha.get("/today")
            let path = try await book(asha)
            let shared = try await asha.get("/today")
            #expect(shared.text.contains("name=\"book\""))
            #expect(try await asha.post("/today/add", from: own, [("text", "private tea 120 cash")]).status == 303)
            #expect(try await asha.get("/money").text.contains("private tea"))
            #expect(try await asha.post("/today/add", from: shared, [("text", "rent 9000 cash")]).status == 303)
            let list = try await asha.get("/money")
            #expect(list.text.contains("rent") && !list.text.contains("private tea"))
            #expect(try await asha.get(path).status == 200)
        }
    }

    @Test("a viewer is told that she only reads, and each change of hers is refused with a sentence")
    func viewer() async throws {
        try await TestHousehold.run { household in
            let (asha, ravi) = (try await person(household, "asha"), try await person(household, "ravi"))
            let path = try await book(asha)
            #expect(try await add(asha, "rent 9000 cash").status == 303)
            try await join(ravi, try await code(asha, path, as: "viewer"))
            #expect(try await ravi.get("/money").text.contains("You may read this book."))
            let refused = try await add(ravi, "milk 60 cash")
            #expect(refused.status == 403)
            #expect(!(try await asha.get("/money")).text.contains("milk"))
            let page = try await asha.get(path)
            let member = try #require(page.text.firstMatch(of: /action="([^"]*\/members\/[0-9a-z]+)"/)).1
            #expect(try await asha.post(String(member), from: page, [("role", "editor")]).status == 303)
            #expect(try await add(ravi, "milk 60 cash").status == 303)
        }
    }

    @Test("who is taken out is led to her own money; a form that she had open keeps what she typed")
    func removed() async throws {
        try await TestHousehold.run { household in
            let (asha, ravi) = (try await person(household, "asha"), try await person(household, "ravi"))
            let path = try await book(asha)
            try await join(ravi, try await code(asha, path))
            let open = try await ravi.get("/today")
            let page = try await asha.get(path)
            let remove = try #require(page.text.firstMatch(of: /action="([^"]*\/remove)"/)).1
            #expect(try await asha.post(String(remove), from: page, []).status == 303)
            let held = try await ravi.post("/today/add", from: open, [("text", "milk 60 cash")])
            #expect(held.status == 404 && held.text.contains("value=\"milk 60 cash\""))
            let put = try await ravi.post("/today/add", from: held, [("text", "milk 60 cash")])
            #expect(put.status == 303)
            #expect(try await ravi.get("/money").text.contains("milk"))
            #expect(!(try await asha.get("/money")).text.contains("milk"))
        }
    }

    @Test("a book that was deleted leads everybody to what is left")
    func deleted() async throws {
        try await TestHousehold.run { household in
            let (asha, ravi) = (try await person(household, "asha"), try await person(household, "ravi"))
            let path = try await book(asha)
            try await join(ravi, try await code(asha, path))
            let form = try await asha.get(path + "/delete")
            #expect(form.text.contains("2 people keep it."))
            #expect(try await asha.post(path + "/delete", from: form, []).status == 303)
            let led = try await ravi.get("/money")
            #expect(led.status == 200 && led.text.contains("This is your own money."))
            #expect(ravi.cookie("__Host-flowkeep-book") == nil)
            #expect(try await ravi.get("/money").status == 200)
        }
    }

    @Test("wrong codes and names come back with a sentence; the owner cannot leave; a withdrawn code is void")
    func refused() async throws {
        try await TestHousehold.run { household in
            let (asha, ravi) = (try await person(household, "asha"), try await person(household, "ravi"))
            let list = try await asha.get("/money/books")
            let nameless = try await asha.post("/money/books", from: list, [("name", ""), ("displayName", "Asha")])
            #expect(nameless.status == 422 && nameless.text.contains("value=\"Asha\""))
            let path = try await book(asha)
            let code = try await code(asha, path)
            let own = try await asha.post(
                "/money/books/join/agree",
                from: list,
                [("code", code), ("displayName", "A")]
            )
            #expect(own.status == 422 && own.text.contains("You are in this book already."))
            let page = try await asha.get(path)
            let stays = try await asha.post(path + "/leave", from: page, [])
            #expect(stays.status == 422 && stays.text.contains("A book always has an owner."))
            let withdraw = try #require(page.text.firstMatch(of: /action="([^"]*\/withdraw)"/)).1
            #expect(try await asha.post(String(withdraw), from: page, []).status == 303)
            let ravis = try await ravi.get("/money/books")
            let void = try await ravi.post("/money/books/join", from: ravis, [("code", code)])
            #expect(void.status == 422 && void.text.contains("This code opens nothing"))
            #expect(try await ravi.get(path).status == 200, "led to the list")
        }
    }

    @Test("inviting, handing over and deleting take a proof of who is there")
    func proof() async throws {
        try await TestHousehold.run { household in
            let asha = try await person(household, "asha")
            let ravi = try await person(household, "ravi")
            let path = try await book(asha)
            try await join(ravi, try await code(asha, path))
            let page = try await asha.get(path)
            household.clock.turn(seconds: 601)
            for page in ["/invite", "/delete"] {
                #expect(try await asha.get(path + page).text.contains("action=\"/confirm\""))
            }
            let member = try #require(page.text.firstMatch(of: /action="([^"]*\/members\/[0-9a-z]+)"/)).1
            let handing = try await asha.post(String(member), from: page, [("role", "owner")])
            #expect(handing["location"]?.hasPrefix("/confirm?next=") == true)
            #expect(try await asha.get(path).text.contains("Owner."))
        }
    }
}
