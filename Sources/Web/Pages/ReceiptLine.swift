package import Primitives

/// The opening that a private page rests on, named at its foot.
///
/// An opening is one unlock of one vault by one credential for one purpose; several pages may rest on the same one.
package struct ReceiptLine: Sendable, Equatable {
    let purpose: String
    let time: String
    let dateTime: String

    package init(purpose: Purpose, openedAt: TimeText) {
        self.purpose = Self.words(for: purpose)
        time = openedAt.clock
        dateTime = openedAt.iso
    }

    static func words(for purpose: Purpose) -> String {
        switch purpose {
        case .moneyTracking: localized("to keep your money entries and show them to you")
        case .cycleDiary: localized("to keep your diary and show it to you")
        case .cyclePrediction: localized("to work out from your diary what is likely")
        case .cycleImport: localized("to read a file of another diary")
        case .supportAccess: localized("to help you, as two officers agreed")
        case .aggregates: localized("to count your openings among everybody’s")
        case .moneyImport: localized("to read the statement file you brought")
        case .export: localized("to hand you a copy of what is yours")
        case .keyMaintenance: localized("to keep its keys in order")
        }
    }
}
