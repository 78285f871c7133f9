import Composition
import Primitives
import Sealing
import Synchronization
import TestSupport
import Testing

@testable import TransparencyLog

@Suite("Witness of a log")
struct LogWitnessTests {
    private static func signer() throws -> NoteSigner {
        let seed = SecretBytes(copying: (96..<128).map { UInt8($0) })
        return try NoteSigner(
            name: "witness.example/w1",
            kind: .cosignature,
            privateKey: SignaturePrivateKey(seed: seed)
        )
    }

    private static func witness<Store: WitnessStore>(
        _ log: TestLog,
        _ store: Store
    ) throws -> LogWitness<Store> {
        LogWitness(signer: try signer(), logs: [log.key], store: store, now: { Timestamp(seconds: 1_800_000_000) })
    }

    @Test("each checkpoint is cosigned, and the log's checkpoint then carries a cosignature that verifies")
    func cosigned() async throws {
        let log = try TestLog()
        let client = DirectWitness(try Self.witness(log, InMemoryWitnessStore()))
        let key = try Self.signer().key
        var offer = WitnessOffer(witness: key, client: client, tiles: log.store)
        for count: UInt64 in [1, 300, 301, 600] {
            let size = await log.size
            let checkpoint = try await log.publish(size..<count)
            try await log.add(try await offer.offer(checkpoint), by: key)
        }
        #expect(client.requestCount == 4)
        let verifier = try LogVerifier(logKey: log.key.text, witnesses: [key.text], quorum: 1)
        let published = try await APIClient(log).logCheckpoint()
        #expect(await verifier.verify([LogFile(name: "c", bytes: published)]).isVerified)
    }

    @Test("a log that forgot what the witness has is told, and goes on from there with one more request")
    func forgetful() async throws {
        let log = try TestLog()
        let client = DirectWitness(try Self.witness(log, InMemoryWitnessStore()))
        let key = try Self.signer().key
        var first = WitnessOffer(witness: key, client: client, tiles: log.store)
        _ = try await first.offer(try await log.publish(0..<5))
        var second = WitnessOffer(witness: key, client: client, tiles: log.store)
        _ = try await second.offer(try await log.publish(5..<9))
        #expect(client.requestCount == 3)
    }

    @Test("a forked log is refused at the same size and at any larger one")
    func forked() async throws {
        let log = try TestLog()
        let other = try TestLog()
        let memory = InMemoryWitnessStore()
        let client = DirectWitness(try Self.witness(log, memory))
        let key = try Self.signer().key
        var offer = WitnessOffer(witness: key, client: client, tiles: log.store)
        _ = try await offer.offer(try await log.publish(0..<5))
        var forked = WitnessOffer(witness: key, client: client, tiles: other.store)
        let same = try await other.publish(1..<6)
        await #expect(throws: WitnessOfferError.refused(409)) { _ = try await forked.offer(same) }
        let larger = try await other.publish(6..<30)
        await #expect(throws: WitnessOfferError.refused(422)) { _ = try await forked.offer(larger) }
        #expect(client.failures.contains(.refused(.forked(size: 5))))
        // Both halves of the proof are there: the checkpoint that was cosigned, and the one that contradicts it.
        let kept = try #require(memory.contradiction(log.key.name))
        #expect(kept == same.bytes)
        let report = try await LogVerifier(logKey: log.key.text).verify([
            LogFile(name: "a", bytes: try #require(try await memory.latest(log.key.name))),
            LogFile(name: "b", bytes: kept),
        ])
        #expect(report.text.contains("two different trees of 5 leaves"))
        #expect(client.failures.contains(.refused(.inconsistent(.olderRootDiffers))))
    }

    @Test("a log that was rolled back learns that the witness is ahead of it")
    func rolledBack() async throws {
        let log = try TestLog()
        let client = DirectWitness(try Self.witness(log, InMemoryWitnessStore()))
        let key = try Self.signer().key
        var offer = WitnessOffer(witness: key, client: client, tiles: log.store)
        let small = try await log.publish(0..<5)
        _ = try await offer.offer(try await log.publish(5..<9))
        var restored = WitnessOffer(witness: key, client: client, tiles: log.store)
        await #expect(throws: WitnessOfferError.witnessIsAhead(9)) { _ = try await restored.offer(small) }
    }

    @Test("a witness that dies between writing down and answering loses nothing and cosigns no fork afterwards")
    func killedBeforeAnswering() async throws {
        let log = try TestLog()
        let other = try TestLog()
        let memory = InMemoryWitnessStore()
        let key = try Self.signer().key
        let checkpoint = try await log.publish(0..<5)
        let dying = DirectWitness(try Self.witness(log, DyingStore(memory: memory)))
        var offer = WitnessOffer(witness: key, client: dying, tiles: log.store)
        await #expect(throws: WitnessOfferError.refused(500)) { _ = try await offer.offer(checkpoint) }
        #expect(try await memory.latest(log.key.name) == checkpoint.bytes)

        let restarted = DirectWitness(try Self.witness(log, memory))
        var again = WitnessOffer(witness: key, client: restarted, tiles: log.store)
        #expect(try await !again.offer(checkpoint).isEmpty)
        var forked = WitnessOffer(witness: key, client: restarted, tiles: other.store)
        let fork = try await other.publish(1..<6)
        await #expect(throws: WitnessOfferError.refused(409)) { _ = try await forked.offer(fork) }
    }

    @Test("of many requests from one size at once, one is cosigned and the others learn which")
    func concurrent() async throws {
        let log = try TestLog()
        let witness = try Self.witness(log, InMemoryWitnessStore())
        var requests: [WitnessRequest] = []
        for number: UInt64 in 0..<40 {
            let checkpoint = try await log.publish(number..<number + 1)
            requests.append(WitnessRequest(older: 0, hashes: [], checkpoint: checkpoint))
        }
        let cosigned = await withTaskGroup { tasks in
            for request in requests {
                tasks.addTask {
                    do throws(WitnessFailure) {
                        _ = try await witness.cosign(request.bytes)
                        return true
                    } catch {
                        guard case .refused(.cosignedAnotherSize(let size)) = error else { return true }
                        return size == 0
                    }
                }
            }
            return await tasks.reduce(into: 0) { count, isCosigned in count += isCosigned ? 1 : 0 }
        }
        #expect(cosigned == 1)
    }

    @Test("state that is no checkpoint of the log any more stops the witness instead of starting it anew")
    func damagedState() async throws {
        let log = try TestLog()
        let checkpoint = try await log.publish(0..<5)
        let request = WitnessRequest(older: 0, hashes: [], checkpoint: checkpoint)
        for damage in [Array(checkpoint.bytes.dropLast(5)), [], Array("x".utf8) + checkpoint.bytes] {
            let memory = InMemoryWitnessStore()
            try await memory.replace(nil, with: damage, of: log.key.name)
            let witness = try Self.witness(log, memory)
            await #expect(throws: WitnessFailure.damaged(origin: log.key.name)) {
                _ = try await witness.cosign(request.bytes)
            }
        }
    }

    @Test("what is no request, of another log or not signed is refused by status")
    func statuses() async throws {
        let log = try TestLog()
        let stranger = try TestLog(seed: 9)
        let foreign = try TestLog(origin: "other.example/log")
        let client = DirectWitness(try Self.witness(log, InMemoryWitnessStore()))
        let checkpoint = try await log.publish(0..<5)
        func status(_ body: [UInt8]) async throws -> Int { try await client.add(body).status }
        #expect(try await status([]) == 400)
        #expect(try await status(Array("old 0\n\nno checkpoint\n".utf8)) == 400)
        #expect(try await status(Array("old 6\n\n".utf8) + checkpoint.bytes) == 400)
        #expect(try await status(Array("old 0\n\n".utf8) + (try await foreign.publish(0..<5)).bytes) == 404)
        #expect(try await status(Array("old 0\n\n".utf8) + (try await stranger.publish(0..<5)).bytes) == 403)
        #expect(try await status(Array("old 3\n\n".utf8) + checkpoint.bytes) == 409)
        let hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
        #expect(try await status(Array("old 0\n\(hash)\n".utf8) + checkpoint.bytes) == 422)
        #expect(try await status(Array("old 0\n\n".utf8) + checkpoint.bytes) == 200)
    }

    @Test("an answer that is no cosignature of the witness over this checkpoint is not taken")
    func foreignAnswers() async throws {
        let log = try TestLog()
        let checkpoint = try await log.publish(0..<5)
        let key = try Self.signer().key
        let stranger = try NoteSigner(name: "witness.example/w1", kind: .cosignature, privateKey: .random())
        let now = Timestamp(seconds: 1)
        let answers: [(WitnessReply, WitnessOfferError)] = [
            (WitnessReply(status: 200, body: []), .foreignSignature),
            (WitnessReply(status: 200, body: Array("hello\n".utf8)), .malformedAnswer),
            (WitnessReply(status: 200, body: stranger.cosign(checkpoint.head.text, at: now).line), .foreignSignature),
            (WitnessReply(status: 200, body: try Self.signer().cosign([9, 10], at: now).line), .foreignSignature),
            (WitnessReply(status: 409, body: Array("five\n".utf8)), .malformedAnswer),
            (WitnessReply(status: 409, body: Array("0\n".utf8)), .refused(409)),
            (WitnessReply(status: 503, body: []), .refused(503)),
        ]
        for (answer, error) in answers {
            var offer = WitnessOffer(witness: key, client: FixedWitness(reply: answer), tiles: log.store)
            await #expect(throws: error) { _ = try await offer.offer(checkpoint) }
        }
    }
}

/// A witness in this process, with the answers that it has over HTTP.
final class DirectWitness<Store: WitnessStore>: WitnessClient {
    private let witness: LogWitness<Store>
    private let seen = Mutex<(count: Int, failures: [WitnessFailure])>((0, []))

    init(_ witness: LogWitness<Store>) { self.witness = witness }

    var requestCount: Int { seen.withLock { $0.count } }
    var failures: [WitnessFailure] { seen.withLock { $0.failures } }

    func add(_ request: [UInt8]) async throws(WitnessUnreachable) -> WitnessReply {
        seen.withLock { $0.count += 1 }
        do throws(WitnessFailure) {
            return WitnessReply(status: 200, body: try await witness.cosign(request).line)
        } catch {
            seen.withLock { $0.failures.append(error) }
            guard case .refused(let refusal) = error else { return WitnessReply(status: 500, body: []) }
            switch refusal {
            case .cosignedAnotherSize(let size), .forked(let size):
                return WitnessReply(status: 409, body: Array("\(size)\n".utf8))
            default: return WitnessReply(status: refusal.status, body: [])
            }
        }
    }
}

struct FixedWitness: WitnessClient {
    let reply: WitnessReply

    func add(_ request: [UInt8]) async throws(WitnessUnreachable) -> WitnessReply { reply }
}

/// Writes down, and is gone before anybody hears of it.
private struct DyingStore: WitnessStore {
    let memory: InMemoryWitnessStore

    func latest(_ origin: String) async throws(StoreError) -> [UInt8]? { try await memory.latest(origin) }

    func replace(_ known: [UInt8]?, with checkpoint: [UInt8], of origin: String) async throws(StoreError) {
        try await memory.replace(known, with: checkpoint, of: origin)
        throw .unavailable
    }

    func keepContradiction(_ checkpoint: [UInt8], of origin: String) async throws(StoreError) {
        try await memory.keepContradiction(checkpoint, of: origin)
    }
}
