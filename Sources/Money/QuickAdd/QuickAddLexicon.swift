import Primitives

/// The words of a line that are not the person's own, in every language of the catalogue.
///
/// All are read in every language: who writes `gestern` means yesterday.
///
/// - Source: docs/spec/quick-add.md §7.
enum QuickAddLexicon {
    static func set(_ words: String) -> Set<String> { WordKey.set(words) }

    static func table<Value>(_ rows: [(Value, String)]) -> [String: Value] { WordKey.table(rows) }

    static let incomeVerbs = set(
        """
        received got earned income credited erhalten bekommen verdient eingenommen gutgeschrieben \
        मिला मिले मिली प्राप्त कमाया कमाए कमाई
        """
    )
    static let expenseVerbs = set(
        """
        paid spent bought pay spend buy bezahlt gezahlt ausgegeben gekauft bezahle zahle \
        दिया दिए दिये दी चुकाया चुकाए ख़र्च ख़रीदा ख़रीदी ख़रीदे
        """
    )

    /// Beside an account that money goes to.
    static let moves = set(
        """
        transfer transferred move moved deposit deposited umbuchung umgebucht überweisung überwiesen einzahlung \
        eingezahlt ट्रांसफ़र जमा
        """
    )

    /// What ties an account to the line, by what it says of it.
    enum AccountLink { case from, to, on }

    static let accountLinks: [String: AccountLink] = table([
        (AccountLink.from, "from von vom"), (.to, "to into auf nach an"),
        (.on, "via using with in by on mit per über bei im"),
    ])
    /// The same behind the name, as Hindi has it.
    static let accountEndings: [String: AccountLink] = table([(AccountLink.from, "से"), (.to, "में को")])

    static let payeeLinks = set("at to from by bei an von vom in im")
    static let noteLinks = set("for für")
    /// Hindi has its little words behind: what is left of them ties together.
    static let endings = set("को से में पर का की के ने लिए")

    /// Between the parts of a split, and between people.
    static let joiners = set("and & + und plus u. और व तथा =")
    /// Between an amount and its category.
    static let partLinks = set("for on of in für auf davon का की के पर में")
    static let rests = set("rest remaining remainder übrige restliche बाकी शेष")
    static let totals = set("total sum together gesamt insgesamt summe zusammen कुल")

    static let accountKinds: [String: AccountKind] = table([
        (AccountKind.cash, "cash bargeld नकद नक़द कैश"), (.bank, "bank konto girokonto बैंक"),
        (.card, "card credit visa mastercard amex karte kreditkarte कार्ड"),
        (.wallet, "upi gpay phonepe paytm wallet paypal यूपीआई पेटीएम वॉलेट"),
    ])
}
