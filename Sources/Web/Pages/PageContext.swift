/// Everything the layout can name: the frame, resolved for one page.
struct PageContext<Content: Page>: Sendable {
    let title: String
    let section: String
    let template: String
    let page: Content
    let frame: Frame
    let assets: AssetLinks

    struct Frame: Sendable {
        let locale: String
        let csrf: String
        let path: String
        /// Nil when the device decides.
        let chosenTheme: String?
        let themeLabel: String
        let themeIcon: String
        let nextTheme: String
        let nextThemeLabel: String
        let isCovered: Bool
        let hasShortcuts: Bool
        let handle: String?
        let recoveryWait: String?
        let untoldAccess: String?
        let deletionDue: String?
        let hasRequestNews: Bool
        let hasBreachNotice: Bool
        let initial: String
        let navigation: Navigation?
        /// Whether the bar of a page outside leads to sign-in or to Today.
        let offersDoor: Bool
        /// A page shown once does not survive being left or loaded again.
        let isAlone: Bool
        let flash: Flash?
        let receipt: ReceiptLine?
        let idleLockSeconds: String?
        let book: String?
        let books: BookBar?
        /// Whether the page is one of the staff's.
        let isStaffs: Bool
        let staff: Staff?

        struct Staff: Sendable {
            let role: String
            let tabs: [Navigation.Tab]
        }
    }

    init(_ page: Content, in frame: PageFrame, assets: AssetLinks) {
        title = page.title
        section = page.place.section
        template = Content.template.name
        self.page = page
        self.assets = assets
        self.frame = Frame(
            locale: frame.words.locale.rawValue,
            csrf: frame.csrf,
            path: frame.path,
            chosenTheme: frame.theme == .auto ? nil : frame.theme.rawValue,
            themeLabel: frame.theme.label,
            themeIcon: frame.theme.icon,
            nextTheme: frame.theme.next.rawValue,
            nextThemeLabel: frame.theme.next.label,
            isCovered: frame.areFiguresCovered,
            hasShortcuts: frame.hasShortcuts,
            handle: frame.handle,
            recoveryWait: frame.recoveryWait,
            untoldAccess: frame.untoldAccess,
            deletionDue: frame.deletionDue,
            hasRequestNews: frame.hasRequestNews,
            hasBreachNotice: frame.hasBreachNotice,
            initial: frame.handle?.first.map { String($0).uppercased() } ?? "",
            navigation: page.place.isInside ? Navigation(at: page.place, views: frame.views, path: frame.path) : nil,
            offersDoor: page.place == .outside,
            isAlone: page.place == .alone,
            flash: frame.flash,
            receipt: frame.receipt,
            idleLockSeconds: frame.idleLockSeconds.map(String.init),
            book: frame.book,
            books: frame.books,
            isStaffs: page.place.isStaffs,
            staff: frame.staff.map { staff in
                Frame.Staff(
                    role: staff.role,
                    tabs: staff.tabs.map {
                        Navigation.Tab(
                            path: $0.path,
                            label: $0.label,
                            icon: $0.icon,
                            isCurrent: page.place == .staff($0)
                        )
                    }
                )
            }
        )
    }
}
