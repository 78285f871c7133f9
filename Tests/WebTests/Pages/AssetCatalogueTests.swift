import Foundation
import Testing

@testable import Web

@Suite("Asset catalogue")
struct AssetCatalogueTests {
    @Test("every asset is found under its hashed address and nowhere else")
    func lookup() throws {
        let assets = try AssetCatalogue()
        #expect(assets.paths.count == 12)
        for path in assets.paths {
            let asset = try #require(assets.asset(path))
            #expect(path.wholeMatch(of: /\/assets\/[a-z-]+\.[0-9a-f]{16}\.[a-z]+/) != nil)
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

    @Test("each module imports the others by their hashed addresses, and none is large")
    func modules() throws {
        let assets = try AssetCatalogue()
        let scripts = assets.paths.filter { $0.hasSuffix(".js") }
        var imported: Set<String> = [assets.links.script]
        for path in scripts {
            let asset = try #require(assets.asset(path))
            let text = String(decoding: asset.bytes, as: UTF8.self)
            #expect(asset.bytes.count < 15_000, "\(path)")
            #expect(!text.contains("\"./"), "\(path) names a module by its plain name")
            for match in text.matches(of: /"(\/assets\/[^"]*\.js)"/) {
                #expect(assets.asset(match.1) != nil, "\(path) imports \(match.1)")
                imported.insert(String(match.1))
            }
        }
        #expect(imported == Set(scripts), "every module is imported, so every file is served for a reason")
    }

    @Test("a module's address follows those it imports; one that needs itself stops the start")
    func importsDecideTheAddress() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "modules-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        func write(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: directory.appending(path: name))
        }
        func entry() throws -> String {
            try ScriptModules(in: directory, entry: "a.js").addAll { name, bytes in
                "\(name)#\(String(decoding: bytes, as: UTF8.self))"
            }
        }
        try write("a.js", "import \"./b.js\";")
        try write("b.js", "1")
        #expect(try entry() == "a.js#import \"b.js#1\";")
        try write("b.js", "import { x } from \"./a.js\";")
        #expect(throws: AssetCatalogueError.importsItself("a.js")) { try entry() }
        try write("b.js", "import \"./c.js\";")
        #expect(throws: AssetCatalogueError.missing("c.js")) { try entry() }
    }
}
