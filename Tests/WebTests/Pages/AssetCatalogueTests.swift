import Foundation
import Testing

@testable import Web

@Suite("Asset catalogue")
struct AssetCatalogueTests {
    @Test("every asset is found under its hashed address and nowhere else")
    func lookup() throws {
        let assets = try AssetCatalogue()
        #expect(assets.paths.count == 4)
        for path in assets.paths {
            let asset = try #require(assets.asset(path))
            #expect(path.wholeMatch(of: /\/assets\/[a-z]+\.[0-9a-f]{16}\.[a-z]+/) != nil)
            #expect(path.contains(asset.entityTag.dropFirst().dropLast()))
            #expect(!asset.bytes.isEmpty)
        }
        #expect(assets.asset("/assets/flowkeep.css") == nil)
        #expect(assets.asset("/assets/../Package.swift") == nil)
        #expect(assets.asset("/assets/flowkeep.0000000000000000.css") == nil)
    }

    @Test("the manifest names the icon by its hashed address")
    func manifest() throws {
        let assets = try AssetCatalogue()
        let manifest = try #require(assets.asset(assets.links.manifest))
        #expect(String(decoding: manifest.bytes, as: UTF8.self).contains("\"\(assets.links.icon)\""))
    }

    @Test("another content has another address")
    func contentDecidesTheAddress() throws {
        let before = try AssetCatalogue()
        let directory = FileManager.default.temporaryDirectory.appending(path: "assets-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: PageRenderer.resources.appending(path: "assets"), to: directory)
        defer { try? FileManager.default.removeItem(at: directory) }
        try Data("body { }".utf8).write(to: directory.appending(path: "flowkeep.css"))
        let after = try AssetCatalogue(directory: directory)
        #expect(before.links.style != after.links.style)
        #expect(before.links.script == after.links.script)
        try FileManager.default.removeItem(at: directory.appending(path: "flowkeep.js"))
        #expect(throws: AssetCatalogueError.missing("flowkeep.js")) { try AssetCatalogue(directory: directory) }
    }
}
