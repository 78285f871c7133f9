import Composition
import TestSupport
import Testing
import TransparencyLog

@Suite("Checking proof files")
struct LogVerifierTests {
    private let text = SpecExample.proofFile

    private func report(
        _ text: String,
        key: String = SpecExample.logKey,
        witnesses: [String] = [SpecExample.witnessKey],
        quorum: Int = 1,
        entry: String? = nil
    ) async throws -> LogReport {
        try await LogVerifier(logKey: key, witnesses: witnesses, quorum: quorum, entry: entry)
            .verify([LogFile(name: "a.tlog-proof", bytes: Array(text.utf8))])
    }

    /// Expects a refusal with this code, in a sentence that ends as one.
    private func expect(
        _ code: String,
        _ text: String,
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let report = try await report(text)
        #expect(!report.isVerified, sourceLocation: location)
        let json = String(decoding: report.json, as: UTF8.self)
        #expect(json.contains("\"error\":\"\(code)\""), "\(json)", sourceLocation: location)
        #expect(report.text.hasSuffix(".\nNOT VERIFIED: flowkeep.example/log"), sourceLocation: location)
    }

    @Test("the frozen file is told in words: act, purpose, key, time, place, witness")
    func frozenInWords() async throws {
        let report = try await report(text)
        #expect(report.isVerified)
        #expect(
            report.text == """
                a.tlog-proof: in the log
                  The vault was opened to keep and show money entries with the passphrase, 2026-01-01 00:01:00 UTC
                  leaf 1 of a tree of 3
                  cosigned by witness.example/w1, 2026-01-01 00:01:05 UTC
                verified: flowkeep.example/log
                """
        )
    }

    @Test("the frozen file is told to programs")
    func frozenAsJSON() async throws {
        let json = String(decoding: try await report(text).json, as: UTF8.self)
        for member in [
            "\"verified\":true", "\"origin\":\"flowkeep.example/log\"", "\"act\":\"vault-opening\"",
            "\"purpose\":\"money-tracking\"", "\"slotKind\":1", "\"time\":\"2026-01-01T00:01:00Z\"", "\"ordinal\":0",
            "\"index\":1", "\"size\":3", "\"witness\":\"witness.example/w1\"", "\"seconds\":1767225665",
            "\"root\":\"2d4dc89c10e47c936bff99d33f688a4a4a369af66be91e37665b0d4b1bfc5a3f\"", "\"notCompared\":[]",
        ] { #expect(json.contains(member), "\(member) in \(json)") }
    }

    @Test("an altered byte in any line of the file is named for what it is")
    func eachLine() async throws {
        try await expect("proof-form", text.replacing("proof@v1", with: "proof@v2"))
        try await expect("proof-form", text.replacing("extra Ab1Z", with: "extra !b1Z"))
        try await expect("event-form", text.replacing("extra Ab1Z", with: "extra Bb1Z"))
        try await expect("not-in-log", text.replacing("extra Ab1Z", with: "extra Ab1a"))
        try await expect("not-in-log", text.replacing("index 1", with: "index 0"))
        try await expect("proof-size", text.replacing("index 1", with: "index 2"))
        try await expect("proof-size", text.replacing("index 1", with: "index 3"))
        try await expect("proof-form", text.replacing("index 1", with: "index 01"))
        try await expect("not-in-log", text.replacing("sKp64ry", with: "tKp64ry"))
        try await expect("not-in-log", text.replacing("/kAd/b66", with: "/kAd/b67"))
        try await expect("proof-form", text.replacing("Gl7SDEMdlSxkrF3ZsooR2U=", with: "Gl7"))
        try await expect("other-log", text.replacing("\n\nflowkeep.example/log\n", with: "\n\nother.example/log\n"))
        try await expect("signature", text.replacing("\n3\n", with: "\n4\n"))
        try await expect("checkpoint-form", text.replacing("\n3\n", with: "\n03\n"))
        try await expect("signature", text.replacing("LU3InBDk", with: "LU3InBDl"))
        try await expect("checkpoint-form", text.replacing("LU3InBDk", with: "LU3"))
        try await expect("signature", text.replacing("UGfV92i4b", with: "UGfV92i4c"))
        try await expect("not-signed", text.replacing("UGfV92i4b", with: "UGfV82i4b"))
        try await expect("not-signed", text.replacing("— flowkeep.example/log", with: "— flowkeep.example/lag"))
        try await expect("checkpoint-form", text.replacing("— flowkeep.example/log", with: "- flowkeep.example/log"))
        try await expect("signature", text.replacing("hY7NDAAAAABpVblB9", with: "hY7NDAAAAABpVblC9"))
        try await expect("quorum", text.replacing("hY7NDA", with: "hY7NCA"))
        try await expect("checkpoint-form", "something else\n")
        try await expect("checkpoint-form", "")
    }

    @Test("another log's key, and a quorum that is not reached, are refused")
    func keys() async throws {
        let other = try await report(text, key: try TestLog(seed: 9).key.text, quorum: 0)
        #expect(String(decoding: other.json, as: UTF8.self).contains("\"error\":\"not-signed\""))
        let elsewhere = try await report(text, key: try TestLog(origin: "elsewhere/log").key.text, quorum: 0)
        #expect(String(decoding: elsewhere.json, as: UTF8.self).contains("\"error\":\"other-log\""))
        #expect(try await report(text, witnesses: [], quorum: 0).isVerified)
    }

    @Test("keys and entries that are none are misuse, each with its reason")
    func misuse() {
        let key = SpecExample.logKey
        let witness = SpecExample.witnessKey
        #expect(throws: LogKeyError.key(.keyIDDiffers)) {
            try LogVerifier(logKey: key.replacing("5067d5f7", with: "5067d5f8"))
        }
        #expect(throws: LogKeyError.key(.malformedKey)) { try LogVerifier(logKey: "flowkeep.example/log") }
        #expect(throws: LogKeyError.kind(expected: .note)) { try LogVerifier(logKey: witness) }
        #expect(throws: LogKeyError.kind(expected: .cosignature)) { try LogVerifier(logKey: key, witnesses: [key]) }
        #expect(throws: LogKeyError.repeatedWitness) { try LogVerifier(logKey: key, witnesses: [witness, witness]) }
        #expect(throws: LogKeyError.quorum) { try LogVerifier(logKey: key, witnesses: [witness], quorum: 2) }
        for entry in ["", "01", "0", "zz", String(SpecExample.entry.dropLast()), "+1" + SpecExample.entry.dropFirst(2)]
        {
            #expect(throws: LogKeyError.entry, "\(entry)") { try LogVerifier(logKey: key, entry: entry) }
        }
    }

    @Test("a file without an event proves the entry that is named, and says so where none is")
    func bareFile() async throws {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let bare = lines.filter { !$0.hasPrefix("extra") }.joined(separator: "\n")
        #expect(try await report(bare, entry: SpecExample.entry).isVerified)
        try await expect("no-event", bare)
        let other = "01e15085eb48ded33da17f9e68724a4d1a8554475545ad8dcd77d4edf8b027dd7a"
        let refused = try await report(bare, entry: other)
        #expect(String(decoding: refused.json, as: UTF8.self).contains("\"error\":\"not-in-log\""))
    }

    @Test("a file that is not there fails, and the others are checked all the same")
    func missing() async throws {
        let directory = try TemporaryDirectory()
        let report = try await LogVerifier(logKey: SpecExample.logKey)
            .verify([
                LogFile.read(directory.path("nothing")), LogFile(name: "a", bytes: Array(text.utf8)),
            ])
        #expect(!report.isVerified)
        #expect(report.text.contains("The file does not exist; check its path."))
        #expect(report.text.contains("a: in the log"))
    }
}
