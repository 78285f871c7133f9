import Assurance
import Primitives
import Testing
import Web

@testable import Composition

/// Goal: what we promise of taking everything along is kept by ours, and less is found.
@Suite("Promise of portability")
struct PortabilityPromiseTests {
    private let now: Now = { Timestamp(seconds: 1_795_180_000) }

    @Test("LAW-4: ours hands out everything; an archive that is not finished, or altered on the way, is found")
    func portability() async throws {
        let kept = try await PortabilityCheck(now: now).run()
        #expect(kept.verdict == .kept, "\(kept.evidence)")
        var lazy = PortabilityCheck(now: now)
        lazy.make = { maker, vault in _ = try await maker.step(vault) }
        #expect(try await lazy.run().verdict == .broken)
        var damaging = PortabilityCheck(now: now)
        damaging.carry = { file in
            var altered = file
            altered[altered.count / 2] ^= 1
            return altered
        }
        #expect(try await damaging.run().verdict == .broken)
    }

    @Test("what is no archive has no files")
    func listing() {
        for bytes in [[], [UInt8](repeating: 0x50, count: 64), Array("PK".utf8)] {
            #expect(ArchiveListing(bytes).text("index.html") == nil)
        }
    }
}
