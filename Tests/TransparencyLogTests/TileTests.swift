import TestSupport
import Testing

@testable import TransparencyLog

@Suite("Tiles")
struct TileTests {
    @Test("paths are those of the C2SP examples")
    func paths() throws {
        let examples: [(LogResource, String)] = [
            (.hashes(try #require(Tile(level: 0, index: 1_234_067))), "tile/0/x001/x234/067"),
            (.hashes(try #require(Tile(level: 0, index: 1_234_067, width: 8))), "tile/0/x001/x234/067.p/8"),
            (.entries(try #require(Tile(level: 0, index: 1_234_067, width: 8))), "tile/entries/x001/x234/067.p/8"),
            (.hashes(try #require(Tile(level: 63, index: 0))), "tile/63/000"),
            (.hashes(try #require(Tile(level: 1, index: 999, width: 255))), "tile/1/999.p/255"),
            (.entries(try #require(Tile(level: 0, index: 1000))), "tile/entries/x001/000"),
            (
                .hashes(try #require(Tile(level: 0, index: .max))),
                "tile/0/x018/x446/x744/x073/x709/x551/615"
            ),
        ]
        for (resource, path) in examples {
            #expect(resource.path == path)
            #expect(try LogResource(path: path) == resource)
        }
    }

    @Test(
        "a path in any other form is refused",
        arguments: [
            "", "tile", "tile/0", "tile/0/", "tile/0/1", "tile/0/0001", "tile/0/x001", "tile/00/001", "tile/64/001",
            "tile/-1/001", "tile/0/x000/001", "tile/0/001/002", "tile/0/x001/x234/67", "tile/0/001.p/0",
            "tile/0/001.p/256", "tile/0/001.p/08", "tile/0/001.p/", "tile/0/001.p", "tile/0/x01/001", "tile/0/0+1",
            "/tile/0/001", "tile/0/001/", "Tile/0/001", "tile/0/x001.p/8/001", "tile/data/001", "tile/0/٠٠١",
            "tile/0/x018/x446/x744/x073/x709/x551/616", "tile/0/x1/x1/x1/x1/x1/x1/x1/x1/x1/001", "tile/0/../001",
            "tile/0/xx01/001", "tile//001", "tile/0/00x",
        ]
    )
    func malformedPath(_ path: String) {
        #expect(throws: TileError.malformedPath) { _ = try LogResource(path: path) }
    }

    @Test("70,000 leaves are the tiles that C2SP says they are")
    func tilesOfASize() {
        let size: UInt64 = 70_000
        #expect(Tile(level: 0, index: 272, treeSize: size)?.isFull == true)
        #expect(Tile(level: 0, index: 273, treeSize: size)?.width == 112)
        #expect(Tile(level: 0, index: 274, treeSize: size) == nil)
        #expect(Tile(level: 1, index: 0, treeSize: size)?.isFull == true)
        #expect(Tile(level: 1, index: 1, treeSize: size)?.width == 17)
        #expect(Tile(level: 2, index: 0, treeSize: size)?.width == 1)
        #expect(Tile(level: 3, index: 0, treeSize: size) == nil)
        #expect(Tile(level: 63, index: 0, treeSize: .max) == nil)
        #expect(Tile.edge(of: size).map(\.width) == [112, 17, 1])
        #expect(Tile.edge(of: 256) == [Tile(checkedLevel: 1, index: 0, width: 1)])
        #expect(Tile.edge(of: 0).isEmpty)
    }

    @Test("tiles taken at many sizes give every root and proof of the definition")
    func proofsFromTiles() async throws {
        var generator = SeededGenerator.printingSeed("proofs from tiles")
        let entries = (0..<1_100).map { TestLog.leaf(UInt64($0)).entry }
        let leaves = entries.map { TreeHash.leaf($0) }
        var builder = TileBuilder()
        var map = TileMap()
        let cache = TileCache(lowerTileCount: 2, upperTileCount: 1)
        let sizes = [1, 2, 255, 256, 257, 300, 511, 512, 700, 1_023, 1_024, 1_100]
        for entry in entries {
            builder.append(entry)
            guard sizes.contains(Int(builder.size)) else { continue }
            map.keep(builder.takeResources())
            let root = NaiveTree.root(leaves[..<Int(builder.size)])
            #expect(builder.root == root)
            #expect(try await TileProver.root(size: builder.size, from: map) == root)
            for _ in 0..<12 {
                let index = UInt64.random(in: 0..<builder.size, using: &generator)
                let proof = try await TileProver.inclusion(index: index, size: builder.size, from: map)
                #expect(proof.hashes == NaiveTree.path(Int(index), leaves[..<Int(builder.size)]))
                let again = try await TileProver.inclusion(index: index, size: builder.size, from: map, cache: cache)
                #expect(again == proof)
            }
        }
        for newer in sizes {
            for older in sizes where older <= newer {
                let proof = try await TileProver.consistency(older: UInt64(older), newer: UInt64(newer), from: map)
                #expect(proof.hashes == NaiveTree.proof(older, leaves[..<newer]))
            }
        }
    }

    @Test("bundles hold the entries whose hashes the tiles of level 0 hold")
    func bundles() async throws {
        var builder = TileBuilder()
        var map = TileMap()
        for number in 0..<600 {
            builder.append((0..<number % 40).map { UInt8($0) } + [UInt8(number & 255)])
        }
        map.keep(builder.takeResources())
        for index in 0..<3 as Range<UInt64> {
            let tile = try #require(Tile(level: 0, index: index, treeSize: 600))
            #expect(try await map.entries(of: tile).map { TreeHash.leaf($0) } == map.hashes(of: tile))
        }
        // A reader with an older checkpoint asks for a partial tile that has given way to the full one.
        let older = try #require(Tile(level: 0, index: 1, width: 7))
        #expect(try await map.hashes(of: older).count == 7)
        #expect(try await map.entries(of: older).count == 7)
    }

    @Test("a builder taken up at any size goes on as if it had never stopped")
    func takenUp() async throws {
        var builder = TileBuilder()
        var map = TileMap()
        for number in 0..<600 as Range<UInt64> {
            if number % 37 == 0 || number == 256 || number == 512 {
                var copy = builder
                map.keep(copy.takeResources())
                var rows: [[TreeHash]] = []
                var entries: [[UInt8]] = []
                for tile in Tile.edge(of: number) {
                    while rows.count < Int(tile.level) { rows.append([]) }
                    rows.append(try await map.hashes(of: tile))
                    if tile.level == 0 { entries = try await map.entries(of: tile) }
                }
                var taken = try #require(TileBuilder(size: number, rows: rows, entries: entries))
                _ = builder.takeResources()
                #expect(taken.root == builder.root)
                #expect(taken.takeResources() == copy.takeResources())
                builder = taken
            }
            builder.append(TestLog.leaf(number).entry)
        }
        let leaves = (0..<600 as Range<UInt64>).map { TestLog.leaf($0).hash }
        #expect(builder.root == NaiveTree.root(leaves[...]))
    }

    @Test("a tile or bundle that is missing, cut short or too long is named")
    func damage() async throws {
        var builder = TileBuilder()
        for number in 0..<300 as Range<UInt64> { builder.append(TestLog.leaf(number).entry) }
        var whole = TileMap()
        whole.keep(builder.takeResources())
        let tile = try #require(Tile(level: 0, index: 1, treeSize: 300))
        let bytes = try #require(whole.resources[.hashes(tile)])
        let bundle = try #require(whole.resources[.entries(tile)])
        for damaged in [Array(bytes.dropLast()), bytes + [0], []] {
            var map = whole
            map.resources[.hashes(tile)] = damaged
            await #expect(throws: TileProverError.tile(.byteCount(.hashes(tile), found: damaged.count))) {
                _ = try await TileProver.root(size: 300, from: map)
            }
        }
        var map = whole
        map.resources[.hashes(tile)] = nil
        await #expect(throws: TileProverError.tile(.missing(.hashes(tile)))) {
            _ = try await TileProver.inclusion(index: 299, size: 300, from: map)
        }
        for damaged in [Array(bundle.dropLast()), bundle + [0], [], Array(bundle.dropFirst())] {
            map.resources[.entries(tile)] = damaged
            await #expect(throws: TileError.malformedEntries(.entries(tile))) {
                _ = try await map.entries(of: tile)
            }
        }
    }
}
