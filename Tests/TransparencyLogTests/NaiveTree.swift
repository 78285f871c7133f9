import TestSupport

@testable import TransparencyLog

/// The definitions of RFC 6962 §2.1 word for word, slow and plain.
enum NaiveTree {
    static func root(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
        guard leaves.count > 1 else { return leaves.first ?? .empty }
        let split = leaves.startIndex + largestPowerOfTwo(below: leaves.count)
        return .node(root(leaves[..<split]), root(leaves[split...]))
    }

    static func path(_ index: Int, _ leaves: ArraySlice<TreeHash>) -> [TreeHash] {
        guard leaves.count > 1 else { return [] }
        let half = largestPowerOfTwo(below: leaves.count)
        let split = leaves.startIndex + half
        return index < half
            ? path(index, leaves[..<split]) + [root(leaves[split...])]
            : path(index - half, leaves[split...]) + [root(leaves[..<split])]
    }

    static func proof(_ older: Int, _ leaves: ArraySlice<TreeHash>) -> [TreeHash] {
        subproof(older, leaves, isWhole: true)
    }

    private static func subproof(_ older: Int, _ leaves: ArraySlice<TreeHash>, isWhole: Bool) -> [TreeHash] {
        guard older < leaves.count else { return isWhole ? [] : [root(leaves)] }
        let half = largestPowerOfTwo(below: leaves.count)
        let split = leaves.startIndex + half
        return older <= half
            ? subproof(older, leaves[..<split], isWhole: isWhole) + [root(leaves[split...])]
            : subproof(older - half, leaves[split...], isWhole: false) + [root(leaves[..<split])]
    }

    private static func largestPowerOfTwo(below count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }
}

extension TreeHash {
    /// A hash from its text in a test.
    init(_ hex: String) {
        guard let hash = Hex.decode(hex).flatMap({ TreeHash(bytes: $0) }) else {
            preconditionFailure("32 bytes in hex")
        }
        self = hash
    }

    static func random(using generator: inout SeededGenerator) -> TreeHash {
        TreeHash(Hex.encode(generator.bytes(byteCount)))
    }

    /// With one bit turned over.
    func flipped(_ bit: Int) -> TreeHash {
        var bytes = self.bytes
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return TreeHash(Hex.encode(bytes))
    }
}
