import Logging
import Primitives
import Synchronization
import TestSupport
import Testing

@testable import Composition
@testable import TransparencyLog

@Suite("An installation's witnesses")
struct LogWitnessesTests {
    @Test("a list of witnesses is addresses with keys, and nothing else is taken for one")
    func list() throws {
        let key = SpecExample.witnessKey
        let one = try #require(WitnessAddress.list("https://witness.example/w1/ \(key)"))
        #expect(one.map(\.url) == ["https://witness.example/w1"])
        #expect(one.map(\.key) == [key])
        let other = key.replacing("w1+858ecd0c", with: "w2+00000000")
        for text in [
            "", "https://witness.example/w1", key, "\(key) https://witness.example", "ftp://witness.example \(key)",
            "https://witness.example \(SpecExample.logKey)", "https://a.example \(key), https://b.example \(key)",
            "https://a.example \(other)", "https://a.example?x \(key)", "https://a.example \(key),",
        ] { #expect(WitnessAddress.list(text) == nil, "\(text)") }
    }

    @Test("what was published in one process comes back cosigned by another, under the log's own checkpoint")
    func endToEnd() async throws {
        let directory = try TemporaryDirectory("witness")
        let log = try TestLog()
        let program = try await WitnessProgram(state: directory.path("state"), logs: [log.key.text])
        let addresses = try #require(WitnessAddress.list("http://127.0.0.1 \(program.key)"))
        let asked = Mutex<[String]>([])
        let witnesses = try LogWitnesses(
            addresses,
            tiles: log.store,
            logger: Logger(label: "test"),
            add: { lines, key, checkpoint in
                do { try await log.add(lines, by: key, under: checkpoint) } catch { Issue.record(error) }
            },
            post: { url, body, _ in
                asked.withLock { $0.append(url) }
                let reply = try await program.add(body)
                return (reply.status, reply.body)
            }
        )
        let running = Task { await witnesses.run() }
        witnesses.published(try await log.publish(0..<40))
        let verifier = try LogVerifier(logKey: log.key.text, witnesses: [program.key], quorum: 1)
        let deadline = ContinuousClock.now + .seconds(120)
        var report: LogReport?
        while report?.isVerified != true, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(5))
            let published = try await APIClient(log).logCheckpoint()
            report = await verifier.verify([LogFile(name: "c", bytes: published)])
        }
        running.cancel()
        await running.value
        #expect(report?.isVerified == true)
        #expect(asked.withLock { $0 }.allSatisfy { $0 == "http://127.0.0.1/add-checkpoint" })
    }
}
