import Primitives
import TransparencyLog

/// The statements of the transparency log that run inside a write, and those that read its state.
enum LogRows {
    /// What a row of `log_state` says.
    ///
    /// Raw values are on disk.
    enum State: String {
        case checkpoint, intent
        /// The index below which sequenced entries were let go, as decimal text.
        case forgotten
    }

    /// `level` of a bundle, where a tile of hashes has its own.
    static let entriesLevel: Int64 = -1

    static func read(_ state: State, on connection: Connection) throws(StoreError) -> [UInt8]? {
        let select = try connection.statement("SELECT bytes FROM log_state WHERE name = ?1")
        defer { select.reset() }
        select.bind(Array(state.rawValue.utf8), at: 1)
        return try select.step() ? select.bytes(0) : nil
    }

    static func firstIndex(on connection: Connection) throws(StoreError) -> UInt64 {
        guard let text = try read(.forgotten, on: connection) else { return 0 }
        guard let index = UInt64(String(decoding: text, as: UTF8.self)) else { throw .corrupt }
        return index
    }

    /// The index that the next entry gets.
    static func endIndex(on connection: Connection) throws(StoreError) -> UInt64 {
        guard let last = try connection.integer("SELECT position FROM log_sequence ORDER BY position DESC LIMIT 1")
        else { return try firstIndex(on: connection) }
        guard last >= 0, last < Int64.max else { throw .corrupt }
        return UInt64(last) + 1
    }

    /// The entries from `firstIndex` on, which follow each other without a gap.
    static func entries(from firstIndex: UInt64, on connection: Connection) throws(StoreError) -> [[UInt8]] {
        let select = try connection.statement("SELECT position, entry FROM log_sequence ORDER BY position")
        defer { select.reset() }
        var entries: [[UInt8]] = []
        while try select.step() {
            guard UInt64(bitPattern: select.integer(0)) == firstIndex + UInt64(entries.count) else { throw .corrupt }
            entries.append(select.bytes(1))
        }
        return entries
    }

    static func apply(_ write: LogWrite, on writer: Connection) throws(StoreError) {
        switch write {
        case .sequence(let firstIndex, let entries):
            guard try endIndex(on: writer) == firstIndex, let position = Int64(exactly: firstIndex) else {
                throw .conflict
            }
            let insert = try writer.statement("INSERT INTO log_sequence (position, entry) VALUES (?1, ?2)")
            for (offset, entry) in entries.enumerated() {
                insert.bind(position + Int64(offset), at: 1)
                insert.bind(entry, at: 2)
                try insert.run()
            }
        case .resource(let resource, let bytes): try keep(resource, bytes, on: writer)
        case .intent(let bytes, let replaced): try replace(.intent, replaced, by: bytes, on: writer)
        case .checkpoint(let bytes, let replaced): try replace(.checkpoint, replaced, by: bytes, on: writer)
        case .event(let subject, let ordinal, let bytes):
            guard let position = Int64(exactly: ordinal) else { throw .conflict }
            let insert = try writer.statement("INSERT INTO log_events (subject, ordinal, bytes) VALUES (?1, ?2, ?3)")
            insert.bind(subject.bytes, at: 1)
            insert.bind(position, at: 2)
            insert.bind(bytes, at: 3)
            // The key is taken: the engine says so, and not that a unique index is.
            do throws(StoreError) { try insert.run() } catch .notUnique { throw .conflict }
        case .forget(let index): try forget(below: index, on: writer)
        case .eraseEvents(let subject):
            let drop = try writer.statement("DELETE FROM log_events WHERE subject = ?1")
            drop.bind(subject.bytes, at: 1)
            try drop.run()
        }
    }

    static func bytes(of resource: LogResource, on connection: Connection) throws(StoreError) -> [UInt8]? {
        let select = try connection.statement(selectResource)
        defer { select.reset() }
        bind(resource, to: select)
        return try select.step() ? select.bytes(0) : nil
    }

    static let selectResource = "SELECT bytes FROM log_resources WHERE level = ?1 AND tile = ?2 AND width = ?3"

    static func bind(_ resource: LogResource, to statement: Statement) {
        let tile = resource.tile
        let level: Int64 = if case .hashes = resource { Int64(tile.level) } else { entriesLevel }
        statement.bind(level, at: 1)
        statement.bind(Int64(bitPattern: tile.index), at: 2)
        statement.bind(Int64(tile.width), at: 3)
    }

    private static func keep(_ resource: LogResource, _ bytes: [UInt8], on writer: Connection) throws(StoreError) {
        if let kept = try self.bytes(of: resource, on: writer) {
            guard kept == bytes else { throw .conflict }
            return
        }
        let insert = try writer.statement(
            "INSERT INTO log_resources (level, tile, width, bytes) VALUES (?1, ?2, ?3, ?4)"
        )
        bind(resource, to: insert)
        insert.bind(bytes, at: 4)
        try insert.run()
        guard resource.tile.isFull else { return }
        // Readers take the beginning of the full one in place of the partial ones that it ends.
        let drop = try writer.statement(
            "DELETE FROM log_resources WHERE level = ?1 AND tile = ?2 AND width < ?3"
        )
        bind(resource, to: drop)
        try drop.run()
    }

    private static func replace(
        _ state: State,
        _ replaced: [UInt8]?,
        by bytes: [UInt8],
        on writer: Connection
    ) throws(StoreError) {
        guard try read(state, on: writer) == replaced else { throw .conflict }
        try put(state, bytes, on: writer)
    }

    private static func put(_ state: State, _ bytes: [UInt8], on writer: Connection) throws(StoreError) {
        let put = try writer.statement(
            """
            INSERT INTO log_state (name, bytes) VALUES (?1, ?2)
            ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes
            """
        )
        put.bind(Array(state.rawValue.utf8), at: 1)
        put.bind(bytes, at: 2)
        try put.run()
    }

    private static func forget(below index: UInt64, on writer: Connection) throws(StoreError) {
        guard try index > firstIndex(on: writer) else { return }
        guard try index <= endIndex(on: writer), let position = Int64(exactly: index) else { throw .conflict }
        let delete = try writer.statement("DELETE FROM log_sequence WHERE position < ?1")
        delete.bind(position, at: 1)
        try delete.run()
        try put(.forgotten, Array(String(index).utf8), on: writer)
    }
}
