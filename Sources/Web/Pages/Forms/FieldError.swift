/// What is wrong with one field, in a sentence that says what to do.
package struct FieldError: Error, Sendable, Hashable {
    let field: String
    let label: String
    let message: String
    let id: String

    /// - Parameters:
    ///   - field: The name the form sends.
    ///   - label: What the person calls it; it is the link's text at the top of the form.
    ///   - message: A whole sentence.
    package init(field: String, label: String, message: String) {
        self.init(field: field, label: label, message: message, in: .form)
    }

    init(field: String, label: String, message: String, in scope: FieldID.Scope) {
        self.field = field
        self.label = label
        self.message = message
        id = FieldID.make(field, in: scope)
    }
}
