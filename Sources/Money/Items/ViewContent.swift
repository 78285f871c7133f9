import Primitives

/// A page that shows entries or a report, with what was chosen on it.
///
/// Raw values are on disk: never renumber, never reuse.
package enum ViewPage: UInt8, Sendable, CaseIterable, Hashable {
    case transactions = 1
    case spending, cashFlow, netWorth, balances, incomeStatement, calendar, explore, trend

    /// The name in addresses and JSON.
    package var name: String {
        switch self {
        case .transactions: "transactions"
        case .spending: "spending"
        case .cashFlow: "cash-flow"
        case .netWorth: "net-worth"
        case .balances: "balances"
        case .incomeStatement: "income-statement"
        case .calendar: "calendar"
        case .explore: "explore"
        case .trend: "trend"
        }
    }

    package init?(name: some StringProtocol) {
        guard let page = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = page
    }
}

/// A search or report that a person keeps under a name.
package struct ViewContent: Hashable, Sendable {
    package var title: String
    package var page: ViewPage
    /// The page's choices as a query, percent-encoded, by name; the page reads it as it reads any address.
    package var query: String

    package init(title: String, page: ViewPage, query: String) {
        self.title = title
        self.page = page
        self.query = query
    }
}

package typealias ViewID = MoneyID<ViewContent>

extension ViewContent: ItemContent {
    package static let kind = ItemKind.view
    package static let maximum = 200
    package static let field = MoneyField.view
    /// Bytes of a query.
    package static let queryMaximum = 2000

    package var name: String? { title }

    package init?(_ content: AnyItemContent) {
        guard case .view(let view) = content else { return nil }
        self = view
    }

    package var any: AnyItemContent { .view(self) }

    package func checked(in book: MoneyBook, at id: ViewID?) throws(MoneyError) -> ViewContent {
        var content = self
        content.title = try TextCheck.name(title, .name)
        guard !book.isTaken(content.title, besides: id) else { throw .nameTaken(.name) }
        guard query.utf8.count <= Self.queryMaximum else { throw .tooLong(.query, maximum: Self.queryMaximum) }
        guard query.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .invalid(.query) }
        guard !CardNumber.isIn(Self.plain(query)) else { throw .cardNumber(.query) }
        return content
    }

    /// As somebody typed it: what was searched for may be a card's number.
    private static func plain(_ query: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(query.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
