import Primitives
import Sealing
import TestSupport
import Testing

@testable import Vault

@Suite("Sealed files")
struct SealedFilesTests {
    private static let vault = VaultID(high: 1, low: 2)
    private let store = InMemoryFileStore()
    private let key = FileKey.random()

    private func files(_ vault: VaultID = vault, _ tracker: UInt16 = 1) -> SealedFiles {
        SealedFiles(store: store, vault: vault, tracker: TrackerID(rawValue: tracker))
    }

    @Test("content comes back, whatever its length", arguments: [1, 255, 256, 257, 65_535, 65_536, 65_537, 200_001])
    func roundTrip(_ count: Int) async throws {
        var generator = SeededGenerator.printingSeed("sealed file")
        let content = generator.bytes(count)
        let file = try await files().put(content, key: key)
        #expect(try await files().content(of: file, key: key, byteCount: count) == content)
    }

    @Test("nothing of the content lies in the store, and lengths that are alike are one length")
    func opaque() async throws {
        let marked = Array("marked text of a receipt".utf8)
        let content = Array([[UInt8]](repeating: marked, count: 4000).joined())
        let first = try await files().put(content, key: key)
        let second = try await files().put(Array(content.dropLast(11)), key: key)
        let stored = try #require(try await store.get(first, of: Self.vault))
        #expect(stored.count == (try await store.get(second, of: Self.vault))?.count)
        #expect(stored.count > content.count && stored.count < content.count * 9 / 8 + 500)
        #expect(!stored.indices.contains { stored[$0...].starts(with: marked) })
    }

    @Test("an altered byte anywhere, a file cut short or longer, or no file at all is damage")
    func altered() async throws {
        var generator = SeededGenerator.printingSeed("altered file")
        let content = generator.bytes(150_000)
        let file = try await files().put(content, key: key)
        let stored = try #require(try await store.get(file, of: Self.vault))
        var places = [0, 1, 29, 60, 61, stored.count - 1]
        for _ in 0..<40 { places.append(Int.random(in: 0..<stored.count, using: &generator)) }
        var versions = places.map { place in
            var altered = stored
            altered[place] ^= 1
            return altered
        }
        versions += [Array(stored.dropLast()), stored + [0], Array(stored.prefix(61)), []]
        // Two chunks change places.
        let (head, size) = (ChunkedBox.headerByteCount, ChunkedBox.sealedChunkByteCount)
        let (first, second) = (stored[head..<(head + size)], stored[(head + size)..<(head + 2 * size)])
        versions.append(Array(stored[..<head] + second + first + stored[(head + 2 * size)...]))
        for version in versions {
            store.overwrite(file, of: Self.vault, with: version)
            await #expect(throws: VaultError.damaged(0)) {
                try await files().content(of: file, key: key, byteCount: content.count)
            }
        }
        try await store.delete(file, of: Self.vault)
        await #expect(throws: VaultError.damaged(0)) {
            try await files().content(of: file, key: key, byteCount: content.count)
        }
    }

    @Test("a file opens under its key, in its vault, for its tracker and under its name only")
    func bound() async throws {
        let content = [UInt8](repeating: 7, count: 300)
        let file = try await files().put(content, key: key)
        let stored = try #require(try await store.get(file, of: Self.vault))
        let (other, elsewhere) = (FileID(high: 9, low: 9), VaultID(high: 9, low: 9))
        store.overwrite(other, of: Self.vault, with: stored)
        store.overwrite(file, of: elsewhere, with: stored)
        for (files, file, key) in [
            (files(), file, FileKey.random()), (files(), other, key), (files(elsewhere), file, key),
            (files(Self.vault, 2), file, key),
        ] {
            await #expect(throws: VaultError.damaged(0)) {
                try await files.content(of: file, key: key, byteCount: content.count)
            }
        }
        #expect(try await files().content(of: file, key: key, byteCount: content.count) == content)
    }

    @Test("a store that fails keeps nothing, and says so")
    func full() async throws {
        store.fail(write: 1, with: .full)
        await #expect(throws: StoreError.full) { try await files().put([1, 2, 3], key: key) }
        #expect(try await store.list(of: Self.vault).isEmpty)
    }
}
