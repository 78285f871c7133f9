/// One option of a select box: the opaque value it sends and what the person reads.
package struct Choice: Sendable, Hashable {
    package let value: String
    package let label: String

    /// `depth`: how deep the option stands in a tree; each level is set in by one em.
    package init(value: String, label: String, depth: Int = 0) {
        self.value = value
        self.label = String(repeating: "\u{2003}", count: depth) + label
    }
}
