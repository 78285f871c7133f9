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
        let initial: String
        let navigation: Navigation?
        /// Whether the bar of a page outside leads to sign-in or to Today.
        let offersDoor: Bool
        /// A page shown once does not survive being left or loaded again.
        let isAlone: Bool
        let flash: Flash?
        let receipt: ReceiptLine?
        let idleLockSeconds: String?
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
            initial: frame.handle?.first.map { String($0).uppercased() } ?? "",
            navigation: page.place.isInside ? Navigation(at: page.place, views: frame.views, path: frame.path) : nil,
            offersDoor: page.place == .outside,
            isAlone: page.place == .alone,
            flash: frame.flash,
            receipt: frame.receipt,
            idleLockSeconds: frame.idleLockSeconds.map(String.init)
        )
    }
}
