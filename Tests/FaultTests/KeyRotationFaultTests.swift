import Composition
import Foundation
import Glibc
import Testing

/// `flowkeep keys` against the real program, and kill -9 while it rotates.
@Suite("Rotation by the program", .serialized)
struct KeyRotationFaultTests {
    private static let rounds = 20

    @Test("keys are shown, rotated and sealed anew while the server runs, and the queue shows how far it is")
    func commands() async throws {
        let home = try TemporaryDirectory()
        let server = try await RunningServer(home: home)
        let person = try await Person(signingUpOn: server)
        #expect(try await person.add(payee: "before"))
        func run(_ arguments: [String]) throws -> (status: Int32, text: String) {
            try RunningServer.run(arguments + ["--data", server.data], home: home)
        }
        let first = try run(["keys", "status"])
        #expect(first.status == 0 && first.text.split(separator: "\n").count == 10, "\(first.text)")
        #expect(first.text.contains("never: the index of handles rests on it"))
        let refused = try run(["keys", "rotate", "index"])
        #expect(refused.status == 1, "\(refused.text)")
        let rotated = try run(["keys", "rotate", "metadata", "vaults", "session", "trackers"])
        #expect(rotated.text.contains("trackers: each vault gets new keys"))
        #expect(rotated.status == 0 && rotated.text.contains("vaults: version 2 seals from now on"), "\(rotated.text)")
        try await waitUntil("the records are sealed anew") {
            let text = try run(["keys", "status", "--format", "json"]).text
            let status = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            let rewrap = try #require(status["rewrap"] as? [String: Any], "\(text)")
            // The pass ended, and the next waits until no other instance can seal under the old keys.
            return rewrap["state"] as? String == "waiting" && rewrap["seen"] as? Int == 0
        }
        let jobs = try run(["jobs", "list"])
        #expect(jobs.status == 0 && jobs.text.contains("keys.rewrap") && jobs.text.contains("keys.check"))
        #expect(try run(["jobs", "retry", "00000000000000000000000000"]).status == 1)
        #expect(try run(["keys", "history"]).text.contains("vaults"))
        #expect(try await person.payees(searching: "before") == ["before"])
        try await server.stop()
        let again = try await RunningServer(home: home)
        #expect(try await person.onRestarted(again).payees(searching: "before") == ["before"])
        let doctor = try run(["doctor"])
        #expect(doctor.status == 0, "\(doctor.text)")
    }

    @Test("killed at any moment of a rotation, everything opens afterwards", .timeLimit(.minutes(5)))
    func killed() async throws {
        let given = ProcessInfo.processInfo.environment["FLOWKEEP_TEST_SEED"].flatMap { UInt64($0) }
        let seed = given ?? .random(in: 0 ... .max)
        print("rotation kill test: seed \(seed)")
        var random = SplitMix(seed: seed)
        let home = try TemporaryDirectory()
        var server = try await RunningServer(home: home)
        var person = try await Person(signingUpOn: server)
        for round in 0..<Self.rounds {
            let payee = "round\(round)"
            #expect(try await person.add(payee: payee), "seed \(seed), round \(round)")
            let delay = Duration.microseconds(Int(random.next() % 400_000))
            let data = server.data
            let rotating = Task.detached { try RunningServer.run(["keys", "rotate", "--data", data], home: home) }
            try await Task.sleep(for: delay)
            try await server.killAll()
            // Refused or done: the server may have been killed under it.
            _ = try await rotating.value
            server = try await RunningServer(home: home)
            person = try person.onRestarted(server)
            let found = try await person.payees(searching: payee)
            #expect(found == [payee], "seed \(seed), round \(round)")
        }
        let status = try RunningServer.run(["keys", "status", "--data", server.data], home: home)
        #expect(status.status == 0, "seed \(seed): \(status.text)")
        try await server.stop()
        let (ended, text) = try RunningServer.run(["doctor", "--data", server.data], home: home)
        #expect(ended == 0 && text.contains("consistent"), "seed \(seed): \(text)")
    }
}
