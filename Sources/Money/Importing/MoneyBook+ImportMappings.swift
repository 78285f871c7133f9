extension MoneyBook {
    /// The column mappings of earlier files by their shape; one that this version cannot read is left out.
    package var rememberedMappings: [StatementShape: ColumnMapping] {
        var result: [StatementShape: ColumnMapping] = [:]
        for remembered in mappings {
            guard let shape = StatementShape(signature: remembered.signature) else { continue }
            do throws(ColumnMappingError) {
                result[shape] = try ColumnMapping(decoding: remembered.mapping)
            } catch {
                continue  // written by another version; the file's columns are found anew
            }
        }
        return result
    }
}

extension StatementShape {
    /// The shape as the name a mapping is kept under: 8 bytes, big-endian.
    package var signature: [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: rawValue >> UInt64($0)) }
    }

    /// Reads ``signature``; nil for anything else.
    package init?(signature: [UInt8]) {
        guard signature.count == 8 else { return nil }
        self.init(rawValue: signature.reduce(0) { $0 << 8 | UInt64($1) })
    }
}
