import Primitives

/// The words of a search that are not the person's own, in every language of the catalogue.
///
/// All are read in every language: who writes `konto:` means an account.
///
/// - Source: docs/spec/search.md §3.
enum SearchLexicon {
    /// What stands before a colon.
    enum Operator: Hashable, Sendable {
        case payee, note, tag, account, person, category, amount, on, from, until, `is`, has
    }

    /// A span of days that is known by its name.
    enum Span: Hashable, Sendable {
        case today, yesterday, thisWeek, lastWeek, thisMonth, lastMonth, thisYear, lastYear
    }

    static func `operator`(_ word: Substring) -> Operator? { operators[key(word)] }
    static func span(_ word: Substring) -> Span? { spans[key(word)] }
    static func trait(_ word: Substring) -> TransactionTrait? { traits[key(word)] }

    private static func key(_ word: some StringProtocol) -> [UInt8] { TextFold.folded(word) }

    private static func keys<Value>(_ table: [(Value, String)]) -> [[UInt8]: Value] {
        var result: [[UInt8]: Value] = [:]
        for (value, words) in table {
            for word in words.split(separator: " ") { result[key(word)] = value }
        }
        return result
    }

    private static let operators = keys([
        (Operator.payee, "payee empfänger पाने-वाला"),
        (.note, "note notes notiz टिप्पणी"),
        (.tag, "tag tags schlagwort टैग"),
        (.account, "account konto खाता"),
        (.person, "person mensch व्यक्ति"),
        (.category, "category cat kategorie श्रेणी"),
        (.amount, "amount betrag राशि"),
        (.on, "on am दिन"),
        (.from, "from since von ab seit से"),
        (.until, "until till bis तक"),
        (.is, "is ist है"),
        (.has, "has hat साथ"),
    ])

    private static let spans = keys([
        (Span.today, "today heute आज"),
        (.yesterday, "yesterday gestern कल"),
        (.thisWeek, "this-week diese-woche इस-सप्ताह"),
        (.lastWeek, "last-week letzte-woche पिछले-सप्ताह"),
        (.thisMonth, "this-month dieser-monat diesen-monat इस-महीने"),
        (.lastMonth, "last-month letzter-monat letzten-monat पिछले-महीने"),
        (.thisYear, "this-year dieses-jahr इस-साल"),
        (.lastYear, "last-year letztes-jahr पिछले-साल"),
    ])

    private static let traits = keys([
        (TransactionTrait.split, "split geteilt aufgeteilt बँटा"),
        (.transfer, "transfer umbuchung अंतरण"),
        (.income, "income einnahme einnahmen आय"),
        (.expense, "expense spending ausgabe ausgaben ख़र्च"),
        (.uncategorised, "uncategorised uncategorized offen ohne-kategorie अवर्गीकृत"),
        (.imported, "imported importiert आयातित"),
        (.recurring, "recurring wiederkehrend आवर्ती"),
        (.reconciled, "reconciled abgeglichen मिलान-हुआ"),
        (.payee, "payee empfänger पाने-वाला"),
        (.note, "note notes notiz टिप्पणी"),
        (.tag, "tag tags schlagwort टैग"),
        (.receipt, "receipt receipts attachment beleg belege quittung रसीद"),
    ])
}
