package import Primitives

/// Makes a database of the frames that a ``RowCopier`` gave; used by one call at a time.
///
/// - Source: docs/spec/backup.md §6.
package final class RowRebuilder {
    private let path: String
    private let kind: StoreHeader.Kind
    private let connection: Connection
    private var frames = FrameReader()
    private var insert: (statement: Statement, columnCount: Int)?
    private var rowCount: UInt64 = 0
    private var isBegun = false
    private var isEnded = false

    /// Starts with an empty file at `path`, which must not be there.
    package init(path: String, kind: StoreHeader.Kind) throws(StoreError) {
        self.path = path
        self.kind = kind
        try PrivateFiles.createFile(path)
        connection = try Connection(filling: path)
        try connection.execute("BEGIN")
    }

    package func append(_ bytes: [UInt8]) throws(StoreError) {
        frames.append(bytes)
        while let (tag, payload) = try frames.next() {
            guard !isEnded, isBegun == (tag != .begin) else { throw .corrupt }
            do {
                var reader = ByteReader(payload)
                try take(tag, &reader)
                try reader.finish()
            } catch let error as StoreError {
                throw error
            } catch {
                throw .corrupt  // a frame that ends too early or too late
            }
        }
    }

    /// Checks that everything came and that the database is sound; it is durable when this returns.
    package func finish() throws(StoreError) {
        guard isEnded, frames.isEmpty else { throw .corrupt }
        insert = nil
        try connection.execute("COMMIT")
        for check in ["PRAGMA integrity_check(1)", "PRAGMA foreign_key_check"] {
            let statement = try connection.statement(check)
            defer { statement.reset() }
            // The first says `ok`, the second has no row.
            if try statement.step(), statement.bytes(0) != Array("ok".utf8) { throw .corrupt }
        }
        connection.forgetStatements()
        try PrivateFiles.syncFile(path)
    }

    private func take(_ tag: FrameTag, _ reader: inout ByteReader) throws {
        switch tag {
        case .begin: try begin(&reader)
        case .table, .index:
            _ = try reader.readCounted(maximum: Self.nameByteCountMaximum)
            let sql = try reader.readCounted(maximum: Self.statementByteCountMaximum)
            let text = String(decoding: sql, as: UTF8.self)
            guard text.hasPrefix(tag == .table ? "CREATE TABLE " : "CREATE ") else { throw StoreError.corrupt }
            insert = nil
            try connection.execute(text)
        case .columns: try columns(&reader)
        case .row: try row(&reader)
        case .end:
            guard try reader.read(UInt64.self) == rowCount else { throw StoreError.corrupt }
            isEnded = true
        case .file, .content: throw StoreError.corrupt
        }
    }

    private static let nameByteCountMaximum = 128
    private static let statementByteCountMaximum = 65_536

    private func begin(_ reader: inout ByteReader) throws {
        guard try reader.read(UInt8.self) == RowCopier.format else { throw StoreError.wrongStore(.format) }
        let application = Int64(try reader.read(UInt32.self))
        guard application == StoreSchema.applicationID else { throw StoreError.wrongStore(.product) }
        let version = Int(try reader.read(UInt32.self))
        guard (1...StoreSchema.migrations(of: kind).count).contains(version) else {
            throw StoreError.wrongStore(.format)
        }
        try connection.execute("PRAGMA application_id=\(application)")
        try connection.execute("PRAGMA user_version=\(version)")
        isBegun = true
    }

    private func columns(_ reader: inout ByteReader) throws {
        let table = String(decoding: try reader.readCounted(maximum: Self.nameByteCountMaximum), as: UTF8.self)
        var names: [String] = []
        for _ in 0..<(try reader.read(UInt16.self)) {
            names.append(String(decoding: try reader.readCounted(maximum: Self.nameByteCountMaximum), as: UTF8.self))
        }
        let places = (1...max(names.count, 1)).map { "?\($0)" }.joined(separator: ", ")
        let columns = names.map(SQLName.quoted).joined(separator: ", ")
        let sql = "INSERT INTO \(SQLName.quoted(table)) (\(columns)) VALUES (\(places))"
        insert = (try connection.statement(sql), names.count)
    }

    private func row(_ reader: inout ByteReader) throws {
        guard let insert else { throw StoreError.corrupt }
        for index in 1...Int32(max(insert.columnCount, 1)) {
            switch try reader.read(UInt8.self) {
            case RowValue.null: insert.statement.bindNull(at: index)
            case RowValue.integer:
                insert.statement.bind(Int64(bitPattern: try reader.read(UInt64.self)), at: index)
            case RowValue.floatingPoint:
                insert.statement.bind(double: Double(bitPattern: try reader.read(UInt64.self)), at: index)
            case RowValue.text: insert.statement.bind(text: Array(try counted(&reader)), at: index)
            case RowValue.bytes: insert.statement.bind(Array(try counted(&reader)), at: index)
            default: throw StoreError.corrupt
            }
        }
        try insert.statement.run()
        rowCount += 1
    }

    private func counted(_ reader: inout ByteReader) throws(TruncatedBytes) -> ArraySlice<UInt8> {
        try reader.readCounted(maximum: Int(UInt32.max))
    }
}
