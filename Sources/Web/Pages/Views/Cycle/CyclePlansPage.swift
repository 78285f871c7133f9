/// Methods, medicines and appointments, each with its next day.
package struct CyclePlansPage: Page {
    package static let template = PageTemplate.cyclePlans
    package var place: Place { .cycle(.settings) }
    package let title = localized("Methods, medicines, appointments")

    let problems: FormProblems
    let methods: [Row]
    let hasMethods: Bool
    let medicines: [Row]
    let hasMedicines: Bool
    let appointments: [Row]
    let hasAppointments: Bool
    /// Appointments that are over, or what is in use no more.
    let past: [Row]
    let hasPast: Bool
    let kinds: [Kind]

    struct Row: Sendable {
        let path: String
        let icon: String
        let name: String
        let note: String
        /// Such as `3 December`; nil where nothing comes.
        let next: String?
        let isDue: Bool
        /// Where a renewal is entered; nil for what has none.
        let renewPath: String?
        let today: String
    }

    /// What can be added.
    struct Kind: Sendable {
        let path: String
        let label: String
        let icon: String
    }
}
