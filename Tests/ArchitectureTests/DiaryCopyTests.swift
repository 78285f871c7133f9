import Foundation
import Testing

/// What the diary says about days to come: estimates, and no contraception.
@Suite("Diary: copy")
struct DiaryCopyTests {
    /// Words that promise more than an estimate can; a certainty that is denied is none of them.
    private static let banned = [
        "safe", "safely", "certain", "certainly", "guaranteed", "guarantee", "infallible", "100 %", "100%",
    ]

    private static var folder: URL { SourceTree.root.appending(path: "Sources/Web") }

    /// Templates and code of the diary's pages.
    private static func sources() throws -> [(name: String, text: String)] {
        let templates = folder.appending(path: "Resources/templates")
        var files: [URL] = []
        for (place, prefix, suffix) in [
            (templates.appending(path: "pages"), "cycle", ".mustache"),
            (templates.appending(path: "parts"), "cycle", ".mustache"),
            (folder.appending(path: "PageHandlers/Cycle"), "", ".swift"),
        ] {
            files += try FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)
                .filter { $0.lastPathComponent.hasPrefix(prefix) && $0.lastPathComponent.hasSuffix(suffix) }
        }
        return try files.map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
    }

    /// Texts that people read: what is translated.
    private static func texts(of source: String) -> [String] {
        let shown = [#/\[\[(.*?)\]\]/#, #/(?:words|localized)\(\s*"((?:[^"\\]|\\.)*)"/#]
        return shown.flatMap { pattern in source.matches(of: pattern).map { String($0.output.1) } }
    }

    static func faults(in text: String) -> [String] {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "%" }.map(String.init)
        return banned.filter { word in
            let parts = word.split(separator: " ").map(String.init)
            return words.indices.contains { words[$0...].starts(with: parts) }
        }
    }

    @Test("no page of the diary calls a day safe, or an estimate certain")
    func estimates() throws {
        var count = 0
        for (name, source) in try Self.sources() {
            for text in Self.texts(of: source) {
                count += 1
                #expect(Self.faults(in: text).isEmpty, "\(name): \(text)")
            }
        }
        #expect(count > 300, "the texts were found")
    }

    @Test("a text that does is found")
    func canary() {
        #expect(Self.faults(in: "These days are safe.") == ["safe"])
        #expect(Self.faults(in: "It is certain, 100 % of the time") == ["certain", "100 %"])
        #expect(Self.faults(in: "A sign, not a certainty.").isEmpty)
    }

    @Test("every page of the diary says that estimates are no contraception")
    func contraception() throws {
        let margin = Self.folder.appending(path: "Resources/templates/parts/margin.mustache")
        let text = try String(contentsOf: margin, encoding: .utf8)
        #expect(text.contains("not contraception"))
        for page in ["cycle-history", "cycle-day", "cycle-start"] {
            let template = Self.folder.appending(path: "Resources/templates/pages/\(page).mustache")
            #expect(
                try String(contentsOf: template, encoding: .utf8).localizedCaseInsensitiveContains("not contraception")
            )
        }
    }
}
