package import Primitives

/// How far a re-wrap is: one pass through all records of all stores.
///
/// It is the payload of a job, so a process that is killed goes on where the last batch ended. It says nothing of a
/// person: record keys are opaque.
///
/// - Source: docs/spec/key-rotation.md.
package struct RewrapPass: RecordCodable, Hashable {
    private enum Tag {
        static let started: UInt16 = 1
        static let store: UInt16 = 2
        static let kind: UInt16 = 3
        static let owner: UInt16 = 4
        static let name: UInt16 = 5
        static let seen: UInt16 = 6
        static let rewrapped: UInt16 = 7
        static let unreadable: UInt16 = 8
        static let found: UInt16 = 9
    }

    package let started: Timestamp
    /// The store that is being read, by its place in the list.
    package internal(set) var store: UInt32 = 0
    /// The last record of it that was looked at.
    package internal(set) var last: RecordKey?
    package internal(set) var seen: UInt64 = 0
    package internal(set) var rewrapped: UInt64 = 0
    /// Records that do not open; what they are under is never destroyed.
    package internal(set) var unreadable: UInt64 = 0
    /// The versions that records were under when this pass came by.
    package internal(set) var found = KeyVersions()

    package init(started: Timestamp) { self.started = started }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        started = try fields.timestamp(Tag.started)
        store = try fields.uint32(Tag.store)
        if let owner = try fields.optionalBytes(Tag.owner) {
            guard let kind = RecordKind(rawValue: try fields.uint8(Tag.kind)) else { throw .value(Tag.kind) }
            let name = try fields.bytes(Tag.name)
            guard owner.count == 16, name.count <= 64 else { throw .width(Tag.owner) }
            last = RecordKey(kind: kind, owner: owner, name: name)
        }
        seen = try fields.uint64(Tag.seen)
        rewrapped = try fields.uint64(Tag.rewrapped)
        unreadable = try fields.uint64(Tag.unreadable)
        for place in fields.allBytes(Tag.found) {
            guard place.count == 5 else { throw .width(Tag.found) }
            guard let use = KEKUse(rawValue: place[0]) else { throw .value(Tag.found) }
            found.insert(use, place[1...].reduce(0) { $0 << 8 | UInt32($1) })
        }
    }

    package func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(Tag.started, started)
        fields.append(Tag.store, store)
        if let last {
            fields.append(Tag.kind, last.kind.rawValue)
            fields.append(Tag.owner, last.owner)
            fields.append(Tag.name, last.name)
        }
        fields.append(Tag.seen, seen)
        fields.append(Tag.rewrapped, rewrapped)
        fields.append(Tag.unreadable, unreadable)
        for use in KEKUse.allCases {
            for version in found[use].sorted() { fields.append(Tag.found, WrappedKeyRecord.name(use, version)) }
        }
        return fields.bytes
    }

    mutating func add(_ batch: RewrapBatch) {
        last = batch.last
        seen += UInt64(batch.seen)
        rewrapped += UInt64(batch.rewrapped)
        unreadable += UInt64(batch.unreadable)
        found.formUnion(batch.found)
    }
}
