import Primitives

/// Claims the words of a line, step by step; what no step claims becomes payee and note.
///
/// The steps are extensions of their own; what they found is here.
struct QuickAddReader {
    let book: MoneyBook
    let today: CalendarDay
    let order: DateOrder
    let names: QuickAddNames
    var line: QuickAddLine

    var tokens: [QuickAddToken] = []
    var questions: [QuickAddQuestion] = []

    var account: AccountID?
    var source: AccountID?
    var destination: AccountID?
    var category: CategoryID?
    var tags: [String] = []
    /// Categories behind `#`, until it is known whether they are parts of a split.
    var hashed: [(places: Range<Int>, ids: [CategoryID])] = []
    var day: CalendarDay?
    var payee: String?
    var notes: [String] = []
    var isIncoming = false
    var saysSpent = false
    /// `paid`, and nothing that says money came in.
    var saysOnlySpent: Bool { saysSpent && !isIncoming }

    /// The one amount, or what a split comes to in all.
    var amount: QuickAddAmount?
    /// What arrives, or is spent, in another currency.
    var exchanged: QuickAddAmount?
    var parts: [QuickAddPart] = []

    var people: [QuickAddPerson] = []
    /// Named without a word of what they have to do with the money.
    var mentioned: [(id: AccountID, places: Range<Int>)] = []
    /// `with Asha`, where nothing is split.
    var company: [(id: AccountID, place: Int)] = []

    var repeats: RepeatClause?
    var repeatEnd: RepeatClause.End?

    init(_ text: String, book: MoneyBook, today: CalendarDay, order: DateOrder) {
        self.book = book
        self.today = today
        self.order = order
        names = QuickAddNames(book)
        line = QuickAddLine(text)
        let isGerman = line.words.contains { QuickAddLexicon.german.contains($0.key) }
        line.marks = AmountMarks(book.settings, isGerman: isGerman)
    }

    @discardableResult
    mutating func claim(
        _ places: Range<Int>,
        _ meaning: QuickAddMeaning,
        _ reason: QuickAddReason,
        _ alternative: QuickAddMeaning? = nil
    ) -> Range<Int> {
        line.use(places)
        let range = line.range(places)
        tokens.append(QuickAddToken(range, meaning, reason, alternative: alternative))
        return range
    }
}

/// A number of a line that is money.
struct QuickAddAmount {
    let scan: AmountScanner.Result
    let places: Range<Int>
    let range: Range<Int>
}

/// One category of a split and what is for it.
struct QuickAddPart {
    /// Nil is the rest of the total.
    let amount: QuickAddAmount?
    let categories: [CategoryID]
    let reason: QuickAddReason
    /// Amount and category, with what ties them together.
    let range: Range<Int>
}

/// What somebody has to do with the money of a line.
struct QuickAddPerson {
    enum Role {
        case source, destination
        /// She paid; nothing left an account.
        case payer
        /// A part is hers; nil is an equal one.
        case share(QuickAddAmount?)
    }

    let id: AccountID
    let role: Role
    let range: Range<Int>

    /// Money moves between her and an account.
    var isTransfer: Bool {
        switch role {
        case .source, .destination: true
        case .payer, .share: false
        }
    }
}
