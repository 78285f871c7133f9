/// A CBOR value, read but not yet given a meaning.
package enum CBORValue: Hashable, Sendable {
    case integer(Int64)
    case bytes([UInt8])
    case text(String)
    case array([CBORValue])
    case map(CBORMap)
    case boolean(Bool)
    case null

    var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
    var integer: Int64? { if case .integer(let integer) = self { integer } else { nil } }
    var map: CBORMap? { if case .map(let map) = self { map } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
}

/// The members of a CBOR map in the order they were written.
///
/// Names are unique, and integers or texts.
package struct CBORMap: Hashable, Sendable {
    package struct Member: Hashable, Sendable {
        package let name: CBORValue
        package let value: CBORValue

        package init(name: CBORValue, value: CBORValue) {
            self.name = name
            self.value = value
        }
    }

    package let members: [Member]

    package init(_ members: [Member] = []) { self.members = members }

    package var count: Int { members.count }

    package subscript(name: Int64) -> CBORValue? { members.first { $0.name == .integer(name) }?.value }

    /// Compares bytes: Swift's texts are equal also when they are only written alike.
    package subscript(name: String) -> CBORValue? {
        members.first { $0.name.text?.utf8.elementsEqual(name.utf8) == true }?.value
    }
}
