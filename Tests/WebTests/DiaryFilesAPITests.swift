import TestSupport
import Testing

@testable import Web

/// Files of other diaries, files of this one, and calendars, as programs use them.
@Suite("Diary files API", .serialized)
struct DiaryFilesAPITests {
    private static let health = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE HealthData [ <!ELEMENT HealthData (Record*)> ]>
        <HealthData locale="en_IN">
         <Record type="HKCategoryTypeIdentifierMenstrualFlow" sourceName="Health" \
        startDate="2026-10-20 00:00:00 +0530" endDate="2026-10-20 00:00:00 +0530" \
        value="HKCategoryValueMenstrualFlowMedium">
          <MetadataEntry key="HKMenstrualCycleStart" value="1"/>
         </Record>
         <Record type="HKQuantityTypeIdentifierBasalBodyTemperature" sourceName="Health" unit="degC" \
        startDate="2026-10-21 06:40:00 +0530" endDate="2026-10-21 06:40:00 +0530" value="36.6"/>
         <Record type="HKQuantityTypeIdentifierBasalBodyTemperature" sourceName="Health" unit="degC" \
        startDate="2026-10-22 06:40:00 +0530" endDate="2026-10-22 06:40:00 +0530" value="99"/>
        </HealthData>
        """

    private static func caller(_ household: TestHousehold) async throws -> APICaller {
        let caller = try await household.signUp()
        try await CycleAPITests.consent(caller, "cycle-diary", "cycle-prediction", "cycle-import")
        return caller
    }

    /// As a calendar program asks: without any session.
    private static func fetched(
        _ address: some StringProtocol,
        _ household: TestHousehold,
        expecting status: Int
    ) async throws -> String {
        let head = "GET /calendar/\(address) HTTP/1.1\r\nHost: localhost\r\n\r\n"
        let raw = try await household.server.request(Array(head.utf8))
        #expect(raw.status == status, "\(raw.text.prefix(300))")
        return raw.text
    }

    @Test("a file is looked at, taken in, taken in again without effect, and taken back whole")
    func imports() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.caller(household)
            let path = "/cycle/imports"
            let preview = try await caller.call("POST", path + "?dryRun=true", Self.health, expecting: 200)
            #expect(preview.text("format") == "apple-health")
            #expect(preview.text("days") == "2")
            #expect(preview.text("skippedCount") == "1")
            #expect(preview.text("skipped/0/reason") == "out-of-range")
            #expect(try await caller.call("GET", "/cycle/days", expecting: 200).count("items") == 0)
            let taken = try await caller.call("POST", path, Self.health, expecting: 201)
            let undo = try #require(taken.text("undo"))
            let day = try await caller.call("GET", "/cycle/days/2026-10-21", expecting: 200)
            #expect(day.text("temperature/value") == "36.60")
            #expect(day.text("temperature/time") == "06:40")
            let again = try await caller.call("POST", path, Self.health, expecting: 201)
            #expect(again.text("days") == "0")
            #expect(again.text("undo") == nil)
            try await caller.call("POST", "/cycle/undo", #"{"change":"\#(undo)"}"#, expecting: 204)
            #expect(try await caller.call("GET", "/cycle/days", expecting: 200).count("items") == 0)
        }
    }

    @Test("where day and file differ, the day stays unless the file is to be taken")
    func differences() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.caller(household)
            let mine = #"{"temperature":{"value":"36.90"}}"#
            try await caller.call("PATCH", "/cycle/days/2026-10-21", mine, expecting: 200)
            let kept = try await caller.call("POST", "/cycle/imports", Self.health, expecting: 201)
            #expect(kept.text("differences/0/date") == "2026-10-21")
            #expect(kept.text("differences/0/field") == "temperature")
            let day = try await caller.call("GET", "/cycle/days/2026-10-21", expecting: 200)
            #expect(day.text("temperature/value") == "36.90")
            try await caller.call("POST", "/cycle/imports?differences=take", Self.health, expecting: 201)
            let after = try await caller.call("GET", "/cycle/days/2026-10-21", expecting: 200)
            #expect(after.text("temperature/value") == "36.60")
        }
    }

    @Test("what is no diary is refused with a sentence")
    func refusals() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.caller(household)
            for (file, words) in [
                ("PK\u{3}\u{4}xxxx", "zip"), ("date,amount\n2026-01-01,3\n", "no diary"), ("[{", "damaged"),
            ] {
                let answer = try await caller.call("POST", "/cycle/imports", file, expecting: 422)
                #expect(answer.text("errors/0/reason")?.contains(words) == true, "\(file)")
            }
        }
    }

    @Test("what goes out as JSON comes in elsewhere as it was")
    func exports() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.caller(household)
            let day = #"{"bleeding":{"level":"heavy","clots":"small"},"note":"First.","mucus":{"texture":"egg-white"}}"#
            try await caller.call("PATCH", "/cycle/days/2026-10-20", day, expecting: 200)
            let file = try await caller.call("GET", "/cycle/exports/json", expecting: 200).raw.text
            for format in ["csv", "fhir"] {
                let other = try await caller.call("GET", "/cycle/exports/\(format)", expecting: 200)
                #expect(other.raw.text.contains("2026-10-20"))
            }
            try await caller.call("DELETE", "/cycle/days/2026-10-20", expecting: 204)
            let taken = try await caller.call("POST", "/cycle/imports", file, expecting: 201)
            #expect(taken.text("format") == "flowkeep-json")
            let back = try await caller.call("GET", "/cycle/days/2026-10-20", expecting: 200)
            #expect(back.text("bleeding/clots") == "small")
            #expect(back.text("mucus/texture") == "egg-white")
            #expect(back.text("note") == "First.")
        }
    }

    @Test("a calendar is fetched by its address alone, follows the diary, and ends with its consent or removal")
    func calendars() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.caller(household)
            for start in ["2026-07-28", "2026-08-25", "2026-09-23", "2026-10-21", "2026-11-18"] {
                let flow = #"{"bleeding":{"level":"medium"}}"#
                try await caller.call("PATCH", "/cycle/days/\(start)", flow, expecting: 200)
            }
            let request = #"{"name":"Phone","title":"Note","contents":["periods","appointments"]}"#
            let made = try await caller.call("POST", "/cycle/calendars", request, expecting: 201)
            let address = try #require(made.text("url")?.split(separator: "/calendar/").last)
            let first = try await Self.fetched(address, household, expecting: 200)
            #expect(first.contains("BEGIN:VCALENDAR"))
            #expect(first.contains("SUMMARY:Note"))
            for word in ["eriod", "ycle", "iary"] {
                #expect(!first.contains(word), "nothing of the body is in it: \(word)")
            }
            let visit = #"{"date":"2026-12-24","title":"Gynaecologist","reminderDays":2}"#
            try await caller.call("POST", "/cycle/appointments", visit, expecting: 201)
            let second = try await Self.fetched(address, household, expecting: 200)
            #expect(second.contains("20261224"))
            #expect(!second.contains("Gyn"))
            let wrong = address.replacing(address.prefix(1), with: address.first == "0" ? "1" : "0", maxReplacements: 1)
            _ = try await Self.fetched(wrong, household, expecting: 404)

            try await caller.call("PUT", "/privacy/consents/cycle-prediction", #"{"given":false}"#, expecting: 204)
            _ = try await Self.fetched(address, household, expecting: 404)
            try await CycleAPITests.consent(caller, "cycle-prediction")
            try await caller.call("PATCH", "/cycle/days/2026-11-19", #"{"energy":3}"#, expecting: 200)
            _ = try await Self.fetched(address, household, expecting: 200)
            let id = try #require(made.text("id"))
            try await caller.call("DELETE", "/cycle/calendars/\(id)", expecting: 204)
            _ = try await Self.fetched(address, household, expecting: 404)
            #expect(try await caller.call("GET", "/cycle/calendars", expecting: 200).count("items") == 0)
        }
    }

    @Test("undo takes an address away with its calendar, and never brings one back")
    func undoneCalendars() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.caller(household)
            let request = #"{"name":"Phone","title":"Note","contents":["appointments"]}"#
            let made = try await caller.call("POST", "/cycle/calendars", request, expecting: 201)
            let address = try #require(made.text("url")?.split(separator: "/calendar/").last)
            _ = try await Self.fetched(address, household, expecting: 200)
            let making = try #require(
                try await caller.call("GET", "/cycle/undo", expecting: 200).text("items/0/change")
            )
            try await caller.call("POST", "/cycle/undo", #"{"change":"\#(making)"}"#, expecting: 204)
            _ = try await Self.fetched(address, household, expecting: 404)
            let undoing = try #require(
                try await caller.call("GET", "/cycle/undo", expecting: 200).text("items/0/change")
            )
            try await caller.call("POST", "/cycle/undo", #"{"change":"\#(undoing)"}"#, expecting: 409)
            _ = try await Self.fetched(address, household, expecting: 404)
        }
    }

    @Test("what is imported without consent for the diary makes no calendar")
    func calendarsWithoutConsent() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.caller(household)
            let request = #"{"name":"Phone","title":"Note","contents":["periods"]}"#
            let made = try await caller.call("POST", "/cycle/calendars", request, expecting: 201)
            let address = try #require(made.text("url")?.split(separator: "/calendar/").last)
            try await caller.call("PUT", "/privacy/consents/cycle-diary", #"{"given":false}"#, expecting: 204)
            _ = try await Self.fetched(address, household, expecting: 404)
            try await caller.call("POST", "/cycle/imports", Self.health, expecting: 201)
            _ = try await Self.fetched(address, household, expecting: 404)
        }
    }

    @Test("a key under which a file was sent is bound to that file")
    func repeatedUploads() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.caller(household)
            let key = "Idempotency-Key: upload-1234\r\n"
            let first = try await caller.call("POST", "/cycle/imports", Self.health, fields: key, expecting: 201)
            #expect(first.text("days") == "2")
            let again = try await caller.call("POST", "/cycle/imports", Self.health, fields: key, expecting: 201)
            #expect(again.text("days") == "0")
            let other = Self.health.replacing("2026-10-21", with: "2026-10-19")
            try await caller.call("POST", "/cycle/imports", other, fields: key, expecting: 422)
        }
    }

    @Test("FHIR leaves without sex and notes unless they are asked for")
    func sparingFHIR() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.caller(household)
            let day = #"{"energy":3,"note":"Only for me.","sex":[{"kind":"alone"}],"weight":{"grams":61500}}"#
            try await caller.call("PATCH", "/cycle/days/2026-10-20", day, expecting: 200)
            let file = try await caller.call("GET", "/cycle/exports/fhir", expecting: 200).raw.text
            #expect(file.contains("61.5"))
            #expect(!file.contains("Only for me."))
            let all = try await caller.call("GET", "/cycle/exports/fhir?all=true", expecting: 200).raw.text
            #expect(all.contains("Only for me."))
        }
    }
}
