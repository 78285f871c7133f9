import Primitives

/// How a thing that a person made is named in JSON, in files and in addresses.
///
/// - Shape: 13 characters of Crockford's base 32 over the 8 bytes, big-endian, of the id of the change that made it.
/// - Source: docs/spec/cycle-json.md §4.
package enum DiaryIDText {
    package static func text(_ id: UInt64) -> String {
        Base32.encode(stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: id >> UInt64($0)) })
    }

    /// Nil for any text but the one that ``text(_:)`` gives: one thing has one name.
    package static func id(_ text: String) -> UInt64? {
        guard text.utf8.count == 13, let bytes = Base32.decode(text), bytes.count == 8 else { return nil }
        let id = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Self.text(id) == text ? id : nil
    }
}

extension FeelingID where BuiltIn: NamedCode {
    /// The name of a built-in one; the id of one that a person added.
    package var text: String { builtIn?.codeName ?? DiaryIDText.text(rawValue) }

    /// Nil for a text that names nothing.
    package init?(text: String) {
        if let builtIn = BuiltIn(codeName: text) {
            self.init(builtIn)
        } else {
            guard let id = DiaryIDText.id(text), let feeling = FeelingID(rawValue: id), feeling.builtIn == nil else {
                return nil
            }
            self = feeling
        }
    }
}
