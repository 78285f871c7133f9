import Composition
import Foundation
import TestSupport
import Testing
import TransparencyLog

@Suite("Checkpoints of one history")
struct LogHistoryTests {
    private func file(_ name: String, _ checkpoint: Checkpoint) -> LogFile {
        LogFile(name: name, bytes: checkpoint.bytes)
    }

    private func code(_ report: LogReport) -> String {
        String(decoding: report.json, as: UTF8.self)
    }

    @Test("two sizes are not compared without a proof, and compared with one that the server made")
    func consistencyFile() async throws {
        let log = try TestLog()
        let small = try await log.publish(0..<7)
        let large = try await log.publish(7..<600)
        let verifier = try LogVerifier(logKey: log.key.text)
        let without = await verifier.verify([file("7", small), file("600", large)])
        #expect(without.isVerified)
        #expect(without.text.contains("NOT COMPARED: nothing here shows that the tree of 600 leaves continues"))
        #expect(code(without).contains("\"notCompared\":[7]"))

        let proof = try await APIClient(log).proveConsistency(older: 7)
        let with = await verifier.verify([file("7", small), LogFile(name: "proof", bytes: proof), file("600", large)])
        #expect(with.isVerified)
        #expect(!with.text.contains("NOT COMPARED"))
        #expect(with.text.contains("the tree of 600 leaves continues the one of 7"))
    }

    @Test("what must be compared and is not, is a failure")
    func required() async throws {
        let log = try TestLog()
        let directory = try TemporaryDirectory()
        let path = directory.path("old.checkpoint")
        try Data(try await log.publish(0..<7).bytes).write(to: URL(fileURLWithPath: path))
        let large = try await log.publish(7..<9)
        let verifier = try LogVerifier(logKey: log.key.text)
        let report = await verifier.verify([file("9", large), LogFile.toCompare(path)])
        #expect(!report.isVerified)
        #expect(report.text.contains("FAILED: nothing here shows"))
        let proofPath = directory.path("proof")
        try Data(try await APIClient(log).proveConsistency(older: 7)).write(to: URL(fileURLWithPath: proofPath))
        let compared = await verifier.verify([
            file("9", large), LogFile.toCompare(path), LogFile.consistency(proofPath),
        ])
        #expect(compared.isVerified)
        let wrongKind = await verifier.verify([LogFile.consistency(path)])
        #expect(code(wrongKind).contains("\"error\":\"consistency-form\""))
    }

    @Test("two trees of one size are a fork, whichever file comes first")
    func forked() async throws {
        let log = try TestLog()
        let other = try TestLog()
        let one = try await log.publish(0..<5)
        let two = try await other.publish(1..<6)
        let verifier = try LogVerifier(logKey: log.key.text)
        for files in [[file("a", one), file("b", two)], [file("b", two), file("a", one)]] {
            let report = await verifier.verify(files)
            #expect(!report.isVerified)
            #expect(code(report).contains("\"error\":\"forked\""))
            #expect(report.text.contains("two different trees of 5 leaves"))
        }
    }

    @Test("a log that was rewritten does not continue what it was, and no proof of its own helps it")
    func rewritten() async throws {
        let log = try TestLog()
        let other = try TestLog()
        let small = try await log.publish(0..<5)
        try await other.publish(1..<6)
        let large = try await other.publish(6..<30)
        let proof = LogFile(name: "proof", bytes: try await APIClient(other).proveConsistency(older: 5))
        let verifier = try LogVerifier(logKey: log.key.text)
        let report = await verifier.verify([file("5", small), file("30", large), proof])
        #expect(!report.isVerified)
        #expect(code(report).contains("\"error\":\"inconsistent\""))
        #expect(code(report).contains("\"notCompared\":[5]"))
    }

    @Test("two checkpoints that continue the same old one are not thereby of one history")
    func sharedBeginning() async throws {
        let log = try TestLog()
        let other = try TestLog()
        let small = try await log.publish(0..<5)
        try await other.publish(0..<5)
        let middle = try await other.publish(100..<107)
        let toMiddle = LogFile(name: "5-12", bytes: try await APIClient(other).proveConsistency(older: 5))
        let large = try await log.publish(5..<40)
        let toLarge = LogFile(name: "5-40", bytes: try await APIClient(log).proveConsistency(older: 5))
        let verifier = try LogVerifier(logKey: log.key.text)
        let report = await verifier.verify([
            file("5", small), file("12", middle), file("40", large), toMiddle, toLarge,
        ])
        #expect(code(report).contains("\"notCompared\":[12]"))
        #expect(report.text.contains("continues the one of 12"))
    }

    @Test("a proof from a size that no file has compares nothing, and says so")
    func nothingToCompare() async throws {
        let log = try TestLog()
        try await log.publish(0..<5)
        let proof = LogFile(name: "proof", bytes: try await APIClient(log).proveConsistency(older: 3))
        let report = try await LogVerifier(logKey: log.key.text).verify([proof])
        #expect(!report.isVerified)
        #expect(code(report).contains("\"error\":\"nothing-to-compare\""))
    }

    @Test("a copy of the tiles makes the proofs; a damaged, missing or foreign one does not pass")
    func tiles() async throws {
        let log = try TestLog()
        let small = try await log.publish(0..<300)
        let large = try await log.publish(300..<900)
        let directory = try TemporaryDirectory()
        let resources = await log.resources
        for (resource, bytes) in resources {
            let url = URL(fileURLWithPath: directory.path(resource.path))
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: url)
        }
        let verifier = try LogVerifier(logKey: log.key.text)
        let files = [file("300", small), file("900", large)]
        let whole = await verifier.verify(files, tiles: DirectoryTileSource(directory.path))
        #expect(whole.isVerified)
        #expect(!whole.text.contains("COMPARED"))

        let tile = directory.path("tile/0/001")
        var bytes = try Data(contentsOf: URL(fileURLWithPath: tile))
        bytes[300] ^= 1
        try bytes.write(to: URL(fileURLWithPath: tile))
        let damaged = await verifier.verify(files, tiles: DirectoryTileSource(directory.path))
        #expect(code(damaged).contains("\"error\":\"inconsistent\""))
        try bytes.prefix(100).write(to: URL(fileURLWithPath: tile))
        let short = await verifier.verify(files, tiles: DirectoryTileSource(directory.path))
        #expect(short.text.contains("The file tile/0/001 has 100 bytes, the wrong number."))
        try FileManager.default.removeItem(atPath: tile)
        let missing = await verifier.verify(files, tiles: DirectoryTileSource(directory.path))
        #expect(missing.text.contains("The file tile/0/001 is missing."))
    }

    @Test("any leaf is proven from the running server's tiles, in the place of its entry only")
    func proveInclusion() async throws {
        let log = try TestLog()
        try await log.publish(0..<600)
        for index: UInt64 in [0, 255, 256, 511, 599] {
            let made = try await APIClient(log).proveInclusion(index: index)
            let verifier = try LogVerifier(logKey: log.key.text, entry: made.entry)
            #expect(made.entry == Hex.encode(try TestLog.leaf(index).entry))
            #expect(await verifier.verify([LogFile(name: "p", bytes: made.bytes)]).isVerified)
        }
        await #expect(throws: APIFailure.self) { _ = try await APIClient(log).proveInclusion(index: 600) }
        await #expect(throws: APIFailure.self) { _ = try await APIClient(log).proveConsistency(older: 601) }
    }
}
