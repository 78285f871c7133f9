import Foundation
import Testing

@testable import Web

/// Every text that the program can say stands in every catalogue, with the same parts; and nothing else does.
///
/// The texts are read from the templates and the sources: `[[…]]`, `words("…")`, `localized("…")`, `one:` and `other:`.
@Suite("Word catalogues")
struct WordCatalogueTests {
    static let translated: [PageLocale] = [.german, .hindi]

    private let texts: Set<String>

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Web")
        var texts: Set<String> = []
        let files = try #require(FileManager.default.enumerator(atPath: root.path(percentEncoded: false)))
        for case let name as String in files where name.hasSuffix(".mustache") || name.hasSuffix(".swift") {
            let content = try String(contentsOf: root.appending(path: name), encoding: .utf8)
            texts.formUnion(name.hasSuffix(".swift") ? Self.inSwift(content) : Self.inTemplate(content))
        }
        self.texts = texts
        try #require(texts.count > 200)
    }

    private static func inTemplate(_ text: String) -> [String] {
        text.matches(of: /\[\[(.+?)\]\]/).map { String($0.1) }
    }

    private static func inSwift(_ text: String) -> [String] {
        let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
        // Simple word boundaries: in Unicode's, `text.words` is one word.
        let said = /(?:\bwords\(|\blocalized\(|\bcurrent\(|\bone: |\bother: )\s*"((?:[^"\\]|\\.)*)"/
            .wordBoundaryKind(.simple)
        return code.matches(of: said).map { String($0.1).replacing(#"\u{A0}"#, with: "\u{A0}") }
    }

    @Test("a text is found wherever it is said")
    func extraction() {
        #expect(Self.inTemplate(#"<b aria-label="[[One]]">[[Two {{x}}]]</b>"#) == ["One", "Two {{x}}"])
        #expect(
            Self.inSwift("text.localized(\n \"A {b}\", [\"b\": b]) + words(\"C\")\n(n, one: \"1\", other: \"2\")")
                == ["A {b}", "C", "1", "2"]
        )
        #expect(Self.inSwift("// words(\"not\")\nundone: \"not\"").isEmpty)
    }

    @Test("no catalogue has a gap or a text that nobody says", arguments: translated)
    func complete(_ locale: PageLocale) throws {
        let catalogue = try WordCatalogue(locale, in: PageRenderer.resources.appending(path: "locales")).texts
        for text in texts.sorted() { #expect(catalogue[text] != nil, "\(locale.rawValue) lacks: \(text)") }
        for text in catalogue.keys.sorted() { #expect(texts.contains(text), "nobody says: \(text)") }
    }

    @Test("a translation has the parts of its text: values, markup, addresses", arguments: translated)
    func parts(_ locale: PageLocale) throws {
        let catalogue = try WordCatalogue(locale, in: PageRenderer.resources.appending(path: "locales")).texts
        for (english, text) in catalogue {
            #expect(Self.parts(of: english) == Self.parts(of: text), "\(locale.rawValue): \(english)")
            #expect(!text.isEmpty && !text.contains("[["))
            // Spaces at the ends join sentences.
            #expect(english.first?.isWhitespace == text.first?.isWhitespace, "\(english)")
            #expect(english.last?.isWhitespace == text.last?.isWhitespace, "\(english)")
        }
    }

    private static func parts(of text: String) -> [String] {
        text.matches(of: /\{\{.*?\}\}|\{\w+\}|<[^>]+>/).map { String($0.0) }.sorted()
    }

    @Test("a part that is missing would be noticed")
    func partsCanFail() {
        #expect(Self.parts(of: "<b>{{a}}</b> {n}") == ["</b>", "<b>", "{n}", "{{a}}"])
        #expect(Self.parts(of: "a") != Self.parts(of: "{a}"))
    }
}
