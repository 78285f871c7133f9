/// Why a form came back: one sentence for the whole, and what is wrong field by field.
package struct FormProblems: Sendable, Hashable {
    let summary: String?
    let errors: [FieldError]
    let isShown: Bool

    package static let none = FormProblems(summary: nil, errors: [])

    /// `summary`: A bold first sentence; without one it counts the errors.
    package init(summary: String? = nil, errors: [FieldError]) {
        self.errors = errors
        self.summary = summary ?? Self.count(errors.count)
        isShown = self.summary != nil
    }

    func message(for field: String) -> String? { errors.first { $0.field == field }?.message }

    private static func count(_ count: Int) -> String? {
        switch count {
        case 0: nil
        case 1: localized("One thing to fix.")
        case 2: localized("Two things to fix.")
        default: localized("{count} things to fix.", ["count": "\(count)"])
        }
    }
}
