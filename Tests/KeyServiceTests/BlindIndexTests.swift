import KeyService
import Testing

@Suite("Blind index")
struct BlindIndexTests {
    @Test("the same bytes give the same value after a restart, and its key is never rotated")
    func deterministic() async throws {
        let installation = Installation()
        let ring = try await installation.makePreparedRing()
        let value = try await BlindIndex(ring: ring).value(.handle, of: Array("asha".utf8))
        #expect(value.count == BlindIndex.byteCount)
        await #expect(throws: KeyRingError.pinned(.index)) { try await ring.rotate(.index) }
        let later = BlindIndex(ring: installation.makeRing())
        #expect(try await later.value(.handle, of: Array("asha".utf8)) == value)
    }

    @Test("another handle, another label and another installation give another value")
    func separate() async throws {
        let index = BlindIndex(ring: try await Installation().makePreparedRing())
        let other = BlindIndex(ring: try await Installation().makePreparedRing())
        let values: Set = [
            try await index.value(.handle, of: Array("asha".utf8)),
            try await index.value(.handle, of: Array("ashb".utf8)),
            try await index.value(.rateLimit, of: Array("asha".utf8)),
            try await other.value(.handle, of: Array("asha".utf8)),
        ]
        #expect(values.count == 4)
    }

    @Test("without the key service there is no value, not a wrong one")
    func failsClosed() async throws {
        let installation = Installation()
        let index = BlindIndex(ring: try await installation.makePreparedRing())
        installation.service.fail(with: .unavailable)
        await #expect(throws: KeyRingError.keyService(.unavailable)) { try await index.value(.handle, of: [1]) }
    }
}
