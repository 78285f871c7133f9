/// A form that came too late, ready to be sent again: after unlocking, or to one's own book where a shared one is gone.
package struct HeldFormPage: Page {
    package static let template = PageTemplate.heldForm
    package var place: Place { .door }
    package let title = localized("Nothing was lost")

    let path: String
    let fields: [HiddenField]
    /// Of a shared book that is gone, or that she is not in any more.
    let isBookGone: Bool
    /// Whether the form may be sent from here.
    let isOffered: Bool
    /// What is shown where it may not.
    let typed: [String]
    let hasTyped: Bool

    /// What becomes of a form whose shared book is gone.
    package enum BookGone: Sendable {
        /// It may go into her own money.
        case offered
        /// What was typed is shown, to be copied.
        case shown([String])
    }

    /// `path`: where the form was sent.
    ///
    /// `bookGone`: nil where it was held for another reason.
    package init(path: String, fields: [HiddenField], bookGone: BookGone? = nil) {
        self.path = path
        self.fields = fields
        isBookGone = bookGone != nil
        if case .shown(let typed) = bookGone {
            isOffered = false
            self.typed = typed
        } else {
            isOffered = true
            typed = []
        }
        hasTyped = !typed.isEmpty
    }
}
