import KeyService
import Primitives
import TestSupport
import Testing
import Vault

@testable import Identity

@Suite("Laws of the inbox")
struct InboxPropertyTests {
    @Test("however senders interleave and resend, each entry is put in once, in its sender's order")
    func interleaved() async throws {
        var random = SeededGenerator.printingSeed("InboxPropertyTests.interleaved")
        let home = try await TokenHousehold()
        var phones: [BrowserSender] = []
        for number in 0..<3 { phones.append(try await home.addBrowser(named: "phone \(number)")) }
        let token = try await home.makeToken([.moneyAdd]).token
        var sent: [[InboxEntry]] = [[], [], []]
        var expected: [[String]] = [[], [], [], []]
        for step in 0..<60 {
            home.installation.clock.advance(seconds: Int64.random(in: 0...2, using: &random))
            switch Int.random(in: 0...5, using: &random) {
            case 0:
                try await home.add("t\(step)", by: token)
                expected[3].append("t\(step)")
            case 1: try await home.fold()
            default:
                let number = Int.random(in: 0..<3, using: &random)
                for part in 0..<Int.random(in: 1...3, using: &random) {
                    let body = "p\(number) \(step).\(part)"
                    sent[number].append(try phones[number].next(try home.content(body)))
                    expected[number].append(body)
                }
                // A response may be lost: what was sent lately comes again.
                try await home.send(Array(sent[number].suffix(Int.random(in: 3...8, using: &random))))
            }
        }
        try await home.fold()
        let book = try await home.book().dropFirst()
        #expect(book.count == expected.joined().count)
        for number in 0..<3 { #expect(book.filter { $0.hasPrefix("p\(number) ") } == expected[number]) }
        #expect(book.filter { $0.hasPrefix("t") } == expected[3])
        #expect(try await home.service.waitingCount(in: home.vault) == 0)
    }

    @Test("a process that dies at any step of folding loses nothing and puts nothing in twice", arguments: 0..<8)
    func crashes(_ step: Int) async throws {
        let home = try await TokenHousehold()
        let phone = try await home.addBrowser()
        try await home.send(try ["one", "two", "three"].map { try phone.next(try home.content($0)) })
        let access = try await home.access()
        // Two steps for each entry: into the journal, and out of the inbox.
        var left = step
        for item in try await home.service.inbox(access) {
            guard left > 0 else { break }
            try await home.put(item, access)
            left -= 1
            guard left > 0 else { break }
            try await home.service.remove(item, access)
            left -= 1
        }
        let server = home.startServer()
        try await home.fold(in: server, home.token)
        #expect(try await home.book(in: server, home.token) == ["rent", "one", "two", "three"])
        #expect(try await server.service.waitingCount(in: home.vault) == 0)
    }

    @Test("a store that refuses a write of the folding leaves the entry where it was", arguments: 1...4)
    func refusedWrites(_ number: Int) async throws {
        let home = try await TokenHousehold()
        let phone = try await home.addBrowser()
        try await home.send(try ["one", "two"].map { try phone.next(try home.content($0)) })
        home.installation.metadata.fail(write: number, with: .full)
        do { try await home.fold() } catch {}
        home.installation.metadata.forgetFailures()
        try await home.fold()
        #expect(try await home.book() == ["rent", "one", "two"])
        #expect(try await home.service.waitingCount(in: home.vault) == 0)
    }

    @Test("bytes that are no entry are none, whatever they are")
    func hostileBytes() async throws {
        var random = SeededGenerator.printingSeed("InboxPropertyTests.hostileBytes")
        let home = try await TokenHousehold()
        let phone = try await home.addBrowser()
        let entry = try phone.next(try home.content("one"))
        #expect(InboxEntry(bytes: entry.bytes) == entry)
        for _ in 0..<300 {
            var bytes = entry.bytes
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0...2, using: &random) {
            case 0: bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
            case 1: bytes.append(UInt8.random(in: 0...255, using: &random))
            default: bytes[place] ^= UInt8.random(in: 1...255, using: &random)
            }
            guard let read = InboxEntry(bytes: bytes) else { continue }
            #expect(read.bytes == bytes, "one encoding")
            await #expect(throws: IdentityError.self) { try await home.send([read]) }
            home.installation.clock.advance(minutes: 1)
        }
        #expect(try await home.service.waitingCount(in: home.vault) == 0)
    }
}
