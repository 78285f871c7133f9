/// A kept view as a link.
package struct KeptView: Sendable, Hashable {
    let id: String
    let label: String
    let path: String
    let icon: String

    package init(id: String, label: String, path: String, isSearch: Bool = false) {
        self.id = id
        self.label = label
        self.path = path
        icon = isSearch ? "search" : "note"
    }
}
