/// The lines of files that transactions stand for besides their own; nothing at all where there are none.
///
/// - Source: docs/spec/money-snapshot.md §3.
enum SnapshotOrigins {
    static func write(_ table: [TransactionID: [TransactionOrigin]], to output: inout ByteWriter) {
        for (id, origins) in table.sorted(by: { $0.key < $1.key }) {
            output.write(id.rawValue)
            write(origins, to: &output)
        }
    }

    static func table(_ input: inout ByteReader) throws(SnapshotMalformed) -> [TransactionID: [TransactionOrigin]] {
        var table: [TransactionID: [TransactionOrigin]] = [:]
        var previous: TransactionID?
        while input.remaining > 0 {
            let id = TransactionID(rawValue: try input.number())
            guard previous.map({ $0 < id }) ?? true else { throw input.malformed }
            previous = id
            let origins = try origins(&input)
            guard !origins.isEmpty else { throw input.malformed }
            table[id] = origins
        }
        return table
    }

    static func write(_ origins: [TransactionOrigin], to output: inout ByteWriter) {
        output.write(UInt32(origins.count))
        for origin in origins {
            output.write(origin.importID.rawValue)
            output.write(origin.fingerprint)
            output.write(origin.externalID)
        }
    }

    static func origins(_ input: inout ByteReader) throws(SnapshotMalformed) -> [TransactionOrigin] {
        let count = try input.count(recordMinimum: 24)
        guard count <= MoneyLimits.adoptedOrigins else { throw input.malformed }
        var origins: [TransactionOrigin] = []
        for _ in 0..<count {
            let importID = ImportID(rawValue: try input.number())
            let (fingerprint, external): (UInt64, UInt64) = (try input.number(), try input.number())
            origins.append(TransactionOrigin(importID: importID, fingerprint: fingerprint, externalID: external))
        }
        return origins
    }
}
