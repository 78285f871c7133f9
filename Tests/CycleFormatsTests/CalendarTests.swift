import Cycle
import Primitives
import Testing

@testable import CycleFormats

@Suite("A calendar of the diary")
struct CalendarTests {
    private let ids = StableID(diary: Array(0..<16))
    private let time = Timestamp(milliseconds: 1_800_000_000_000)

    private func day(_ iso: String) throws -> CalendarDay { try #require(CalendarDay(iso: iso)) }

    private func lines(_ events: [CalendarEvent], title: String = "Mine") -> [String] {
        let text = String(decoding: CalendarWriter.bytes(events, title: title, ids: ids, time: time), as: UTF8.self)
        return text.split(separator: "\r\n").map(String.init)
    }

    /// Lines that go on in the next, joined.
    private func unfolded(_ lines: [String]) -> [String] {
        lines.reduce(into: []) { result, line in
            if line.hasPrefix(" "), let last = result.indices.last {
                result[last] += line.dropFirst()
            } else {
                result.append(line)
            }
        }
    }

    /// A text as a calendar reads it.
    private func unescaped(_ text: Substring) -> String {
        var result = ""
        var isEscaped = false
        for character in text {
            if isEscaped {
                result.append(character == "n" ? "\n" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                result.append(character)
            }
        }
        return result
    }

    private func prediction() throws -> CyclePrediction {
        var days: [DayFacts] = []
        let first = try day("2026-05-01")
        for cycle in 0..<6 {
            for place in 0..<4 {
                days.append(DayFacts(first.adding(days: cycle * 28 + place), bleeding: Bleeding(.medium)))
            }
        }
        let facts = DiaryFacts(days: days)
        return try CyclePredictor(facts, CycleList(facts), today: first.adding(days: 150)).predict()
    }

    private var items: [UInt64: CycleItem] {
        get throws {
            [
                9 << 24: .method(MethodContent(.ring, name: "NuvaRing", from: try day("2026-11-01"))),
                9 << 24 | 1: .appointment(
                    AppointmentContent(
                        day: try day("2026-11-20"),
                        minuteOfDay: 605,
                        title: "Dr. Müller; room 3, left",
                        note: "ask\nabout \\",
                        reminderDays: 2
                    )
                ),
                9 << 24 | 2: .medicine(MedicineContent(name: "Iron", from: try day("2026-11-01"))),
            ]
        }
    }

    private let titles = CalendarTitles(calendar: "Diary", period: "Period expected", renewal: "Renew")

    @Test("an event on days and one at a time, as RFC 5545 writes them")
    func example() throws {
        let events = try CalendarEvents.events(
            [.renewals, .appointments],
            prediction: nil,
            items: items,
            titles: titles
        )
        #expect(
            unfolded(lines(events)) == [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Calendar//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
                "X-WR-CALNAME:Mine",
                "BEGIN:VEVENT", "UID:" + ids.uuid("event appointment 0000000900002"), "DTSTAMP:20270115T080000Z",
                "DTSTART:20261120T100500", #"SUMMARY:Dr. Müller\; room 3\, left"#, #"DESCRIPTION:ask\nabout \\"#,
                "CLASS:PRIVATE", "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY",
                #"DESCRIPTION:Dr. Müller\; room 3\, left"#, "TRIGGER:-P2D", "END:VALARM", "END:VEVENT",
                "BEGIN:VEVENT", "UID:" + ids.uuid("event renewal 0000000900000 2026-11-29"), "DTSTAMP:20270115T080000Z",
                "DTSTART;VALUE=DATE:20261129", "DTEND;VALUE=DATE:20261130", "SUMMARY:Renew: NuvaRing",
                "CLASS:PRIVATE", "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR",
            ]
        )
    }

    @Test("a next period is one event over the days it is likely on")
    func periods() throws {
        let prediction = try prediction()
        let events = CalendarEvents.events(.periods, prediction: prediction, items: [:], titles: titles)
        #expect(events.map(\.days) == prediction.starts.map { $0.interval(0.8) })
        #expect(events.allSatisfy { $0.title == "Period expected" && $0.minuteOfDay == nil })
        #expect(Set(events.map(\.key)).count == events.count)
    }

    @Test("with one word of hers nothing else leaves")
    func neutral() throws {
        let titles = CalendarTitles(neutral: "Note")
        let events = CalendarEvents.events(.all, prediction: try prediction(), items: try items, titles: titles)
        #expect(events.count == 6)
        let text = lines(events, title: titles.calendar).joined(separator: "\n")
        for word in ["Ring", "Müller", "ask", "eriod", "enew", "Flowkeep", "flowkeep", "ycle"] {
            #expect(!text.contains(word), "\(word)")
        }
        #expect(Set(unfolded(lines(events)).filter { $0.hasPrefix("SUMMARY") }) == ["SUMMARY:Note"])
    }

    @Test("what is not asked for is not in it")
    func contents() throws {
        let prediction = try prediction()
        let items = try items
        func count(_ contents: CalendarFeedContent.Contents) -> Int {
            CalendarEvents.events(contents, prediction: prediction, items: items, titles: titles).count
        }
        #expect(count(.periods) == 4 && count(.renewals) == 1 && count(.appointments) == 1 && count([]) == 0)
    }

    @Test(
        "no line is longer than 75 octets, no character is cut, no text is lost",
        arguments: [1, 40, 73, 74, 75, 200]
    )
    func folding(_ length: Int) throws {
        for text in ["a", "ü", "न", "🌙", ";", "a\n,"] {
            let title = String(repeating: text, count: length)
            let day = try day("2026-11-20")
            let lines = lines([CalendarEvent(key: "x", days: day...day, title: title)])
            #expect(lines.allSatisfy { $0.utf8.count <= 75 })
            let summary = try #require(unfolded(lines).first { $0.hasPrefix("SUMMARY:") })
            #expect(unescaped(summary.dropFirst(8)) == title)
        }
    }

    @Test("a text cannot begin a line of its own")
    func injection() throws {
        let day = try day("2026-11-20")
        let title = "x\r\nEND:VEVENT\r\nATTACH:http://x\u{7}\u{85}"
        let lines = lines([CalendarEvent(key: "x", days: day...day, title: title)])
        #expect(lines.count { $0.hasPrefix("END:VEVENT") } == 1)
        #expect(!lines.contains { $0.hasPrefix("ATTACH") })
        #expect(lines.contains("SUMMARY:x\\nEND:VEVENT\\nATTACH:http://x\u{85}"))
    }

    @Test("the name of an event stays when its days move")
    func names() throws {
        let day = try day("2026-11-20")
        let events = [day...day, day.adding(days: 1)...day.adding(days: 3)].map {
            CalendarEvent(key: "period 2026-11-01 1", days: $0, title: "x")
        }
        let uids = events.map { event in lines([event]).first { $0.hasPrefix("UID:") } }
        #expect(uids[0] == uids[1])
        #expect(FHIRStructure.isUUID(String((uids[0] ?? "").dropFirst(4))))
    }
}
