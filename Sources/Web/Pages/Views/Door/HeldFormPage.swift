/// A form that came too late, ready to be sent again: after unlocking, or to one's own book where a shared one is gone.
package struct HeldFormPage: Page {
    package static let template = PageTemplate.heldForm
    package var place: Place { .door }
    package let title = localized("Nothing was lost")

    let path: String
    let fields: [HiddenField]
    /// Of a shared book that is gone, or that she is not in any more.
    let isBookGone: Bool

    /// `path`: where the form was sent.
    package init(path: String, fields: [HiddenField], isBookGone: Bool = false) {
        self.path = path
        self.fields = fields
        self.isBookGone = isBookGone
    }
}
