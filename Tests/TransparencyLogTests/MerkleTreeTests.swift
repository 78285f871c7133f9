import Sealing
import TestSupport
import Testing

@testable import TransparencyLog

@Suite("Merkle tree")
struct MerkleTreeTests {
    static let leaves = PublicVectors.leaves.map { TreeHash.leaf(Hex.decode($0) ?? []) }

    @Test("the trees of the public leaves have the public roots")
    func publicRoots() {
        var frontier = MerkleFrontier()
        #expect(frontier.root == TreeHash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
        for (leaf, root) in zip(Self.leaves, PublicVectors.roots) {
            frontier.append(leaf)
            #expect(frontier.root == TreeHash(root))
        }
        #expect(frontier.size == 8)
    }

    @Test("a leaf of any length is hashed behind a zero byte", arguments: [0, 1, 254, 255, 256, 257, 5_000])
    func leafHash(_ count: Int) {
        let entry = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        // A tree whose only leaf is this one has the leaf's hash as its root, as any other way to SHA-256 says too.
        #expect(TreeHash.leaf(entry).bytes == Digest.sha256([0] + entry))
    }

    @Test("the public inclusion proofs verify")
    func publicInclusionProofs() throws {
        for (index, size, hashes) in PublicVectors.inclusions {
            let proof = try InclusionProof(index: index, size: size, hashes: hashes.map { TreeHash($0) })
            try proof.verify(Self.leaves[Int(index)], root: TreeHash(PublicVectors.roots[Int(size) - 1]))
        }
    }

    @Test("the public consistency proofs verify")
    func publicConsistencyProofs() throws {
        for (older, newer, hashes) in PublicVectors.consistencies {
            let proof = try ConsistencyProof(older: older, newer: newer, hashes: hashes.map { TreeHash($0) })
            try proof.verify(
                olderRoot: TreeHash(PublicVectors.roots[Int(older) - 1]),
                newerRoot: TreeHash(PublicVectors.roots[Int(newer) - 1])
            )
        }
    }

    @Test("roots and inclusion proofs of all sizes to 260 are those of the definition")
    func allInclusionProofs() throws {
        var generator = SeededGenerator.printingSeed("all inclusion proofs")
        let leaves = (0..<260).map { _ in TreeHash.random(using: &generator) }
        var frontier = MerkleFrontier()
        for size in 1...leaves.count {
            frontier.append(leaves[size - 1])
            let root = NaiveTree.root(leaves[..<size])
            #expect(frontier.root == root)
            // Every index of the small trees, some of the large ones: the naive proof is slow.
            let step = size <= 70 ? 1 : 13
            for index in stride(from: size % step, to: size, by: step) {
                let hashes = NaiveTree.path(index, leaves[..<size])
                let proof = try InclusionProof(index: UInt64(index), size: UInt64(size), hashes: hashes)
                try proof.verify(leaves[index], root: root)
                let nodes = InclusionProof.nodes(index: UInt64(index), size: UInt64(size))
                #expect(nodes.map { NaiveTree.root(leaves[Int($0.lowerBound)..<Int($0.upperBound)]) } == hashes)
            }
        }
    }

    @Test("consistency proofs between all sizes to 70, and some to 260, are those of the definition")
    func allConsistencyProofs() throws {
        var generator = SeededGenerator.printingSeed("all consistency proofs")
        let leaves = (0..<260).map { _ in TreeHash.random(using: &generator) }
        let roots = (0...leaves.count).map { NaiveTree.root(leaves[..<$0]) }
        for newer in 1...leaves.count {
            for older in stride(from: 0, through: newer, by: newer <= 70 ? 1 : 17) {
                let hashes = older == 0 ? [] : NaiveTree.proof(older, leaves[..<newer])
                let proof = try ConsistencyProof(older: UInt64(older), newer: UInt64(newer), hashes: hashes)
                try proof.verify(olderRoot: roots[older], newerRoot: roots[newer])
                let nodes = ConsistencyProof.nodes(older: UInt64(older), newer: UInt64(newer))
                #expect(nodes.map { NaiveTree.root(leaves[Int($0.lowerBound)..<Int($0.upperBound)]) } == hashes)
            }
        }
    }

    @Test("an altered inclusion proof does not verify")
    func alteredInclusionProofs() throws {
        var generator = SeededGenerator.printingSeed("altered inclusion proofs")
        let leaves = (0..<150).map { _ in TreeHash.random(using: &generator) }
        for size in [1, 2, 3, 7, 8, 9, 64, 100, 150] {
            let root = NaiveTree.root(leaves[..<size])
            let index = Int.random(in: 0..<size, using: &generator)
            let hashes = NaiveTree.path(index, leaves[..<size])
            let proof = try InclusionProof(index: UInt64(index), size: UInt64(size), hashes: hashes)
            let bit = Int.random(in: 0..<256, using: &generator)
            #expect(throws: ProofError.rootDiffers) { try proof.verify(leaves[index].flipped(bit), root: root) }
            #expect(throws: ProofError.rootDiffers) { try proof.verify(leaves[index], root: root.flipped(bit)) }
            for position in hashes.indices {
                var altered = hashes
                altered[position] = altered[position].flipped(bit)
                let proof = try InclusionProof(index: UInt64(index), size: UInt64(size), hashes: altered)
                #expect(throws: ProofError.rootDiffers) { try proof.verify(leaves[index], root: root) }
            }
            for other in 0..<size where other != index && NaiveTree.path(other, leaves[..<size]).count == hashes.count {
                let proof = try InclusionProof(index: UInt64(other), size: UInt64(size), hashes: hashes)
                #expect(throws: ProofError.rootDiffers) { try proof.verify(leaves[index], root: root) }
            }
            #expect(throws: ProofError.hashCount(expected: hashes.count, found: hashes.count + 1)) {
                _ = try InclusionProof(index: UInt64(index), size: UInt64(size), hashes: hashes + [root])
            }
        }
    }

    @Test("an altered consistency proof does not verify")
    func alteredConsistencyProofs() throws {
        var generator = SeededGenerator.printingSeed("altered consistency proofs")
        let leaves = (0..<150).map { _ in TreeHash.random(using: &generator) }
        for (older, newer) in [(1, 2), (1, 8), (2, 5), (3, 7), (6, 8), (64, 150), (77, 150), (149, 150)] {
            let olderRoot = NaiveTree.root(leaves[..<older])
            let newerRoot = NaiveTree.root(leaves[..<newer])
            let hashes = NaiveTree.proof(older, leaves[..<newer])
            let proof = try ConsistencyProof(older: UInt64(older), newer: UInt64(newer), hashes: hashes)
            let bit = Int.random(in: 0..<256, using: &generator)
            #expect(throws: ProofError.self) {
                try proof.verify(olderRoot: olderRoot.flipped(bit), newerRoot: newerRoot)
            }
            #expect(throws: ProofError.newerRootDiffers) {
                try proof.verify(olderRoot: olderRoot, newerRoot: newerRoot.flipped(bit))
            }
            #expect(throws: ProofError.self) { try proof.verify(olderRoot: newerRoot, newerRoot: olderRoot) }
            for position in hashes.indices {
                var altered = hashes
                altered[position] = altered[position].flipped(bit)
                let proof = try ConsistencyProof(older: UInt64(older), newer: UInt64(newer), hashes: altered)
                #expect(throws: ProofError.self) { try proof.verify(olderRoot: olderRoot, newerRoot: newerRoot) }
            }
            #expect(throws: ProofError.hashCount(expected: hashes.count, found: hashes.count - 1)) {
                _ = try ConsistencyProof(older: UInt64(older), newer: UInt64(newer), hashes: Array(hashes.dropLast()))
            }
        }
    }

    @Test("the edges of what a proof can be about are refused by name")
    func edges() throws {
        #expect(throws: ProofError.indexBeyondSize(index: 0, size: 0)) {
            _ = try InclusionProof(index: 0, size: 0, hashes: [])
        }
        #expect(throws: ProofError.indexBeyondSize(index: 3, size: 3)) {
            _ = try InclusionProof(index: 3, size: 3, hashes: [])
        }
        #expect(throws: ProofError.sizesReversed(older: 2, newer: 1)) {
            _ = try ConsistencyProof(older: 2, newer: 1, hashes: [])
        }
        let root = TreeHash(PublicVectors.roots[0])
        let fromNothing = try ConsistencyProof(older: 0, newer: 1, hashes: [])
        try fromNothing.verify(olderRoot: .empty, newerRoot: root)
        #expect(throws: ProofError.olderRootDiffers) { try fromNothing.verify(olderRoot: root, newerRoot: root) }
        let nothing = try ConsistencyProof(older: 0, newer: 0, hashes: [])
        #expect(throws: ProofError.newerRootDiffers) { try nothing.verify(olderRoot: .empty, newerRoot: root) }
        let same = try ConsistencyProof(older: 1, newer: 1, hashes: [])
        #expect(throws: ProofError.olderRootDiffers) { try same.verify(olderRoot: .empty, newerRoot: root) }
    }

    @Test("sizes near 2^64 neither trap nor pass")
    func hugeSizes() throws {
        let size = UInt64.max
        #expect(throws: ProofError.hashCount(expected: 64, found: 0)) {
            _ = try InclusionProof(index: 0, size: size, hashes: [])
        }
        let proof = try InclusionProof(
            index: size - 1,
            size: size,
            hashes: [TreeHash](repeating: .empty, count: InclusionProof.hashCount(index: size - 1, size: size))
        )
        #expect(throws: ProofError.rootDiffers) { try proof.verify(.empty, root: .empty) }
        let count = ConsistencyProof.nodes(older: size - 1, newer: size).count
        let consistency = try ConsistencyProof(
            older: size - 1,
            newer: size,
            hashes: [TreeHash](repeating: .empty, count: count)
        )
        #expect(throws: ProofError.olderRootDiffers) { try consistency.verify(olderRoot: .empty, newerRoot: .empty) }
    }

    @Test("a frontier is taken up only with as many subtrees as its size has bits")
    func frontierCount() {
        #expect(MerkleFrontier(size: 5, subtrees: [.empty, .empty]) != nil)
        #expect(MerkleFrontier(size: 5, subtrees: [.empty]) == nil)
        #expect(MerkleFrontier(size: 0, subtrees: [.empty]) == nil)
    }
}
