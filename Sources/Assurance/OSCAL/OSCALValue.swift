/// A piece of an OSCAL document, before it is written as JSON.
///
/// Empty lists and objects have no place in OSCAL and are left out where they would stand.
package enum OSCALValue: Sendable, Hashable {
    case text(String)
    case list([OSCALValue])
    case object([Member])

    package struct Member: Sendable, Hashable {
        package let name: String
        package let value: OSCALValue

        init(_ name: String, _ value: OSCALValue) {
            self.name = name
            self.value = value
        }

        init(_ name: String, _ text: String) { self.init(name, .text(text)) }
    }

    static func of(_ members: Member?...) -> OSCALValue { .object(members.compactMap(\.self)) }

    /// Every name and text with its length, so that two documents with the same bytes say the same.
    func append(to bytes: inout [UInt8]) {
        func append(_ text: String, _ mark: Character) {
            bytes += Array("\(mark)\(text.utf8.count):".utf8)
            bytes += Array(text.utf8)
        }
        switch self {
        case .text(let text): append(text, "t")
        case .list(let values):
            bytes += Array("l\(values.count):".utf8)
            for value in values { value.append(to: &bytes) }
        case .object(let members):
            bytes += Array("o\(members.count):".utf8)
            for member in members {
                append(member.name, "n")
                member.value.append(to: &bytes)
            }
        }
    }
}

extension OSCALValue.Member {
    /// Nil for an empty list, which OSCAL does not know.
    static func list(_ name: String, _ values: [OSCALValue]) -> OSCALValue.Member? {
        values.isEmpty ? nil : OSCALValue.Member(name, .list(values))
    }
}
