/// How long quiet may last before the key is forgotten.
package enum IdleChoice: Int, Sendable, CaseIterable {
    case five = 5
    case fifteen = 15
    case thirty = 30
    case sixty = 60

    package static let usual = IdleChoice.thirty

    var note: String {
        switch self {
        case .five: localized("Shared or public places")
        case .fifteen: localized("When you are out")
        case .thirty: localized("Usual")
        case .sixty: localized("Only on your own devices")
        }
    }
}
