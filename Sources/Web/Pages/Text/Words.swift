import Primitives

/// The text that people read, in one locale; the English text is its own key.
///
/// A sentence is written whole, with names in braces for what changes: languages put words in different places.
package struct Words: Sendable {
    package let locale: PageLocale
    private let catalogue: WordCatalogue

    init(_ locale: PageLocale, _ catalogue: WordCatalogue) {
        self.locale = locale
        self.catalogue = catalogue
    }

    /// English as it is written in India, without a catalogue.
    package static let english = Words(.standard, .english)

    /// The words of the page that is being answered; everything outside a page speaks English.
    ///
    /// Ambient for one request, as a person's language is: the alternative is a parameter of every sentence.
    @TaskLocal package static var current = Words.english

    /// `words("Showing {shown} of {total}", ["shown": "19", "total": "29"])`.
    package func callAsFunction(_ english: String, _ values: [String: String] = [:]) -> String {
        Self.filled(catalogue.texts[english] ?? english, values)
    }

    /// A sentence about a count; both forms have `{count}`, which is filled in with the number.
    package func count(_ count: Int, one: String, other: String, _ values: [String: String] = [:]) -> String {
        self(locale.isOne(count) ? one : other, values.merging(["count": number(count)]) { value, _ in value })
    }

    /// A whole number with its groups.
    package func number(_ value: Int) -> String {
        switch locale {
        case .englishIndia, .hindi: DigitGrouping.indian.grouped(String(value))
        case .englishBritain, .englishAmerica, .german: DigitGrouping.western.grouped(String(value))
        }
    }

    /// Values go in once: braces inside a value stay what they are.
    private static func filled(_ text: String, _ values: [String: String]) -> String {
        guard !values.isEmpty, text.contains("{") else { return text }
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            result += values[name] ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}

/// A text of the page that is being answered, in its language; see ``Words``.
func localized(_ english: String, _ values: [String: String] = [:]) -> String { Words.current(english, values) }

/// A sentence about a count, in the language of the page that is being answered; see ``Words/count(_:one:other:_:)``.
func localized(_ count: Int, one: String, other: String, _ values: [String: String] = [:]) -> String {
    Words.current.count(count, one: one, other: other, values)
}
