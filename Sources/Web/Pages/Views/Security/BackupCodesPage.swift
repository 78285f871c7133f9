/// Ten backup codes, shown once.
package struct BackupCodesPage: Page {
    package static let template = PageTemplate.backupCodes
    package var place: Place { .alone }
    package let title = localized("Backup codes")

    let codes: [String]
    let handle: String
    let site: String
    let made: String

    package init(codes: [String], handle: String, site: String, made: DayText) {
        self.codes = codes
        self.handle = handle
        self.site = site
        self.made = made.medium
    }
}
