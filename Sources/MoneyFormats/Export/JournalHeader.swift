import Money
import Primitives

/// The first line of our own journals: `flowkeep-journal 1 book 00000000000000ff settings INR indian 1`.
///
/// - Source: docs/spec/journal-formats.md §10.
enum JournalHeader {
    static let mark = "flowkeep-journal 1"

    static func text(_ book: MoneyBook, _ options: ExportOptions) -> String {
        let hex = String(options.bookID, radix: 16)
        var text = "\(mark) book \(String(repeating: "0", count: 16 - hex.count))\(hex)"
        if book.hasSettings {
            let settings = book.settings
            let grouping = settings.digitGrouping == .indian ? "indian" : "western"
            text += " settings \(settings.baseCurrency.code) \(grouping) \(settings.weekStart)"
        }
        return text
    }

    /// Reads the line without its comment sign; nil when it is none of ours.
    static func origin(_ text: String) -> JournalOrigin? {
        let words = text.split(separator: " ").map(String.init)
        guard words.count >= 4, words[0] + " " + words[1] == mark, words[2] == "book",
            let book = UInt64(words[3], radix: 16)
        else { return nil }
        guard words.count == 8, words[4] == "settings", let currency = Currency(code: words[5]),
            words[6] == "indian" || words[6] == "western", let weekStart = Int(words[7]), (1...7).contains(weekStart)
        else { return JournalOrigin(book: book) }
        let settings = MoneySettings(
            baseCurrency: currency,
            digitGrouping: words[6] == "indian" ? .indian : .western,
            weekStart: weekStart
        )
        return JournalOrigin(book: book, settings: settings)
    }
}
