import Testing

@testable import Web

/// Rules and what is typed.
@Suite("Rules for what is typed", .serialized)
struct RuleTypingTests {
    @Test("what is typed in one line is sorted by rules where it names no category")
    func quickAdd() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            try await caller.call(
                "POST",
                "/money/rules",
                #"{"name":"Coffee","conditions":[{"about":"payee-contains","text":"coffee"}],"#
                    + #""actions":{"category":"\#(book.category)","addTags":["bean"]}}"#,
                expecting: 201
            )
            let line = #"{"text":"coffee 120 bank"}"#
            let added = try await caller.call("POST", "/money/quick-add", line, expecting: 201)
            #expect(added.text("transaction/postings/1/category") == book.category, "\(added.raw.text)")
            #expect(added.text("transaction/tags/0") == "bean")
            #expect(added.raw.text.contains("One of your rules says so."))
        }
    }
}
