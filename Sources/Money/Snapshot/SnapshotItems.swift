import FoundationEssentials
import Primitives
import SwiftProtobuf
import Vault

/// The items of a book, by kind and id; nothing at all where there are none.
///
/// - Source: docs/spec/money-snapshot.md §3.
enum SnapshotItems {
    static func write(_ table: ItemTable, to output: inout ByteWriter) {
        for row in table.sorted {
            output.write(row.content.kind.rawValue)
            output.write(row.id.rawValue)
            output.write(row.isRemoved)
            write(row.content, to: &output)
        }
    }

    static func table(_ input: inout ByteReader) throws(SnapshotMalformed) -> ItemTable {
        var table = ItemTable()
        var previous: (ItemKind, ChangeID)?
        while input.remaining > 0 {
            let (kind, id) = (try kind(&input), try id(&input))
            guard previous.map({ $0 < (kind, id) }) ?? true else { throw input.malformed }
            previous = (kind, id)
            let isRemoved = try input.flag()
            let content = try content(&input)
            guard content.kind == kind else { throw input.malformed }
            table.put(ItemTable.Row(id: id, content: content, isRemoved: isRemoved))
        }
        return table
    }

    /// Messages without maps and required fields: writing them cannot fail, and equal ones have equal bytes.
    static func write(_ content: AnyItemContent, to output: inout ByteWriter) {
        do {
            output.write(try ItemWire.wire(content).serializedBytes() as [UInt8])
        } catch {
            preconditionFailure("a message without required fields is always written")
        }
    }

    static func content(_ input: inout ByteReader) throws(SnapshotMalformed) -> AnyItemContent {
        let bytes = try input.data()
        do {
            return try ItemWire.content(WireItemContent(serializedBytes: bytes))
        } catch {
            throw input.malformed
        }
    }

    static func kind(_ input: inout ByteReader) throws(SnapshotMalformed) -> ItemKind {
        guard let kind = ItemKind(rawValue: try input.number()) else { throw input.malformed }
        return kind
    }

    static func id(_ input: inout ByteReader) throws(SnapshotMalformed) -> ChangeID {
        ChangeID(rawValue: try input.number())
    }
}
