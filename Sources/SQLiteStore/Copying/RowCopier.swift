import GRDBSQLite
import KeyService
import Primitives

/// Gives a database as frames: its tables, their rows, its indexes.
///
/// Free pages and what was deleted are no part of it.
///
/// - Source: docs/spec/backup.md §6.
struct RowCopier {
    static let format: UInt8 = 1

    let connection: Connection
    let kind: StoreHeader.Kind

    /// Reads everything in the connection's open view.
    ///
    /// - Throws: ``StoreError``, or what `sink` throws.
    func copy(to sink: @escaping ([UInt8]) throws -> Void) throws {
        var frames = FrameWriter(sink)
        var begin = ByteWriter()
        begin.append(Self.format)
        begin.append(UInt32(truncatingIfNeeded: try connection.integer("PRAGMA application_id") ?? 0))
        begin.append(UInt32(truncatingIfNeeded: try connection.integer("PRAGMA user_version") ?? 0))
        try frames.write(.begin, begin.bytes)
        let tables = try objects("table")
        for table in tables { try frames.write(.table, table.payload) }
        var rowCount: UInt64 = 0
        for table in tables { rowCount += try copyRows(of: table.name, to: &frames) }
        for index in try objects("index") { try frames.write(.index, index.payload) }
        var end = ByteWriter()
        end.append(rowCount)
        try frames.write(.end, end.bytes)
        try frames.flush()
    }

    /// Rows that no backup holds.
    ///
    /// Sessions and sign-ins end with a restore, and what opens them is not carried about; what people add to a week's
    /// figures goes with the week. The secret that drills bring is not in what they open.
    static func leftOut(of table: String, in kind: StoreHeader.Kind) -> String? {
        guard kind == .metadata, table == "records" else { return nil }
        let kinds = [RecordKind.session, .sessionSlot, .pendingSignIn, .staffSession, .contribution, .canaryVault]
            .map { String($0.rawValue) }
        return "kind IN (\(kinds.joined(separator: ", ")))"
    }

    private struct Object {
        let name: [UInt8]
        let sql: [UInt8]

        var payload: [UInt8] {
            var writer = ByteWriter()
            writer.append(counted: name)
            writer.append(counted: sql)
            return writer.bytes
        }
    }

    /// What statements made; SQLite's own objects come with them.
    private func objects(_ type: String) throws(StoreError) -> [Object] {
        let select = try connection.statement(
            """
            SELECT name, sql FROM sqlite_schema
            WHERE type = '\(type)' AND sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name
            """
        )
        defer { select.reset() }
        var found: [Object] = []
        while try select.step() { found.append(Object(name: select.bytes(0), sql: select.bytes(1))) }
        return found
    }

    private func copyRows(of table: [UInt8], to frames: inout FrameWriter) throws -> UInt64 {
        let name = String(decoding: table, as: UTF8.self)
        let leftOut = Self.leftOut(of: name, in: kind).map { " WHERE NOT (\($0))" } ?? ""
        let select = try connection.statement("SELECT * FROM \(SQLName.quoted(name))\(leftOut)")
        defer { select.reset() }
        var columns = ByteWriter()
        columns.append(counted: table)
        columns.append(UInt16(select.columnCount))
        for column in 0..<select.columnCount { columns.append(counted: Array(select.name(column).utf8)) }
        try frames.write(.columns, columns.bytes)
        var count: UInt64 = 0
        while try select.step() {
            try frames.write(.row, Self.row(select))
            count += 1
        }
        return count
    }

    /// Each value is its type and itself: 0 NULL, 1 integer, 2 floating-point bits, 3 text, 4 bytes.
    private static func row(_ statement: Statement) -> [UInt8] {
        var row = ByteWriter()
        for column in 0..<statement.columnCount {
            switch statement.type(column) {
            case SQLITE_INTEGER:
                row.append(RowValue.integer)
                row.append(UInt64(bitPattern: statement.integer(column)))
            case SQLITE_FLOAT:
                row.append(RowValue.floatingPoint)
                row.append(statement.double(column).bitPattern)
            case SQLITE_TEXT:
                row.append(RowValue.text)
                row.append(counted: statement.bytes(column))
            case SQLITE_BLOB:
                row.append(RowValue.bytes)
                row.append(counted: statement.bytes(column))
            default: row.append(RowValue.null)
            }
        }
        return row.bytes
    }
}

/// The first byte of a value in a row.
enum RowValue {
    static let null: UInt8 = 0
    static let integer: UInt8 = 1
    static let floatingPoint: UInt8 = 2
    static let text: UInt8 = 3
    static let bytes: UInt8 = 4
}

enum SQLName {
    /// A name as SQL takes any.
    static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}
