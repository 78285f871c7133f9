import HTTPTypes
import Primitives
import Testing

@testable import Web

/// What a program does with the diary's own lock.
@Suite("API of the diary's own lock", .serialized)
struct OwnLockAPITests {
    private static let passphrase = "cobalt heron sundial marzipan"
    private static let other = "gravel piccolo umber thistle"
    private static let lock = "/cycle/lock"

    private static func body(_ passphrase: String) -> String { #"{"passphrase":"\#(passphrase)"}"# }

    @Test("it is turned on, locked, unlocked, given another passphrase and minutes, and turned off")
    func journey() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            #expect(try await caller.call("GET", Self.lock, expecting: 200).text("state") == "none")
            let on = try await caller.call(
                "PUT",
                Self.lock,
                #"{"passphrase":"\#(Self.passphrase)","idleMinutes":10}"#,
                expecting: 200
            )
            #expect(on.text("state") == "unlocked")
            #expect(on.text("idleMinutes") == "10")
            #expect(on.text("until")?.isEmpty == false)
            try await caller.call("POST", Self.lock + "/lock", expecting: 204)
            #expect(try await caller.call("GET", Self.lock, expecting: 200).text("state") == "locked")
            try await caller.call("PUT", Self.lock, #"{"idleMinutes":20}"#, expecting: 403)
            try await caller.call("DELETE", Self.lock, Self.body(Self.passphrase), expecting: 403)
            let unlocked = try await caller.call(
                "POST",
                Self.lock + "/unlock",
                Self.body(Self.passphrase),
                expecting: 200
            )
            #expect(unlocked.text("state") == "unlocked")
            let changed = try await caller.call(
                "PUT",
                Self.lock,
                #"{"current":"\#(Self.passphrase)","passphrase":"\#(Self.other)","idleMinutes":1}"#,
                expecting: 200
            )
            #expect(changed.text("idleMinutes") == "1")
            try await caller.call("DELETE", Self.lock, Self.body(Self.other), expecting: 204)
            #expect(try await caller.call("GET", Self.lock, expecting: 200).text("state") == "none")
        }
    }

    @Test("what it refuses, it refuses with its own sentence")
    func refusals() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            try await caller.call("POST", Self.lock + "/unlock", Self.body(Self.passphrase), expecting: 409)
            try await caller.call("PUT", Self.lock, "{}", expecting: 422)
            try await caller.call("PUT", Self.lock, #"{"idleMinutes":61}"#, expecting: 422)
            try await caller.call("PUT", Self.lock, Self.body("password1"), expecting: 422)
            let same = try await caller.call("PUT", Self.lock, Self.body(TestHousehold.passphrase), expecting: 422)
            #expect(same.text("type") == "urn:flowkeep:problem:weak-passphrase")
            try await caller.call("PUT", Self.lock, Self.body(Self.passphrase), expecting: 200)
            try await caller.call("PUT", Self.lock, Self.body(Self.other), expecting: 409)
            let wrong = try await caller.call("POST", Self.lock + "/unlock", Self.body(Self.other), expecting: 401)
            #expect(wrong.text("detail") == "That is not the passphrase of the diary's own lock.")
            try await caller.call("POST", "/sessions/current/lock", expecting: 204)
            try await caller.call("GET", Self.lock, expecting: 423)
            try await caller.call("POST", Self.lock + "/unlock", Self.body(Self.passphrase), expecting: 423)
        }
    }

    @Test("the access history names the lock")
    func history() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            try await caller.call("PUT", Self.lock, Self.body(Self.passphrase), expecting: 200)
            let history = try await caller.call("GET", "/privacy/access-history", expecting: 200)
            #expect(history.text("items/0/openedBy") == "own-lock")
            #expect(history.text("items/0/purpose") == "key-maintenance")
        }
    }
}
