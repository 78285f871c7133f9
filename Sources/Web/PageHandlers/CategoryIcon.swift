import Money

/// The small picture beside a category, chosen by its name or that of a category it stands under.
///
/// It only repeats what the name says: a category without a word listed here has the plain one.
enum CategoryIcon {
    static let plain = "filter"
    /// For what still waits for a category.
    static let none = "info"
    static let transfer = "arrow"
    static let income = "arrow-down"
    static let split = "split"

    /// Of every category in use.
    static func icons(_ book: MoneyBook) -> [CategoryID: String] {
        Dictionary(
            uniqueKeysWithValues: book.liveCategories.map {
                ($0.id, $0.isBuiltIn ? none : icon(book.categoryPath($0.id), $0.kind))
            }
        )
    }

    /// `path`: names from the top category down to this one.
    static func icon(_ path: [String], _ kind: CategoryKind) -> String {
        guard kind == .expense else { return income }
        for name in path.reversed() {
            let words = name.lowercased().split { !$0.isLetter }
            if let found = byWord.first(where: { entry in words.contains { $0.hasPrefix(entry.word) } }) {
                return found.icon
            }
        }
        return plain
    }

    /// By how a word of the name begins; the first that fits is taken, so `taxi` stands before `tax`.
    private static let byWord: [(word: String, icon: String)] = [
        (
            "cup",
            """
            eating restaurant dining coffee cafe lunch dinner auswärts gehen कॉफ़ी बाहर
            """
        ),
        (
            "basket",
            """
            grocer food supermarket market lebensmittel supermarkt किराना राशन
            """
        ),
        (
            "bus",
            """
            transport travel fuel taxi vehicle train metro bus nahverkehr verkehr reisen tanken \
            fahrzeug bahn यात्रा परिवहन ईंधन टैक्सी वाहन
            """
        ),
        (
            "house",
            """
            rent home repair furniture miete wohnung reparatur möbel किराया मरम्मत
            """
        ),
        (
            "bolt",
            """
            electric water gas bill phone internet household utilit strom wasser haushalt telefon \
            बिजली पानी गैस फ़ोन घर घरेलू
            """
        ),
        (
            "pill",
            """
            health doctor medic pharma dentist gesundheit arzt apotheke स्वास्थ्य डॉक्टर दवा
            """
        ),
        (
            "film",
            """
            entertain fun film cinema subscription music game freizeit unterhaltung kino abos \
            abonnement मनोरंजन सदस्यता
            """
        ),
        (
            "gift",
            """
            gift donation charity geschenk spende उपहार
            """
        ),
        (
            "shirt",
            """
            cloth shopping shoe kleidung einkaufen कपड़े ख़रीदारी
            """
        ),
        (
            "grad",
            """
            educat school book course bildung schule शिक्षा
            """
        ),
        (
            "bank",
            """
            insur tax fee interest bank versicherung steuer gebühr zinsen बीमा कर शुल्क
            """
        ),
        (
            "laptop",
            """
            electronic computer elektronik इलेक्ट्रॉनिक्स
            """
        ),
        (
            "people",
            """
            personal family child hair körperpflege familie निजी
            """
        ),
    ].flatMap { icon, words in words.split(separator: " ").map { (word: String($0), icon: icon) } }
}
