import Testing

@testable import Web

/// The diary, as a program uses it.
@Suite("Cycle API", .serialized)
struct CycleAPITests {
    static func consent(_ caller: APICaller, _ purposes: String...) async throws {
        for purpose in purposes {
            try await caller.call("PUT", "/privacy/consents/\(purpose)", #"{"given":true}"#, expecting: 204)
        }
    }

    @Test("nothing opens before its consent, nor after it was withdrawn")
    func consents() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            try await caller.call("GET", "/cycle/days", expecting: 403)
            try await Self.consent(caller, "cycle-diary")
            try await caller.call("GET", "/cycle/days", expecting: 200)
            try await caller.call("GET", "/cycle/prediction", expecting: 403)
            try await Self.consent(caller, "cycle-prediction")
            let prediction = try await caller.call("GET", "/cycle/prediction", expecting: 200)
            #expect(prediction.text("refused/reason") == "no-start")
            try await caller.call("PUT", "/privacy/consents/cycle-prediction", #"{"given":false}"#, expecting: 204)
            try await caller.call("GET", "/cycle/prediction", expecting: 403)
            try await caller.call("PUT", "/privacy/consents/key-maintenance", #"{"given":false}"#, expecting: 404)
        }
    }

    @Test("a day is written, changed field by field, seen by its version, and taken away")
    func days() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            try await Self.consent(caller, "cycle-diary")
            let path = "/cycle/days/2026-11-20"
            let empty = try await caller.call("GET", path, expecting: 200)
            #expect(empty.text("version") == nil)
            let match = "If-Match: \(try #require(empty.raw["etag"]))\r\n"
            let body = #"{"bleeding":{"level":"light"},"temperature":{"value":"36.62"},"note":"Slept well."}"#
            try await caller.call("PUT", path, body, expecting: 428)
            let written = try await caller.call("PUT", path, body, fields: match, expecting: 200)
            #expect(written.text("temperature/value") == "36.62")
            try await caller.call("PUT", path, body, fields: match, expecting: 412)
            let patched = try await caller.call(
                "PATCH",
                path,
                #"{"note":null,"temperature":{"value":"36.62","excluded":true,"reason":"fever"},"energy":4}"#,
                expecting: 200
            )
            #expect(patched.text("note") == nil)
            #expect(patched.text("temperature/value") == "36.62")
            #expect(patched.text("temperature/reason") == "fever")
            #expect(patched.text("energy") == "4")
            let list = try await caller.call("GET", "/cycle/days?from=2026-11-01&to=2026-11-30", expecting: 200)
            #expect(list.count("items") == 1)
            try await caller.call("DELETE", path, expecting: 204)
            try await caller.call("DELETE", path, expecting: 404)
            let changes = try await caller.call("GET", "/cycle/undo", expecting: 200)
            let last = try #require(changes.text("items/0/change"))
            try await caller.call("POST", "/cycle/undo", #"{"change":"\#(last)"}"#, expecting: 204)
            #expect(try await caller.call("GET", path, expecting: 200).text("energy") == "4")
        }
    }

    @Test("what cannot be is refused by field, and nothing is kept")
    func refusals() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            try await Self.consent(caller, "cycle-diary")
            let path = "/cycle/days/2026-11-20"
            for (body, pointer) in [
                (#"{"temperature":{"value":"66.20"}}"#, "/temperature/value"),
                (#"{"energy":6}"#, "/energy"), (#"{"mood":"calm"}"#, "/"),
                (#"{"symptoms":[{"id":"cramp","intensity":"mild"}]}"#, "/symptoms/0/id"),
                (#"{"bleeding":{"level":"enormous"}}"#, "/bleeding/level"),
            ] {
                let answer = try await caller.call("PATCH", path, body, expecting: 422)
                #expect(answer.text("errors/0/pointer") == pointer, "\(body)")
            }
            let future = try await caller.call("PATCH", "/cycle/days/2030-01-01", #"{"energy":3}"#, expecting: 422)
            #expect(future.text("errors/0/pointer") == "/date")
            try await caller.call("PATCH", "/cycle/days/2026-02-30", #"{"energy":3}"#, expecting: 404)
            #expect(try await caller.call("GET", "/cycle/days", expecting: 200).count("items") == 0)
        }
    }

    @Test("cycles, marks, modes, symptoms and settings")
    func rest() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            try await Self.consent(caller, "cycle-diary", "cycle-prediction")
            for start in ["2026-07-28", "2026-08-25", "2026-09-23", "2026-10-21", "2026-11-18"] {
                let body = #"{"bleeding":{"level":"medium"}}"#
                try await caller.call("PATCH", "/cycle/days/\(start)", body, expecting: 200)
            }
            let prediction = try await caller.call("GET", "/cycle/prediction", expecting: 200)
            #expect(prediction.text("basis/cycles") == "4")
            #expect(prediction.count("starts") == 4)
            let mark = #"{"excluded":true,"completeness":"whole","note":"Flu."}"#
            try await caller.call("PUT", "/cycle/cycles/2026-08-25", mark, expecting: 204)
            let cycles = try await caller.call("GET", "/cycle/cycles", expecting: 200)
            #expect(cycles.text("items/1/leftOut") == "excluded")
            #expect(cycles.text("items/1/note") == "Flu.")
            #expect(try await caller.call("GET", "/cycle/prediction", expecting: 200).text("basis/cycles") == "3")

            try await caller.call("PUT", "/cycle/modes/2026-11-19", #"{"mode":"pregnancy"}"#, expecting: 204)
            let pregnant = try await caller.call("GET", "/cycle/prediction", expecting: 200)
            #expect(pregnant.text("refused/reason") == "pregnant")
            try await caller.call("DELETE", "/cycle/modes/2026-11-19", expecting: 204)

            let added = try await caller.call("POST", "/cycle/symptoms", #"{"name":"Jaw ache"}"#, expecting: 201)
            let id = try #require(added.text("id"))
            try await caller.call("POST", "/cycle/symptoms", #"{"name":"jaw ache"}"#, expecting: 409)
            let day = #"{"symptoms":[{"id":"\#(id)","intensity":"strong"}]}"#
            try await caller.call("PATCH", "/cycle/days/2026-11-20", day, expecting: 200)
            try await caller.call("DELETE", "/cycle/symptoms/\(id)", expecting: 409)
            try await caller.call("PUT", "/cycle/symptoms/cramps", #"{"name":"Belly"}"#, expecting: 204)
            let symptoms = try await caller.call("GET", "/cycle/symptoms", expecting: 200)
            #expect(symptoms.text("items/0/name") == "Belly")
            #expect(try await caller.call("GET", "/cycle/moods", expecting: 200).count("items") == 16)

            let settings =
                #"{"hiddenFields":["sex","desire"],"temperatureUnit":"fahrenheit","#
                + #""weightUnit":"kilograms","predictionsPaused":true}"#
            try await caller.call("PUT", "/cycle/settings", settings, expecting: 200)
            let paused = try await caller.call("GET", "/cycle/prediction", expecting: 200)
            #expect(paused.text("refused/reason") == "paused")
        }
    }
}
