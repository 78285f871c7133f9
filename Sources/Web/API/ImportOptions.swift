import Money

/// What a caller may say about a file, as query parameters and as a body.
enum ImportOptions {
    static let parameters: [Endpoint.Parameter] = [
        .init(
            "format",
            .enumeration(ImportFormat.names),
            "`auto` by itself."
        ),
        .init("filename", .string(.line, length: 1...MoneyLimits.nameCharacters), "Shown in the list of imports."),
        .init("account", .id, "The account it is of; found, or made, by itself."),
        .init("encoding", .string(.visible, length: 1...32), "Found by itself."),
        .init("order", .enumeration(DateOrder.allCases.map(\.name)), "The order of day, month and year."),
        .init("decimal", .enumeration(DecimalMark.allCases.map(\.name)), "What stands before decimals."),
    ]

    static func options(_ query: FormFields) throws(Problem) -> StatementReadingOptions {
        StatementReadingOptions(
            format: query["format"].flatMap { ImportFormat(name: $0) }?.statement,
            encoding: try query["encoding"].map(encoding),
            dateOrder: query["order"].flatMap { DateOrder(name: $0) },
            decimalMark: query["decimal"].flatMap { DecimalMark(name: $0) }
        )
    }

    /// What an answer says of a journal; it says the rest itself.
    static func apply(_ fields: RequestFields, to staged: inout StagedJournal) throws(Problem) {
        for name in ["account", "order", "decimal", "signs", "columns"] where fields.has(name) {
            throw fields.refusal(name, "A journal says that itself.")
        }
        if let name = fields.optionalText("encoding") { staged.encoding = try encoding(name) }
        let known = Set(staged.document.accounts.map(\.name))
        for item in fields.objects("kinds") {
            let name = item.text("account")
            guard known.contains(name) else { throw item.refusal("account", "The file has no account of that name.") }
            staged.kinds[name] = try item.value("kind") { JournalAccountKind(name: $0) }
        }
    }

    static func apply(_ fields: RequestFields, to staged: inout StagedImport) throws(Problem) {
        guard !fields.has("kinds") else { throw fields.refusal("kinds", "Only a journal has accounts of many kinds.") }
        if let name = fields.optionalText("encoding") { staged.options.encoding = try encoding(name) }
        if let name = fields.optionalText("order") { staged.options.dateOrder = DateOrder(name: name) }
        if let name = fields.optionalText("decimal") { staged.options.decimalMark = DecimalMark(name: name) }
        let roles = fields.texts("columns").compactMap { ColumnRole(name: $0) }
        guard !roles.isEmpty else { return }
        let known = staged.document.table?.mapping
        do throws(ColumnMappingError) {
            staged.options.mapping = try ColumnMapping(
                roles: roles,
                dateOrder: staged.options.dateOrder ?? known?.dateOrder ?? .dayMonthYear,
                decimalMark: staged.options.decimalMark ?? known?.decimalMark ?? .dot,
                signs: fields.optionalText("signs").flatMap { SignConvention(name: $0) } ?? known?.signs ?? .asWritten
            )
        } catch {
            throw fields.refusal("columns", sentence(error))
        }
    }

    static func sentence(_ error: ColumnMappingError) -> String {
        switch error {
        case .columnCount: "There are as many columns as the file has, at most \(StatementLimits.columnCount)."
        case .noDate: "One column must be the date."
        case .noAmount: "A column must be the amount, or two must be the amounts out and in."
        case .amountAndPair: "Choose either one amount, or amounts out and in."
        case .repeated(let role): "Only one column can be the \(role.name)."
        case .malformed: "It is not a mapping."
        }
    }

    private static func encoding(_ name: String) throws(Problem) -> TextEncoding {
        guard let encoding = TextEncoding(name: name) else {
            throw Problem(.invalid, fields: [.init("encoding", "It is not the name of an encoding.")])
        }
        return encoding
    }
}
