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

    @Test("a witness that cosigned before and does not know the log any more is an alarm, also after a restart")
    func forgotten() async throws {
        let log = try TestLog()
        let directory = try TemporaryDirectory("witness")
        let program = try await WitnessProgram(state: directory.path("state"), logs: [log.key.text])
        let addresses = try #require(WitnessAddress.list("http://127.0.0.1 \(program.key)"))
        func levels(recalling recalled: Set<String>?, status: Int) async throws -> [Logger.Level] {
            let said = Mutex<[Logger.Level]>([])
            let witnesses = try LogWitnesses(
                addresses,
                tiles: log.store,
                logger: Logger(label: "test") { _ in LevelKeeper { level in said.withLock { $0.append(level) } } },
                memory: LogWitnesses.Memory(recall: { recalled }, remember: { _ in }),
                add: { _, _, _ in },
                post: { _, _, _ in (status, []) }
            )
            witnesses.published(try await log.publish(0..<4))
            let running = Task { await witnesses.run() }
            let deadline = ContinuousClock.now + .seconds(120)
            while said.withLock({ $0.isEmpty }), ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(5))
            }
            running.cancel()
            await running.value
            return said.withLock { $0 }
        }
        #expect(try await levels(recalling: [], status: 404).first == .warning)
        #expect(try await levels(recalling: nil, status: 404).first == .warning)
        #expect(try await levels(recalling: [program.key], status: 404).first == .error)
        #expect(try await levels(recalling: [program.key], status: 403).first == .error)
        #expect(try await levels(recalling: [program.key], status: 500).first == .warning)
    }

    /// Keeps the level of what is said.
    private struct LevelKeeper: LogHandler {
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace
        let said: @Sendable (Logger.Level) -> Void

        init(_ said: @escaping @Sendable (Logger.Level) -> Void) { self.said = said }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: Logging.LogEvent) { said(event.level) }
    }

    @Test("what was published in one process comes back cosigned by another, under the log's own checkpoint")
    func endToEnd() async throws {
        let directory = try TemporaryDirectory("witness")
        let log = try TestLog()
        let program = try await WitnessProgram(state: directory.path("state"), logs: [log.key.text])
        let addresses = try #require(WitnessAddress.list("http://127.0.0.1 \(program.key)"))
        let asked = Mutex<[String]>([])
        let remembered = Mutex<[Set<String>]>([])
        let witnesses = try LogWitnesses(
            addresses,
            tiles: log.store,
            logger: Logger(label: "test"),
            memory: LogWitnesses.Memory(
                recall: { [] },
                remember: { keys in remembered.withLock { $0.append(keys) } }
            ),
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
        #expect(remembered.withLock { $0 } == [[program.key]])
        #expect(asked.withLock { $0 }.allSatisfy { $0 == "http://127.0.0.1/add-checkpoint" })
    }
}
