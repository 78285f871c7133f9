import Composition
import Foundation
import Primitives
import Sealing
import TestSupport
import Testing

@testable import TransparencyLog

@Suite("flowkeep witness", .serialized)
struct WitnessProcessTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory("witness") }

    private var state: String { directory.path("state") }

    @Test("a log in one process is cosigned by a witness in another, and anybody can check both signatures")
    func twoProcesses() async throws {
        let log = try TestLog()
        let program = try await WitnessProgram(state: state, logs: [log.key.text])
        let key = try NoteKey(text: program.key)
        #expect(key.name == "witness.example/w1")
        var offer = WitnessOffer(witness: key, client: program, tiles: log.store)
        for count: UInt64 in [1, 2, 300, 700] {
            let size = await log.size
            try await log.add(try await offer.offer(try await log.publish(size..<count)), by: key)
        }
        let verifier = try LogVerifier(logKey: log.key.text, witnesses: [program.key], quorum: 1)
        let published = try await APIClient(log).logCheckpoint()
        #expect(await verifier.verify([LogFile(name: "c", bytes: published)]).isVerified)
        #expect(try await program.stop() == 0)

        let mode = try FileManager.default.attributesOfItem(atPath: state + "/key")[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let again = try await WitnessProgram(state: state, logs: [log.key.text])
        #expect(again.key == program.key)
    }

    @Test("a forked log is refused, also after the witness was killed")
    func forked() async throws {
        let log = try TestLog()
        let other = try TestLog()
        let program = try await WitnessProgram(state: state, logs: [log.key.text])
        let key = try NoteKey(text: program.key)
        var offer = WitnessOffer(witness: key, client: program, tiles: log.store)
        _ = try await offer.offer(try await log.publish(0..<5))
        try await program.kill()

        let restarted = try await WitnessProgram(state: state, logs: [log.key.text])
        #expect(restarted.key == program.key)
        var forked = WitnessOffer(witness: key, client: restarted, tiles: other.store)
        let same = try await other.publish(1..<6)
        await #expect(throws: WitnessOfferError.refused(409)) { _ = try await forked.offer(same) }
        let larger = try await other.publish(6..<30)
        await #expect(throws: WitnessOfferError.refused(422)) { _ = try await forked.offer(larger) }
        // What a process says comes through a pipe, later than its answer.
        let deadline = ContinuousClock.now + .seconds(60)
        while !restarted.text.contains("why=inconsistent"), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(restarted.text.contains("why=forked"))
        #expect(restarted.text.contains("why=inconsistent"))
        let files = try FileManager.default.contentsOfDirectory(atPath: state)
        #expect(files.contains { $0.hasSuffix(".contradiction") })
        var true_ = WitnessOffer(witness: key, client: restarted, tiles: log.store)
        #expect(try await !true_.offer(try await log.publish(5..<9)).isEmpty)
    }

    @Test("killed again and again at any moment, it never forgets what it cosigned, and the log goes on")
    func killed() async throws {
        var generator = SeededGenerator.printingSeed("kills of a witness")
        let log = try TestLog()
        var cosigned: UInt64 = 0
        var published: UInt64 = 0
        for _ in 0..<12 {
            let program = try await WitnessProgram(state: state, logs: [log.key.text])
            let key = try NoteKey(text: program.key)
            let delay = Duration.microseconds(Int64.random(in: 0...200_000, using: &generator))
            let killing = Task {
                try await Task.sleep(for: delay)
                try await program.kill()
            }
            var offer = WitnessOffer(witness: key, client: program, tiles: log.store)
            while program.isRunning {
                let checkpoint = try await log.publish(published..<published + 3)
                published += 3
                do throws(WitnessOfferError) {
                    _ = try await offer.offer(checkpoint)
                    cosigned = checkpoint.head.size
                } catch {
                    // Where the kill comes late, the rate that one address may have is over.
                    let isExpected = [.unreachable, .malformedAnswer, .refused(429)].contains(error)
                    #expect(isExpected, "\(error)")
                }
            }
            try await killing.value
        }
        #expect(cosigned > 0)
        let program = try await WitnessProgram(state: state, logs: [log.key.text])
        let client = program
        // An older size than it has is answered with the one it has.
        let checkpoint = try await log.publish(published..<published + 1)
        let reply = try await client.add(WitnessRequest(older: 0, hashes: [], checkpoint: checkpoint).bytes)
        #expect(reply.status == 409)
        let kept = try #require(UInt64(String(decoding: reply.body, as: UTF8.self).dropLast()))
        #expect((cosigned...published).contains(kept))
    }

    @Test("a request that is too long, of another form or of another log is refused by its status")
    func refusals() async throws {
        let log = try TestLog()
        let program = try await WitnessProgram(state: state, logs: [log.key.text])
        let checkpoint = try await log.publish(0..<5)
        func status(_ body: [UInt8]) async throws -> Int { try await program.add(body).status }
        #expect(try await status([UInt8](repeating: 97, count: 262_145)) == 413)
        #expect(try await status([UInt8](repeating: 97, count: 262_144)) == 400)
        #expect(try await status(Array("old 0\n\n".utf8)) == 400)
        let foreign = try await TestLog(origin: "other.example/log").publish(0..<5)
        #expect(try await status(Array("old 0\n\n".utf8) + foreign.bytes) == 404)
        #expect(try await status(Array("old 0\n\n".utf8) + checkpoint.bytes) == 200)
        let other = HTTPMessage.encode(LocalRequest("POST", "/add-checkpoints", body: [97]))
        #expect(try program.exchange(other)?.status == 404)
        let get = Array("GET /add-checkpoint HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        #expect(try program.exchange(get)?.status == 405)
        let elsewhere = Array("GET /add-checkpoint HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".utf8)
        #expect(try program.exchange(elsewhere)?.status == 421)
    }

    @Test("more requests than it works on are told to wait")
    func rate() async throws {
        let log = try TestLog()
        let program = try await WitnessProgram(state: state, logs: [log.key.text])
        var statuses: [Int] = []
        for _ in 0..<200 where statuses.last != 429 { statuses.append(try await program.add([97]).status) }
        #expect(statuses.first == 400)
        #expect(statuses.last == 429)
        #expect(statuses.count > 50)
    }

    @Test("it does not start twice on one directory, nor on one that is open to others, nor without its memory")
    func starts() async throws {
        let log = try TestLog()
        let program = try await WitnessProgram(state: state, logs: [log.key.text])
        let key = try NoteKey(text: program.key)
        var offer = WitnessOffer(witness: key, client: program, tiles: log.store)
        _ = try await offer.offer(try await log.publish(0..<5))
        let second = try await WitnessProgram(state: state, logs: [log.key.text])
        #expect(!second.isRunning && second.text.contains("one process holds it at a time"))
        try await program.kill()

        let files = try FileManager.default.contentsOfDirectory(atPath: state).filter { $0.hasSuffix(".checkpoint") }
        let file = URL(fileURLWithPath: state + "/" + (try #require(files.first)))
        let whole = try Data(contentsOf: file)
        try whole.dropLast(9).write(to: file)
        let damaged = try await WitnessProgram(state: state, logs: [log.key.text])
        #expect(!damaged.isRunning && damaged.text.contains("is damaged"))
        try whole.write(to: file)

        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: state)
        let open = try await WitnessProgram(state: state, logs: [log.key.text])
        #expect(!open.isRunning && open.text.contains("its mode must be 0700"))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: state)
        let again = try await WitnessProgram(state: state, logs: [log.key.text])
        #expect(again.isRunning)
    }

    @Test("without a certificate no other machine may ask")
    func loopback() throws {
        let key = SpecExample.logKey
        for address in ["0.0.0.0:1", "192.0.2.1:1", "[2001:db8::1]:1", "127.0.0.1.example:1", "localhost:1"] {
            #expect(throws: WitnessStartError.notLoopback, "\(address)") {
                try WitnessSettings(listen: address, state: "s", name: "w", logs: [key], certificate: nil)
            }
        }
        #expect(throws: WitnessStartError.address) {
            try WitnessSettings(listen: "127.0.0.1", state: "s", name: "w", logs: [key], certificate: nil)
        }
        #expect(throws: WitnessStartError.logKey(.kind(expected: .note))) {
            try WitnessSettings(
                listen: "[::1]:1",
                state: "s",
                name: "w",
                logs: [SpecExample.witnessKey],
                certificate: nil
            )
        }
        #expect(throws: WitnessStartError.repeatedLog) {
            try WitnessSettings(listen: "127.0.0.1:1", state: "s", name: "w", logs: [key, key], certificate: nil)
        }
    }
}
