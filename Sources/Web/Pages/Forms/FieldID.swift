/// Element ids of fields, made from their names.
enum FieldID {
    static func make(_ name: String) -> String { "f-" + name.replacing(".", with: "-") }
}
