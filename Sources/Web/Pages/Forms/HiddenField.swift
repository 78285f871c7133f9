/// A field that a form carries and nobody sees.
package struct HiddenField: Sendable, Hashable {
    let name: String
    let value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
