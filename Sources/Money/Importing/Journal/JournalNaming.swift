import Primitives

/// Which account of the book a journal's account is, by name, and what a new one is called.
///
/// A name of a journal without its root, in a currency, stands for the book's account of that name; for the second of a
/// name, the name and the currency's code, then numbers: `Wise`, `Wise USD`, `Wise USD 2`. What one import makes is so
/// found again by the next. No account of the book is two of the journal's.
///
/// - Source: docs/spec/journal-formats.md §5.
struct JournalNaming {
    /// Letters that a code and a number of five digits may take of a name.
    private static let suffixCharacters = 10

    /// An account of the journal: its name in the book, what its root says, and what its words say.
    struct Wanted {
        let key: JournalPreview.Key
        let name: String
        let root: JournalAccountKind?
        let kind: AccountKind
    }

    /// The accounts of a name that have the code of a currency.
    private struct Series: Hashable {
        let stem: String
        let code: String
    }

    private let book: MoneyBook
    /// Names are not unique.
    private var named: [String: [AccountID]] = [:]
    private var taken: Set<String> = []
    private var claimed: Set<AccountID> = []
    /// Names that accounts of the journal have without a code; a name with a code is never one of them.
    private let own: Set<String>
    private var series: [Series: [AccountID]] = [:]
    /// The number to try next, so that many of one name are counted once.
    private var numbers: [Series: Int] = [:]

    /// `names`: of the journal's accounts that are no categories.
    ///
    /// `claimed`: accounts of the book that the journal names by their ids.
    init(_ book: MoneyBook, names: [String], claimed: Set<AccountID>) {
        self.book = book
        self.claimed = claimed
        own = Set(names.map(TextCheck.key))
        for account in book.liveAccounts {
            named[TextCheck.key(account.name), default: []].append(account.id)
            taken.insert(TextCheck.key(account.name))
        }
    }

    /// The accounts of the book that the journal's are; those it lacks are left out.
    ///
    /// Whose kind fits comes first, and the plain name before one with a code, in the order of the file.
    mutating func known(_ wanted: [Wanted]) -> [JournalPreview.Key: AccountID] {
        var found: [JournalPreview.Key: AccountID] = [:]
        for mayDiffer in [false, true] {
            for isPlain in [true, false] {
                for account in wanted where found[account.key] == nil {
                    let id = isPlain ? plain(account, mayDiffer) : numbered(account, mayDiffer)
                    guard let id else { continue }
                    claimed.insert(id)
                    found[account.key] = id
                }
            }
        }
        return found
    }

    /// A name that nothing has: the name itself, else with the code, else with a number.
    mutating func free(_ name: String, _ currency: Currency) -> String {
        if taken.insert(TextCheck.key(name)).inserted { return name }
        let series = Self.series(name, currency)
        var number = numbers[series] ?? 1
        defer { numbers[series] = number }
        while true {
            let candidate = Self.name(series, number)
            number += 1
            let key = TextCheck.key(candidate)
            if !own.contains(key), taken.insert(key).inserted { return candidate }
        }
    }

    private func plain(_ wanted: Wanted, _ mayDiffer: Bool) -> AccountID? {
        named[TextCheck.key(wanted.name)]?.first { id in
            !claimed.contains(id) && book.account(id)?.currency == wanted.key.currency
                && (mayDiffer || fits(id, wanted))
        }
    }

    private mutating func numbered(_ wanted: Wanted, _ mayDiffer: Bool) -> AccountID? {
        let place = Self.series(wanted.name, wanted.key.currency)
        var left = series.removeValue(forKey: place) ?? accounts(of: place, wanted.key.currency)
        // What is taken stays taken, so that many of one name do not look at each other again.
        left.removeAll { claimed.contains($0) }
        defer { series[place] = left }
        return left.first { mayDiffer || fits($0, wanted) }
    }

    /// In the order of their numbers.
    private func accounts(of series: Series, _ currency: Currency) -> [AccountID] {
        var accounts: [AccountID] = []
        var number = 0
        while true {
            number += 1
            let key = TextCheck.key(Self.name(series, number))
            if own.contains(key) { continue }
            guard let ids = named[key] else { return accounts }
            accounts += ids.filter { book.account($0)?.currency == currency }
        }
    }

    /// Whether an account of the book may be what the root of a name says.
    private func fits(_ id: AccountID, _ wanted: Wanted) -> Bool {
        guard let root = wanted.root, let kind = book.account(id)?.content.kind else { return true }
        let isDebt = kind == .card || kind == .loan
        return isDebt == (root == .liabilities) || kind == wanted.kind
    }

    /// A name that one suffix would cut is cut for all, so that the numbers of a name stand without gaps.
    private static func series(_ name: String, _ currency: Currency) -> Series {
        var stem = name.unicodeScalars.prefix(MoneyLimits.nameCharacters - suffixCharacters)
        while let last = stem.last, last.properties.isWhitespace { stem.removeLast() }
        return Series(stem: String(String.UnicodeScalarView(stem)), code: currency.code)
    }

    private static func name(_ series: Series, _ number: Int) -> String {
        number == 1 ? "\(series.stem) \(series.code)" : "\(series.stem) \(series.code) \(number)"
    }
}
