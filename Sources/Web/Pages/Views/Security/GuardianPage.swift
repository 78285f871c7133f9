/// Where an adult consents to the account of a young person, sees it, and takes it back.
package struct GuardianPage: Page {
    package static let template = PageTemplate.guardian
    package var place: Place { .privacy(.security) }
    package let title = localized("For a young person")

    /// Shown once.
    let code: String?
    let canConsent: Bool
    let wards: [Row]

    package struct Row: Sendable {
        let handle: String
        let detail: String
        let isWithdrawn: Bool
        let path: String

        package init(handle: String, detail: String, isWithdrawn: Bool, path: String) {
            self.handle = handle
            self.detail = detail
            self.isWithdrawn = isWithdrawn
            self.path = path
        }
    }

    package init(code: String? = nil, canConsent: Bool, wards: [Row]) {
        self.code = code
        self.canConsent = canConsent
        self.wards = wards
    }
}
