import Money
import Primitives

/// Everything a book says, with names for ids, as text: two books that say the same are the same text.
enum CanonicalBook {
    static func text(_ book: MoneyBook) -> String {
        var lines = ["settings \(book.hasSettings) \(book.settings)"]
        lines += book.liveAccounts.map { "account \($0.content)" }.sorted()
        lines += book.liveCategories.map { "category \($0.kind.name) \(book.categoryPath($0.id))" }.sorted()
        lines += book.allRates.map { "rate \($0.id.day.iso) \($0.id.pair.from)\($0.id.pair.to) \($0.rate.text)" }
        for transaction in book.transactionsInOrder {
            let content = transaction.content
            lines.append(
                "\(content.day.iso) \(quoted(content.payee)) \(quoted(content.note)) \(content.tags.map(quoted))"
            )
            for posting in content.postings {
                let target =
                    switch posting.target {
                    case .account(let id): "account \(quoted(book.account(id)?.name))"
                    case .category(let id):
                        "\(String(describing: book.category(id)?.kind)) \(book.categoryPath(id).map(quoted))"
                    }
                lines.append("  \(target) \(posting.amount.decimal) \(posting.amount.currency.code)")
            }
        }
        return lines.joined(separator: "\n")
    }

    /// By scalars: texts that look alike and are not must differ.
    private static func quoted(_ text: String?) -> String {
        guard let text else { return "-" }
        return text.unicodeScalars.map {
            $0.isASCII && $0.value >= 0x20 ? String($0) : "<\(String($0.value, radix: 16))>"
        }
        .joined()
    }
}
