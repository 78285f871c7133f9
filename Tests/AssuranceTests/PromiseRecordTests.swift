import Primitives
import Testing

@testable import Assurance

@Suite("Promise records")
struct PromiseRecordTests {
    private static func day(_ iso: String) -> CalendarDay {
        CalendarDay(iso: iso) ?? CalendarDay(daysSinceEpoch: 0)
    }

    private static let today = day("2026-11-20")

    private static func record(
        _ promise: PromiseID = .pol5,
        owner: String = "Asha Rao",
        date: String = "2026-11-01",
        due: String = "2027-05-01",
        note: String = "Read through.",
        link: String? = nil
    ) -> PromiseRecord {
        PromiseRecord(
            promise: promise,
            owner: owner,
            date: day(date),
            due: day(due),
            note: note,
            link: link,
            recordedAt: Timestamp(seconds: 1_795_180_000)
        )
    }

    private static func fault(_ record: PromiseRecord) -> PromiseRecordError? {
        do {
            try record.check(today: today) { $0.contains("4111") }
            return nil
        } catch {
            return error
        }
    }

    @Test("what may be recorded is taken, for exactly the promises that people keep")
    func taken() {
        #expect(Self.fault(Self.record()) == nil)
        #expect(Self.fault(Self.record(link: "/help#contact")) == nil)
        #expect(Self.fault(Self.record(link: "https://example.org/audit?year=2026")) == nil)
        for promise in PromiseRegister.all {
            let record = Self.record(promise.id, date: "2026-11-18", due: "2026-11-24")
            let isRecorded = promise.keeping.contains(.recorded)
            #expect(Self.fault(record) == (isRecorded ? nil : .notRecorded(promise.id)), "\(promise.id)")
        }
    }

    @Test("what may not be said in public, or by nobody, is refused with its reason")
    func refused() {
        #expect(Self.fault(Self.record(owner: "")) == .owner)
        #expect(Self.fault(Self.record(owner: "   ")) == .owner)
        #expect(Self.fault(Self.record(owner: String(repeating: "a", count: 101))) == .owner)
        #expect(Self.fault(Self.record(note: "two\nlines")) == .note)
        #expect(Self.fault(Self.record(note: "turned \u{202E}round")) == .note)
        #expect(Self.fault(Self.record(note: "card 4111 1111 1111 1111")) == .cardNumber)
        #expect(Self.fault(Self.record(date: "2026-11-21")) == .dateToCome)
        #expect(Self.fault(Self.record(due: "2026-11-01")) == .dueBeforeDate)
        #expect(Self.fault(Self.record(due: "2027-11-03")) == .dueTooLate(366))
        #expect(Self.fault(Self.record(.fnd3, date: "2026-11-18", due: "2026-11-26")) == .dueTooLate(7))
        #expect(Self.fault(Self.record(.pol1, date: "2026-11-18", due: "2027-02-19")) == .dueTooLate(92))
        let links = [
            "javascript:alert(1)", "//example.org", "http://example.org", "https://", "/a b", "/a\"b", "/\\example.org",
            "https://user@example.org", "",
        ]
        for link in links { #expect(Self.fault(Self.record(link: link)) == .link, "\(link)") }
    }

    @Test("each refusal is one sentence")
    func sentences() {
        let all: [PromiseRecordError] = [
            .notRecorded(.tls1), .owner, .note, .link, .dateToCome, .dueBeforeDate, .dueTooLate(7), .cardNumber,
        ]
        for error in all { #expect(error.sentence.hasSuffix("."), "\(error)") }
    }

    @Test("a record counts until its due day, warns for two weeks before it, and is overdue after it")
    func verdicts() async throws {
        let cases: [(today: String, verdict: Verdict, warns: Bool, found: String)] = [
            ("2026-11-01", .kept, false, "in 181 days"), ("2027-04-16", .kept, false, "in 15 days"),
            ("2027-04-17", .kept, true, "in 14 days"), ("2027-04-30", .kept, true, "in 1 day"),
            ("2027-05-01", .kept, true, "today"), ("2027-05-02", .overdue, false, "1 day ago"),
            ("2027-06-01", .overdue, false, "31 days ago"),
        ]
        for (today, verdict, warns, found) in cases {
            let records = InMemoryPromiseRecords()
            await records.add(Self.record(date: "2026-01-01", due: "2026-02-01"))
            await records.add(Self.record(link: "/help"))
            let finding = try await RecordedCheck(.pol5, records: records, today: { Self.day(today) }).run()
            #expect(finding.verdict == verdict, "\(today)")
            #expect((finding.warning != nil) == warns, "\(today)")
            #expect(finding.due == Self.day("2027-05-01"))
            #expect(finding.evidence.last?.found == found, "\(today)")
            #expect(finding.evidence.first?.link == "/help")
        }
    }

    @Test("what nobody recorded is not in this deployment, and says how to record it")
    func nothing() async throws {
        let records = InMemoryPromiseRecords()
        await records.add(Self.record(.pol6))
        let finding = try await RecordedCheck(.pol5, records: records, today: { Self.today }).run()
        #expect(finding.verdict == .notInDeployment(.noRecord(.pol5)))
        #expect(Verdict.Absence.noRecord(.pol5).sentence.contains("flowkeep record POL-5"))
    }

    @Test(
        "a record alone does not keep a promise that the program has to keep too",
        arguments: [PromiseID.pol4, .fnd2]
    )
    func halves(_ promise: PromiseID) async throws {
        let records = InMemoryPromiseRecords()
        await records.add(Self.record(promise))
        let finding = try await RecordedCheck(promise, records: records, today: { Self.today }).run()
        #expect(finding.verdict.kind == .notInDeployment)
        #expect(finding.evidence.count == 3)
    }

    private struct FailingRecords: PromiseRecordStore {
        struct Fault: Error {}
        func all() async throws -> [PromiseRecord] { throw Fault() }
        func add(_ record: PromiseRecord) async throws { throw Fault() }
    }

    @Test("records that cannot be read leave the promise broken")
    func unreadable() async {
        let checks = RecordedCheck.all(FailingRecords(), today: { Self.today })
        let run = await PromiseRun.make(checks, now: { Timestamp(seconds: 1) })
        #expect(run.count(.broken) == checks.count && checks.count == 12)
    }
}
