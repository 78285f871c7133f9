/// What an item of the book is.
///
/// Raw values are on disk: never renumber, never reuse.
package enum ItemKind: UInt8, Sendable, CaseIterable, Hashable, Comparable {
    case view = 1
    case goal = 2
    case loan = 3
    case rule = 4
    case reconciliation = 5
    case receipt = 6
    case rejectedPair = 7

    package static func < (left: ItemKind, right: ItemKind) -> Bool { left.rawValue < right.rawValue }
}
