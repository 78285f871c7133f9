package import Primitives

/// What the person already said about a file.
///
/// Everything left out is found in the file or asked.
package struct StatementReadingOptions: Sendable {
    /// Nil: by content.
    ///
    /// The file name is never looked at.
    package var format: StatementFormat?
    /// Nil: by byte order mark, declaration and content.
    package var encoding: TextEncoding?
    /// The order of day and month, when she answered that question.
    package var dateOrder: DateOrder?
    /// The decimal mark, when she answered that question.
    package var decimalMark: DecimalMark?
    /// Which column is what, when she chose.
    ///
    /// Beats a remembered mapping.
    package var mapping: ColumnMapping?
    /// Mappings of earlier files by their shape; used when this file has one of these shapes.
    package var rememberedMappings: [StatementShape: ColumnMapping]
    /// Currency of the account the file goes to: says how many decimals an amount can have.
    package var currency: Currency?

    package init(
        format: StatementFormat? = nil,
        encoding: TextEncoding? = nil,
        dateOrder: DateOrder? = nil,
        decimalMark: DecimalMark? = nil,
        mapping: ColumnMapping? = nil,
        rememberedMappings: [StatementShape: ColumnMapping] = [:],
        currency: Currency? = nil
    ) {
        self.format = format
        self.encoding = encoding
        self.dateOrder = dateOrder
        self.decimalMark = decimalMark
        self.mapping = mapping
        self.rememberedMappings = rememberedMappings
        self.currency = currency
    }
}
