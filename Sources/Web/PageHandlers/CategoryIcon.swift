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
        ("cup", ["eating", "restaurant", "dining", "coffee", "cafe", "lunch", "dinner"]),
        ("basket", ["grocer", "food", "supermarket", "market"]),
        ("bus", ["transport", "travel", "fuel", "taxi", "vehicle", "train", "metro", "bus"]),
        ("house", ["rent", "home", "repair", "furniture"]),
        ("bolt", ["electric", "water", "gas", "bill", "phone", "internet", "household", "utilit"]),
        ("pill", ["health", "doctor", "medic", "pharma", "dentist"]),
        ("film", ["entertain", "fun", "film", "cinema", "subscription", "music", "game"]),
        ("gift", ["gift", "donation", "charity"]), ("shirt", ["cloth", "shopping", "shoe"]),
        ("grad", ["educat", "school", "book", "course"]), ("bank", ["insur", "tax", "fee", "interest", "bank"]),
        ("laptop", ["electronic", "computer"]), ("people", ["personal", "family", "child", "hair"]),
    ].flatMap { icon, words in words.map { (word: $0, icon: icon) } }
}
