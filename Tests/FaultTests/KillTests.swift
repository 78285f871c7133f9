import Composition
import Foundation
import Glibc
import Synchronization
import Testing

/// kill -9 at random moments of a server at work, whose keys turn meanwhile: whatever was acknowledged is there
/// afterwards, whatever is there was sent, a statement file is there whole or not at all, and the log verifies.
@Suite("Killed at any moment", .serialized)
struct KillTests {
    /// 200 in a soak; a test run has room for fewer.
    private static let rounds =
        ProcessInfo.processInfo.environment["FLOWKEEP_KILL_ROUNDS"].flatMap { Int($0) }.map { max(80, $0) } ?? 80
    private static let clients = 3
    private static let rowsPerFile = 20

    /// What one round sent, and what of it was acknowledged.
    private struct Sent {
        var tried: Set<String> = []
        var acknowledged: Set<String> = []
        var triedFiles = 0
        var acknowledgedFiles = 0
    }

    /// The account of a round, shared by its clients.
    private final class Ledger: Sendable {
        private let sent = Mutex(Sent())

        var value: Sent { sent.withLock(\.self) }

        func note(_ change: @Sendable (inout Sent) -> Void) { sent.withLock { change(&$0) } }
    }

    @Test("every acknowledged write survives, and nothing is invented", .timeLimit(.minutes(20)))
    func killed() async throws {
        let given = ProcessInfo.processInfo.environment["FLOWKEEP_TEST_SEED"].flatMap { UInt64($0) }
        let seed = given ?? .random(in: 0 ... .max)
        print("kill test: seed \(seed)")
        var random = SplitMix(seed: seed)
        let home = try TemporaryDirectory()
        let publishing = ["--log-interval", "1"]
        var server = try await RunningServer(home: home, arguments: publishing)
        var person = try await Person(signingUpOn: server)
        var everAcknowledged = 0
        var everImported = 0
        for round in 0..<Self.rounds {
            let sent = Ledger()
            let importing = random.next() % 4 == 0
            // As often however long the run is: each rotation adds eight key versions to every later start.
            let rotating = round % (Self.rounds / 16) == 4
            // An import and a rotation take longer, so that some of them are whole and some are not.
            let delay = Duration.microseconds(Int(random.next() % (importing || rotating ? 240_000 : 60_000)))
            try await withThrowingTaskGroup { group in
                for client in 0..<Self.clients {
                    group.addTask { [person] in await Self.work(person, round, client, importing: importing, sent) }
                }
                if rotating { group.addTask { [person] in await Self.rotate(person) } }
                try await Task.sleep(for: delay)
                try await server.killAll()
            }
            server = try await RunningServer(home: home, arguments: publishing)
            person = try person.onRestarted(server)
            let outcome = sent.value
            everAcknowledged += outcome.acknowledged.count
            everImported += outcome.acknowledgedFiles
            try await check(person, round, outcome, seed)
        }
        print("kill test: \(everAcknowledged) entries and \(everImported) files acknowledged in \(Self.rounds) rounds")
        #expect(everAcknowledged > Self.rounds, "seed \(seed): too little was written to show anything")
        #expect(everImported > 0, "seed \(seed): no import was ever acknowledged")
        let all = try await person.payees(searching: "round")
        #expect(Set(all).count == all.count, "seed \(seed): something is there twice")
        // The server compares each entry with the log before it shows it; every start opened the vault anew.
        let openings = try await person.accessHistory()
        #expect(openings.count > Self.rounds, "seed \(seed): an opening is missing from the access history")
        #expect(openings == Array((0..<openings.count).reversed()), "seed \(seed): the access history has a gap")
        let keys = try RunningServer.run(["keys", "status", "--format", "json", "--data", server.data], home: home)
        #expect(keys.text.contains("\"version\":3"), "seed \(seed): no key turned twice: \(keys.text)")
        try await server.stop()
        let (status, text) = try RunningServer.run(["doctor", "--with-keys", "--data", server.data], home: home)
        #expect(status == 0 && text.contains("consistent"), "seed \(seed): \(text)")
    }

    /// Turns every key, unless the server is gone before.
    private static func rotate(_ person: Person) async {
        do {
            _ = try await person.socket.send(LocalRequest("POST", "/operator/v1/keys/rotate"))
        } catch {
            // The server was killed under this request.
        }
    }

    /// Adds (or imports) until the server is gone.
    private static func work(
        _ person: Person,
        _ round: Int,
        _ client: Int,
        importing: Bool,
        _ sent: Ledger
    ) async {
        for number in 0..<10_000 {
            do {
                if importing, client == 0 {
                    sent.note { $0.triedFiles += 1 }
                    guard try await importFile(person, round, number) else { return }
                    sent.note { $0.acknowledgedFiles += 1 }
                } else {
                    let payee = "round\(round) client\(client) number\(number)"
                    sent.note { _ = $0.tried.insert(payee) }
                    guard try await person.add(payee: payee) else { return }
                    sent.note { _ = $0.acknowledged.insert(payee) }
                }
            } catch {
                return  // the server was killed under this request
            }
        }
    }

    /// Stages and commits one statement file.
    private static func importFile(_ person: Person, _ round: Int, _ number: Int) async throws -> Bool {
        var text = "Date,Payee,Amount\n"
        for row in 0..<rowsPerFile { text += "2026-04-\(10 + row % 20),filed\(round) file\(number) row\(row),-3.00\n" }
        let staged = try await person.send(
            "POST",
            "/money/imports?format=auto&filename=a.csv&account=\(person.account)",
            body: Array(text.utf8),
            contentType: "text/csv"
        )
        guard staged.status == 201,
            let object = try JSONSerialization.jsonObject(with: Data(staged.body)) as? [String: Any],
            let id = object["id"] as? String
        else { throw UnexpectedAnswer(staged) }
        let committed = try await person.send(
            "POST",
            "/money/imports/\(id)/commit",
            key: "commit-\(round)-\(number)-of-a-statement"
        )
        return (200..<300).contains(committed.status)
    }

    private func check(_ person: Person, _ round: Int, _ sent: Sent, _ seed: UInt64) async throws {
        let found = Set(try await person.payees(searching: "round\(round)"))
        #expect(sent.acknowledged.isSubset(of: found), "seed \(seed), round \(round): an acknowledged write is gone")
        let ofRound = found.filter { $0.hasPrefix("round\(round) ") }
        #expect(ofRound.isSubset(of: sent.tried), "seed \(seed), round \(round): something was invented")
        guard sent.triedFiles > 0 else { return }
        let rows = try await person.payees(searching: "filed\(round)").filter { $0.hasPrefix("filed\(round) ") }
        let files = Dictionary(grouping: rows) { $0.split(separator: " ")[1] }
        #expect(files.values.allSatisfy { $0.count == Self.rowsPerFile }, "seed \(seed), round \(round): half a file")
        #expect(files.count >= sent.acknowledgedFiles, "seed \(seed), round \(round): an acknowledged import is gone")
        #expect(files.count <= sent.triedFiles, "seed \(seed), round \(round): an import was invented")
    }
}
