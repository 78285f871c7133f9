/// One request for access: what is asked, who agreed, and what can be done about it.
package struct StaffAccessRequestPage: Page {
    package static let template = PageTemplate.staffAccessRequest
    package var place: Place { .staff(.access) }
    package let title = localized("Access request")

    let path: String
    let asker: String
    let ticket: String
    let reason: String
    let scope: String
    let minutes: String
    let state: StaffAccessPage.State
    let clock: Clock?
    let approvals: [Approval]
    let canAgree: Bool
    let isOwn: Bool
    let canEnd: Bool
    let isOpen: Bool
    let reading: [Link]
    let pages: String?
    let problems: FormProblems

    package struct Clock: Sendable {
        let seconds: Int
        /// Minutes and seconds.
        let text: String
        let sentence: String
    }

    package struct Approval: Sendable {
        let initial: String
        let name: String
        let detail: String
        /// Which of the two; nil while nobody agreed.
        let number: String?
    }

    package struct Link: Sendable {
        let path: String
        let label: String
    }
}
