import Foundation
import Testing

@testable import Web

@Suite("Words")
struct WordsTests {
    @Test("values go in once, by name, and what has no value stays")
    func filling() {
        let words = Words.english
        #expect(words("Showing {shown} of {total}", ["shown": "19", "total": "{shown}"]) == "Showing 19 of {shown}")
        #expect(words("{x}", [:]) == "{x}")
        #expect(words("Open { and close", ["x": "y"]) == "Open { and close")
    }

    @Test("a count takes the form of its language, and groups its digits")
    func counts() throws {
        let words = Words.english
        #expect(words.count(1, one: "{count} row", other: "{count} rows") == "1 row")
        #expect(words.count(0, one: "{count} row", other: "{count} rows") == "0 rows")
        #expect(words.count(100_000, one: "{count} row", other: "{count} rows") == "1,00,000 rows")
        #expect(PageLocale.hindi.isOne(0) && !PageLocale.german.isOne(0))
    }

    @Test(
        "a browser's languages are matched by weight, nearest first",
        arguments: [
            ("de-CH, en;q=0.8", PageLocale.german), ("fr, hi;q=0.4, en-US;q=0.7", .englishAmerica),
            ("en-AU", .englishBritain), ("en", .englishIndia), ("en-IN;q=0.1", .englishIndia), ("DE", .german),
        ]
    )
    func negotiation(header: String, locale: PageLocale) {
        #expect(PageLocale(acceptLanguage: header) == locale)
    }

    @Test("a header that names nothing spoken here, or nothing at all, matches none")
    func noMatch() {
        for header in ["", "fr", "*", "de;q=0", "de;q=2", ";;,", String(repeating: "x,", count: 9_000)] {
            #expect(PageLocale(acceptLanguage: header) == nil)
        }
    }

    @Test("templates are put into a language by their English text, and keep what has no translation")
    func templates() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "words-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = #"{"Signed in as {{handle}}": "Angemeldet als {{handle}}"}"#
        try Data(text.utf8).write(to: folder.appending(path: "de.json"))
        let catalogue = try WordCatalogue(.german, in: folder)
        #expect(
            catalogue.localised("<p>[[Signed in as {{handle}}]]</p><b>[[Other]]</b>")
                == "<p>Angemeldet als {{handle}}</p><b>Other</b>"
        )
        try Data("[1]".utf8).write(to: folder.appending(path: "hi.json"))
        #expect(throws: PageRendererError.malformed("locales/hi")) { try WordCatalogue(.hindi, in: folder) }
    }
}
