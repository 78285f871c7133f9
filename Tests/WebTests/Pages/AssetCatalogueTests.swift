import Foundation
import Primitives
import Testing
import TransparencyLog

@testable import Web

@Suite("Asset catalogue")
struct AssetCatalogueTests {
    @Test("the script that checks proofs knows every act and every purpose there is")
    func events() throws {
        let assets = try AssetCatalogue()
        let path = try #require(assets.paths.first { $0.contains("/log-verify.") })
        let script = String(decoding: try #require(assets.asset(path)).bytes, as: UTF8.self)
        let acts = try #require(LoggedAct.allCases.map(\.rawValue).max())
        let purposes = try #require(Purpose.allCases.map(\.rawValue).max())
        #expect(script.contains("acts: \(acts), purposes: \(purposes) }"))
    }

    @Test("every asset is found under its hashed address and nowhere else")
    func lookup() throws {
        let assets = try AssetCatalogue()
        #expect(!assets.paths.isEmpty)
        for path in assets.paths {
            let asset = try #require(assets.asset(path))
            #expect(path.wholeMatch(of: /\/assets\/[a-z0-9-]+\.[0-9a-f]{16}\.[a-z]+/) != nil)
            #expect(path.contains(asset.entityTag.dropFirst().dropLast()))
            #expect(!asset.bytes.isEmpty)
        }
        #expect(assets.asset("/assets/flowkeep.css") == nil)
        #expect(assets.asset("/assets/../Package.swift") == nil)
        #expect(assets.asset("/assets/flowkeep.0000000000000000.css") == nil)
    }

    private struct Manifest: Decodable {
        struct Icon: Decodable {
            let src: String
            let sizes: String
            let type: String
            let purpose: String?
        }

        let id: String
        let lang: String
        let scope: String
        let startURL: String
        let display: String
        let icons: [Icon]

        enum CodingKeys: String, CodingKey {
            case id, lang, scope, display, icons
            case startURL = "start_url"
        }
    }

    @Test("the manifest makes the site installable: its icons are there, as large and of the type it says")
    func manifest() throws {
        let assets = try AssetCatalogue()
        let asset = try #require(assets.asset(assets.links.manifest))
        #expect(asset.contentType == "application/manifest+json")
        let manifest = try JSONDecoder().decode(Manifest.self, from: Data(asset.bytes))
        #expect(manifest.id == "/" && manifest.scope == "/" && manifest.lang == "en-IN")
        #expect(manifest.startURL == "/today" && manifest.display == "standalone")
        #expect(Set(manifest.icons.map(\.sizes)) == ["any", "192x192", "512x512"])
        #expect(manifest.icons.contains { $0.purpose == "maskable" })
        for icon in manifest.icons {
            let file = try #require(assets.asset(icon.src), "\(icon.src)")
            #expect(file.contentType == icon.type)
            guard icon.type == "image/png" else { continue }
            // PNG: the width is at 16, the height at 20 (ISO/IEC 15948 §11.2.2).
            let sides = [16, 20].map { at in file.bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
            #expect("\(sides[0])x\(sides[1])" == icon.sizes)
        }
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
        var imported: Set<String> = [assets.links.script, assets.links.staffScript]
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
