/// A perfect subtree: 2^height leaves, the first of which has an index that is a multiple of that.
///
/// The nodes of a tree of any size are perfect subtrees, but for those on its right edge, which are joined from them.
struct Subtree: Sendable, Hashable {
    let height: Int
    /// Position among the subtrees of this height, from the left.
    let index: UInt64

    /// The perfect subtrees that together cover `leaves`, largest (leftmost) first, where `leaves` is a node of a tree.
    static func covering(_ leaves: Range<UInt64>) -> [Subtree] {
        var subtrees: [Subtree] = []
        var start = leaves.lowerBound
        while start < leaves.upperBound {
            let longest = UInt64.bitWidth - 1 - (leaves.upperBound - start).leadingZeroBitCount
            let height = min(start.trailingZeroBitCount, longest)
            subtrees.append(Subtree(height: height, index: start >> UInt64(height)))
            start += 1 << UInt64(height)
        }
        return subtrees
    }
}
