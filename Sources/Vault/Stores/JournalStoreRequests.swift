import Primitives

extension JournalAppend {
    /// Whether the segments begin after `expected` without a gap, none is empty, and the head names the last.
    ///
    /// A store refuses any other request as a conflict, since no journal can end where it says.
    package var isWellFormed: Bool {
        guard let last = segments.last, head.index == last.index, head.hash.count == JournalHead.hashByteCount else {
            return false
        }
        guard expected.index <= JournalHead.indexMaximum - UInt64(segments.count) else { return false }
        var index = expected.index
        for segment in segments {
            index += 1
            guard segment.index == index, !segment.bytes.isEmpty else { return false }
        }
        return true
    }
}

extension JournalCompaction {
    /// Whether the request follows its own rules: it removes nothing beyond the head, and every snapshot is of that
    /// journal and has a 16-byte name.
    package var isWellFormed: Bool {
        removingThrough <= expected.index
            && snapshots.allSatisfy {
                $0.name.count == StoredSnapshot.nameByteCount && $0.index <= expected.index && !$0.bytes.isEmpty
            }
    }
}

extension JournalHead {
    package static let hashByteCount = 32
    /// Engines count in signed 64-bit integers.
    package static let indexMaximum = UInt64(Int64.max)
}

extension StoredSnapshot {
    package static let nameByteCount = 16
}
