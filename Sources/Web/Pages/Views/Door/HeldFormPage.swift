/// After unlocking: the form that came too late, ready to be sent again.
package struct HeldFormPage: Page {
    package static let template = PageTemplate.heldForm
    package var place: Place { .door }
    package let title = localized("Nothing was lost")

    let path: String
    let fields: [HiddenField]

    /// `path`: where the form was sent.
    package init(path: String, fields: [HiddenField]) {
        self.path = path
        self.fields = fields
    }
}
