/// What a tag asks for.
///
/// - `a.b` is part `b` of the nearest value that has a part `a`, from the innermost section outwards.
/// - `.a` is part `a` of the innermost value and of no other.
/// - `.` is the innermost value itself.
struct TemplateName: Sendable, Hashable {
    let path: [String]
    let isOfInnermost: Bool

    /// Nil when it is empty or holds anything but letters, digits and dots.
    init?(_ text: Substring) {
        isOfInnermost = text.first == "."
        guard text != "." else {
            path = []
            return
        }
        let names = (isOfInnermost ? text.dropFirst() : text).split(separator: ".", omittingEmptySubsequences: false)
        let isWellFormed = names.allSatisfy { name in
            !name.isEmpty && name.utf8.allSatisfy { isPartOfName($0) }
        }
        guard isWellFormed else { return nil }
        path = names.map(String.init)
    }
}

private func isPartOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: false
    }
}
