/// An element of an answer: small documents without attributes that matter.
///
/// Bounded in depth and number; document types, which could name other files, are refused.
struct XMLNode: Hashable, Sendable {
    let name: String
    var text = ""
    var children: [XMLNode] = []

    private static let depthMaximum = 8
    /// A page of a list has 1,000 entries of ten elements at most.
    private static let countMaximum = 32_768

    func child(_ name: String) -> XMLNode? { children.first { $0.name == name } }

    func all(_ name: String) -> [XMLNode] { children.filter { $0.name == name } }

    func value(_ name: String) -> String? { child(name)?.text }

    /// - Returns: the root; nil for anything but one well-formed element of these bounds.
    static func parse(_ bytes: [UInt8]) -> XMLNode? {
        var open: [XMLNode] = []
        var root: XMLNode?
        var count = 0
        var position = bytes.startIndex
        while position < bytes.endIndex {
            guard bytes[position] == UInt8(ascii: "<") else {
                let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.endIndex
                guard let text = plain(bytes[position..<end]) else { return nil }
                if open.isEmpty {
                    guard text.allSatisfy(\.isWhitespace) else { return nil }
                } else {
                    open[open.count - 1].text += text
                }
                position = end
                continue
            }
            guard let end = bytes[position...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
            let tag = bytes[(position + 1)..<end]
            position = end + 1
            switch tag.first {
            case UInt8(ascii: "?"): continue
            case UInt8(ascii: "!"), nil: return nil
            case UInt8(ascii: "/"):
                guard let node = open.popLast(), Array(tag.dropFirst()) == Array(node.name.utf8) else { return nil }
                if open.isEmpty { root = node } else { open[open.count - 1].children.append(node) }
            default:
                let isEmpty = tag.last == UInt8(ascii: "/")
                let head = isEmpty ? tag.dropLast() : tag
                let name = head.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }
                count += 1
                guard root == nil, count <= countMaximum, open.count < depthMaximum else { return nil }
                let node = XMLNode(name: String(decoding: name, as: UTF8.self))
                if !isEmpty {
                    open.append(node)
                } else if open.isEmpty {
                    root = node
                } else {
                    open[open.count - 1].children.append(node)
                }
            }
        }
        return open.isEmpty ? root : nil
    }

    private static let named: [String: Character] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]

    /// Text with its five named characters, and those by number.
    private static func plain(_ bytes: ArraySlice<UInt8>) -> String? {
        var text = ""
        var rest = bytes
        while let mark = rest.firstIndex(of: UInt8(ascii: "&")) {
            text += String(decoding: rest[..<mark], as: UTF8.self)
            guard let end = rest[mark...].firstIndex(of: UInt8(ascii: ";")), end - mark <= 8 else { return nil }
            let name = String(decoding: rest[(mark + 1)..<end], as: UTF8.self)
            if let character = named[name] {
                text.append(character)
            } else {
                let isHexadecimal = name.hasPrefix("#x")
                guard name.hasPrefix("#"),
                    let number = UInt32(name.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10),
                    let scalar = Unicode.Scalar(number)
                else { return nil }
                text.unicodeScalars.append(scalar)
            }
            rest = rest[(end + 1)...]
        }
        return text + String(decoding: rest, as: UTF8.self)
    }
}
