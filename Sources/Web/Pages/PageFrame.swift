/// What stands around every page: who reads it, how it looks, what just happened.
package struct PageFrame: Sendable {
    /// The handle of the person who is signed in, nil outside.
    let handle: String?
    /// Since when somebody waits with the recovery code alone, in a sentence; nil where nobody does.
    let recoveryWait: String?
    /// When the staff last read what she has not been told of; nil where they did not.
    let untoldAccess: String?
    /// When everything is deleted, as she asked; nil where she did not.
    let deletionDue: String?
    /// The staff did something about a request of hers that she has not read; said on the pages of privacy.
    let hasRequestNews: Bool
    /// A breach concerns her that she has not read of.
    let hasBreachNotice: Bool
    /// The token that every form carries back.
    let csrf: String
    let words: Words
    let theme: Theme
    let areFiguresCovered: Bool
    let hasShortcuts: Bool
    /// Where changing the theme or covering figures returns to: a path that can be fetched with GET.
    let path: String
    let flash: Flash?
    let receipt: ReceiptLine?
    /// How long this page may be left alone before the key is forgotten; nil outside.
    let idleLockSeconds: Int?
    /// Where the page shows them.
    let views: [KeptView]
    /// The shared book that the page shows: every form of it carries this back.
    let book: String?
    /// Which books there are to choose from; nil where there is one's own alone.
    let books: BookBar?
    /// Of a page of the staff; nil before its door and everywhere else.
    let staff: StaffFrame?

    package init(
        handle: String?,
        recoveryWait: String? = nil,
        untoldAccess: String? = nil,
        deletionDue: String? = nil,
        hasRequestNews: Bool = false,
        hasBreachNotice: Bool = false,
        csrf: String,
        path: String,
        words: Words = .english,
        theme: Theme = .auto,
        areFiguresCovered: Bool = false,
        hasShortcuts: Bool = true,
        flash: Flash? = nil,
        receipt: ReceiptLine? = nil,
        idleLockSeconds: Int? = nil,
        views: [KeptView] = [],
        book: String? = nil,
        books: BookBar? = nil,
        staff: StaffFrame? = nil
    ) {
        self.handle = handle
        self.recoveryWait = recoveryWait
        self.untoldAccess = untoldAccess
        self.deletionDue = deletionDue
        self.hasRequestNews = hasRequestNews
        self.hasBreachNotice = hasBreachNotice
        self.csrf = csrf
        self.path = path
        self.words = words
        self.theme = theme
        self.areFiguresCovered = areFiguresCovered
        self.hasShortcuts = hasShortcuts
        self.flash = flash
        self.receipt = receipt
        self.idleLockSeconds = idleLockSeconds
        self.views = views
        self.book = book
        self.books = books
        self.staff = staff
    }
}
