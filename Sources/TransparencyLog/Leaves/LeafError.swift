/// Why a leaf, or what opens it, was refused.
package enum LeafError: Error, Hashable, Sendable {
    case byteCount(Int)
    case version(UInt8)
    case act(UInt8)
    case purpose(UInt8)
    /// Key and event do not give the leaf's tag: the leaf is of another event, or one of the three was altered.
    case doesNotOpen
}
