/// Recognises the files of one source: same shape, same mapping.
///
/// Delimiter, column count and header words (or, without a header, the kind of each column); never what the rows say.
///
/// - Source: docs/spec/statement-import.md §7.
package struct StatementShape: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt64

    package init(rawValue: UInt64) { self.rawValue = rawValue }

    /// `columns`: normalised header words; without a header the kind of each column.
    package init(delimiter: UInt8, hasHeader: Bool, columns: [String]) {
        var hash = StableHash()
        hash.combine(UInt64(delimiter))
        hash.combine(hasHeader ? 1 : 0)
        hash.combine(UInt64(columns.count))
        for column in columns { hash.combine(column) }
        rawValue = hash.value
    }
}
