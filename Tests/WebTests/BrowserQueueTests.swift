import Primitives
import Sealing
import Testing
import Vault

@testable import Identity
@testable import Web

/// What a browser's queue sends: with or without a session, and what becomes of it.
///
/// - Source: docs/spec/inbox.md §5 and §10.
@Suite("A browser's queue", .serialized)
struct BrowserQueueTests {
    private final class Queue {
        private let id: SenderID
        private let inbox: InboxKey
        private let key = SignaturePrivateKey.random()
        private var position = InboxPosition.start

        init(_ caller: APICaller) async throws {
            let body = #"{"name":"Phone","publicKey":"\#(Base32.encode(key.publicKey.bytes))"}"#
            let made = try await caller.call("POST", "/inbox/senders", body, expecting: 201)
            id = try #require(made.text("sender").flatMap { SenderID(text: $0) })
            let bytes = try #require(made.text("inboxKey").flatMap { Base32.decode($0) })
            inbox = InboxKey(epoch: 1, key: try SlotPublicKey(bytes: bytes))
        }

        /// The next entry, counted.
        func next(_ line: String, on day: String = "2026-11-20") throws -> [UInt8] {
            let content = try InboxContent(
                .line,
                made: Timestamp(seconds: 1_795_180_000 + Int64(position.sequence)),
                day: try #require(CalendarDay(iso: day)),
                key: Array("\(position.sequence)".utf8),
                body: line
            )
            return try send(try InboxEntry(content, sender: id, after: position, to: inbox, by: key))
        }

        /// The same of whatever was sealed: whoever has the key may seal what she likes.
        func next(sealing padded: [UInt8]) throws -> [UInt8] {
            try send(try InboxEntry(padded: padded, sender: id, after: position, to: inbox, by: key))
        }

        private func send(_ entry: InboxEntry) throws -> [UInt8] {
            position = entry.position
            var writer = ByteWriter()
            writer.append(counted: entry.bytes)
            return writer.bytes
        }
    }

    @Test("it comes in while the session is locked, and without one; a line of the diary finds the diary")
    func whileLocked() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            try await caller.call("PUT", "/privacy/consents/cycle-diary", #"{"given":true}"#, expecting: 204)
            let queue = try await Queue(caller)
            try await caller.call("POST", "/sessions/current/lock", expecting: 204)
            let stranger = APICaller(household: household)
            let first = try queue.next("tea 120 cash", on: "2026-11-18")
            let second = try queue.next("cramps 2", on: "2026-11-19")
            let taken = try await stranger.call("POST", "/inbox/entries", bytes: first + second, expecting: 202)
            #expect(taken.text("sequence") == "2")
            // The answer was lost, so both come again with a third.
            let third = try queue.next("bus 30 cash")
            let again = try await caller.call("POST", "/inbox/entries", bytes: first + second + third, expecting: 202)
            #expect(again.text("sequence") == "3")
            let unlock = #"{"passphrase":"\#(TestHousehold.passphrase)"}"#
            let unlocked = try await caller.call("POST", "/sessions/current/unlock", unlock, expecting: 200)
            caller.setToken(try #require(unlocked.text("token")))
            let list = try await caller.call("GET", "/money/transactions", expecting: 200)
            #expect(list.text("count") == "2")
            #expect(list.text("items/1/date") == "2026-11-18")
            let days = try await caller.call("GET", "/cycle/days", expecting: 200)
            #expect(days.text("items/0/date") == "2026-11-19")
            #expect(try await caller.call("GET", "/inbox", expecting: 200).count("items") == 0)
            #expect(try await caller.call("GET", "/money/transactions", expecting: 200).text("count") == "2")
        }
    }

    /// Before there were bounds, a day at the end of what 32 bits hold ended the whole server at the next opening.
    @Test("an entry with a day or a time that no calendar has does not open, and what comes after it comes in")
    func impossible() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            try await caller.call("PUT", "/privacy/consents/cycle-diary", #"{"given":true}"#, expecting: 204)
            let queue = try await Queue(caller)
            var entries: [UInt8] = []
            for (made, day) in [
                (1_795_180_000_000, Int32.min), (1_795_180_000_000, .max), (.max, 20_777), (.min, 20_777), (-1, 20_777),
            ] as [(Int64, Int32)] {
                for line in ["coffee 120 yesterday", "cramps 2 yesterday"] {
                    var writer = ByteWriter()
                    writer.append([1, 1])
                    writer.append(UInt64(bitPattern: made))
                    writer.append(UInt32(bitPattern: day))
                    writer.append(counted: Array("\(entries.count)".utf8))
                    writer.append(counted: line.utf8)
                    entries += try queue.next(sealing: writer.bytes)
                }
            }
            entries += try queue.next("tea 120 cash")
            try await caller.call("POST", "/inbox/entries", bytes: entries, expecting: 202)
            #expect(try await caller.call("GET", "/money/transactions", expecting: 200).text("count") == "1")
            let waiting = try await caller.call("GET", "/inbox", expecting: 200)
            #expect(waiting.count("items") == 10)
            #expect(waiting.text("items/0/state") == "does-not-open" && waiting.text("items/0/madeAt") == nil)
        }
    }

    @Test("a gap, a changed byte and an ended browser are refused with their reason, and nothing of them is taken")
    func refused() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let queue = try await Queue(caller)
            let first = try queue.next("tea 120 cash")
            let second = try queue.next("milk 60 cash")
            let gap = try await caller.call("POST", "/inbox/entries", bytes: second, expecting: 409)
            #expect(gap.text("detail")?.contains("number 0") == true)
            var altered = first
            altered[100] ^= 1
            try await caller.call("POST", "/inbox/entries", bytes: altered, expecting: 400)
            try await caller.call("POST", "/inbox/entries", bytes: first, expecting: 202)
            #expect(try await caller.call("GET", "/money/transactions", expecting: 200).text("count") == "1")
            let id = try #require(try await caller.call("GET", "/inbox/senders", expecting: 200).text("items/0/id"))
            try await caller.call("DELETE", "/inbox/senders/\(id)", expecting: 204)
            try await caller.call("POST", "/inbox/entries", bytes: second, expecting: 202)
            #expect(try await caller.call("GET", "/money/transactions", expecting: 200).text("count") == "1")
            let waiting = try await caller.call("GET", "/inbox", expecting: 200)
            #expect(waiting.text("items/0/state") == "sender-ended")
            #expect(waiting.text("items/0/text") == "milk 60 cash")
            household.clock.turn(seconds: 31 * 86_400)
            let late = try queue.next("rice 90 cash")
            try await APICaller(household: household).call("POST", "/inbox/entries", bytes: late, expecting: 403)
        }
    }

    @Test("a foreign page cannot send in her name: it has no key, and her cookie is not asked for")
    func foreign() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let queue = try await Queue(caller)
            let fields = "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n"
            let body = try queue.next("tea 120 cash")
            let stranger = APICaller(household: household)
            try await stranger.call("POST", "/inbox/entries", bytes: body, fields: fields, expecting: 403)
        }
    }
}
