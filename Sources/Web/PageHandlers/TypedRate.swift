import Money
import Primitives

/// Reads a rate as people type it: with a dot or a comma, grouped or not.
///
/// - Source: docs/spec/money-rates.md §2.
enum TypedRate {
    /// With the marks of a person's own numbers.
    ///
    /// Of `1,450` her decimal mark alone says what it is. Her group mark does not: rates have decimals without end, and
    /// one copied from elsewhere would be a thousand times too large.
    ///
    /// - Errors: ``FormRefusal`` at the field, with both readings where there are two.
    static func read(_ text: String, _ grouping: DigitGrouping) throws(FormRefusal) -> Rate {
        let spelling = RateSpelling(text)
        if case .open(let mark, let grouped, let decimals) = spelling, mark != grouping.mark {
            let readings = [grouped, decimals].map { text in
                (try? Rate(text: text)).map { grouping.typed($0.text) } ?? text
            }
            throw refusal(
                localized(
                    "It can be read as {grouped} or as {decimals}. Write it the one way or the other, without groups.",
                    ["grouped": readings[0], "decimals": readings[1]]
                )
            )
        }
        do throws(MoneyError) {
            return try Rate(text: spelling.plain(mark: grouping.mark) ?? text)
        } catch {
            throw refusal(Sentences.sentence(error))
        }
    }

    private static func refusal(_ sentence: String) -> FormRefusal { FormRefusal("rate", localized("Rate"), sentence) }
}

extension DigitGrouping {
    /// What stands before the decimals of a person's own numbers.
    fileprivate var mark: DecimalMark { decimalMark == "," ? .comma : .dot }
}
