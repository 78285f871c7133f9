import TestSupport
import Testing

@testable import TransparencyLog

@Suite("Inspection of a log")
struct InspectionTests {
    private static let size = 66_500

    /// Two full tiles' worth of level 1 would be 131,072 leaves; this has one, and edges on three levels.
    private static let whole: (map: TileMap, head: TreeHead) = {
        var builder = TileBuilder()
        var map = TileMap()
        for number in 0..<UInt64(size) { builder.append(TestLog.leaf(number).entry) }
        map.keep(builder.takeResources())
        return (map, TreeHead(origin: TestLog.origin, size: UInt64(size), root: builder.root))
    }()

    private func damage(_ change: (inout TileMap) -> Void) async -> [LogDamage] {
        var map = Self.whole.map
        change(&map)
        return await LogInspection.damage(under: Self.whole.head, in: map)
    }

    @Test("a whole log has no damage")
    func whole() async {
        #expect(await damage { _ in }.isEmpty)
        #expect(await LogInspection.damage(under: TreeHead(origin: "a", size: 0, root: .empty), in: TileMap()).isEmpty)
    }

    @Test("one changed byte in any tile or bundle is found, and the file is named")
    func changedByte() async throws {
        var generator = SeededGenerator.printingSeed("a changed byte in a tile")
        let tiles = try [(0, 0), (0, 100), (0, 258), (0, 259), (1, 0), (1, 1), (2, 0)].map { level, index in
            try #require(Tile(level: UInt8(level), index: UInt64(index), treeSize: UInt64(Self.size)))
        }
        for tile in tiles {
            let resource = LogResource.hashes(tile)
            let found = await damage { map in
                let count = map.resources[resource]?.count ?? 0
                map.resources[resource]?[Int.random(in: 0..<count, using: &generator)] ^= 4
            }
            // Without a level above, the signed root says which of a tile and its bundle is wrong.
            #expect(found == [.tile(.hashesDiffer(resource))])
        }
        for tile in tiles where tile.level == 0 {
            // Past the length of the first entry, within its tag.
            let found = await damage { $0.resources[.entries(tile)]?[20] ^= 1 }
            #expect(found == [.tile(.entriesDiffer(.entries(tile)))])
        }
    }

    @Test("a missing or shortened file is named, and the rest is still checked")
    func missing() async throws {
        let tile = try #require(Tile(level: 0, index: 7))
        let upper = try #require(Tile(level: 1, index: 0))
        #expect(await damage { $0.resources[.hashes(tile)] = nil } == [.tile(.missing(.hashes(tile)))])
        #expect(
            await damage { $0.resources[.entries(tile)]?.removeLast() } == [.tile(.malformedEntries(.entries(tile)))]
        )
        #expect(await damage { $0.resources[.hashes(upper)] = [] } == [.tile(.byteCount(.hashes(upper), found: 0))])
        let both = await damage { map in
            map.resources[.hashes(tile)] = nil
            map.resources[.entries(tile)] = nil
            map.resources[.entries(Tile(checkedLevel: 0, index: 200, width: 256))]?[20] ^= 1
        }
        let later = LogResource.entries(Tile(checkedLevel: 0, index: 200, width: 256))
        #expect(
            both == [
                .tile(.missing(.hashes(tile))), .tile(.missing(.entries(tile))), .tile(.entriesDiffer(later)),
            ]
        )
    }

    @Test("another tree than the checkpoint's is found by its root")
    func anotherTree() async {
        let head = TreeHead(origin: TestLog.origin, size: Self.whole.head.size, root: .empty)
        #expect(await LogInspection.damage(under: head, in: Self.whole.map) == [.rootDiffers(size: head.size)])
    }
}
