import Primitives

/// What a checkpoint says: which log, how many leaves, and their root.
///
/// - Shape: text lines `origin`, size in decimal, root in base 64, then any extension lines; each ends with a line end.
/// - Source: docs/spec/transparency-log.md §6; C2SP tlog-checkpoint.
package struct TreeHead: Sendable, Hashable {
    /// The log's name, a line that is not empty.
    package let origin: String
    package let size: UInt64
    package let root: TreeHash
    /// Lines that other logs may add; ours writes none.
    package let extensions: [String]

    init(origin: String, size: UInt64, root: TreeHash) {
        self.origin = origin
        self.size = size
        self.root = root
        extensions = []
    }

    /// The head of a log without leaves.
    package static func empty(origin: String) -> TreeHead { TreeHead(origin: origin, size: 0, root: .empty) }

    /// Reads exactly what ``text`` writes.
    ///
    /// - Throws: ``CheckpointError``: `lines`, `origin`, `size`, `root` or `extensions`, in that order.
    package init(parsing text: [UInt8]) throws(CheckpointError) {
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.last == [] else { throw .lines }
        guard let origin = String(validating: lines[0], as: UTF8.self), !origin.isEmpty else { throw .origin }
        // Sizes above 2^63 − 1 would overflow the arithmetic of many readers; no log gets there.
        guard let size = Decimal.parse(lines[1]), size <= UInt64(Int64.max) else { throw .size }
        guard let root = Base64.decode(lines[2]).flatMap({ TreeHash(bytes: $0) }) else { throw .root }
        guard size > 0 || root == .empty else { throw .root }
        var extensions: [String] = []
        for line in lines[3...].dropLast() {
            guard let text = String(validating: line, as: UTF8.self), !text.isEmpty else { throw .extensions }
            extensions.append(text)
        }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    package var text: [UInt8] {
        let root = String(decoding: Base64.encode(root.bytes), as: UTF8.self)
        return Array((["\(origin)\n\(size)\n\(root)\n"] + extensions.map { "\($0)\n" }).joined().utf8)
    }
}
