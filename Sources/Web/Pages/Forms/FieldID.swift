/// Element ids of fields, made from their names.
enum FieldID {
    /// Which form of a page a field stands in: two forms may have fields of one name, never of one id.
    enum Scope: String, Sendable, Hashable {
        case form = "f-"
        case filter = "s-"
    }

    static func make(_ name: String, in scope: Scope = .form) -> String {
        scope.rawValue + name.replacing(".", with: "-")
    }
}
