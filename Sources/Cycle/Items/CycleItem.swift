package import Vault

/// A method, medicine, appointment or calendar of the diary: named by the change that made it.
///
/// - Source: docs/spec/cycle-diary.md §6.
package enum CycleItem: Hashable, Sendable {
    case method(MethodContent)
    case medicine(MedicineContent)
    case appointment(AppointmentContent)
    case feed(CalendarFeedContent)

    package var kind: CycleItemKind {
        switch self {
        case .method: .method
        case .medicine: .medicine
        case .appointment: .appointment
        case .feed: .feed
        }
    }

    /// The content as it may be kept.
    func checked() throws(CycleError) -> CycleItem {
        switch self {
        case .method(let content): .method(try content.checked())
        case .medicine(let content): .medicine(try content.checked())
        case .appointment(let content): .appointment(try content.checked())
        case .feed(let content): .feed(try content.checked())
        }
    }

    /// Whether a day may say that it was taken.
    package var isTaken: Bool {
        switch self {
        case .method, .medicine: true
        case .appointment, .feed: false
        }
    }
}

package enum CycleItemKind: Hashable, Sendable, CaseIterable {
    case method
    case medicine
    case appointment
    case feed

    /// How many of them a diary takes.
    package var maximum: Int {
        switch self {
        case .method, .medicine: 200
        case .appointment: 5000
        case .feed: 10
        }
    }
}

/// An item with its name.
package struct CycleItemRow: Hashable, Sendable, Identifiable {
    package let id: ChangeID
    package var item: CycleItem

    package init(id: ChangeID, item: CycleItem) {
        self.id = id
        self.item = item
    }
}
