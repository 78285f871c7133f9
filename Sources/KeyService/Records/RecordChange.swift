/// One step of a ``SealedRecords/transaction(_:)``.
package struct RecordChange: Sendable {
    enum Step: Sendable {
        case put(RecordKey, plaintext: [UInt8], unique: [UInt8]?, expected: UInt64?)
        case delete(RecordKey, expected: UInt64?)
    }

    let step: Step

    /// Writes a record.
    ///
    /// - Parameters:
    ///   - key: where.
    ///   - value: what.
    ///   - unique: a blind index or a hash, held by one record of a kind at a time.
    ///   - expected: the version read before, 0 when there must be none, nil to write over whatever is there.
    /// - Returns: the step.
    package static func put(
        _ key: RecordKey,
        _ value: some RecordCodable,
        unique: [UInt8]? = nil,
        expected: UInt64?
    ) -> RecordChange {
        RecordChange(step: .put(key, plaintext: value.encode(), unique: unique, expected: expected))
    }

    /// Deletes a record; fine when there is none, unless `expected` names a version.
    package static func delete(_ key: RecordKey, expected: UInt64? = nil) -> RecordChange {
        RecordChange(step: .delete(key, expected: expected))
    }
}
