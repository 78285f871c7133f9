import Money
import Primitives

/// Reads delimited text: finds the table, surveys it, settles what is open, reads the rows.
///
/// Source: statement-import §4, §6.
struct DelimitedReader {
    private let bytes: [UInt8]
    private let options: StatementReadingOptions
    private let layout: TableLayout
    private var document: StatementDocument

    private init(_ bytes: [UInt8], encoding: TextEncoding, options: StatementReadingOptions) {
        self.bytes = bytes
        self.options = options
        layout = DelimiterSniffer.layout(bytes)
        document = StatementDocument(format: .delimited, encoding: encoding)
    }

    /// The bytes are UTF-8.
    static func read(
        _ bytes: [UInt8],
        encoding: TextEncoding,
        options: StatementReadingOptions
    ) throws(StatementError) -> StatementDocument {
        var reader = DelimitedReader(bytes, encoding: encoding, options: options)
        return try reader.read()
    }

    private mutating func read() throws(StatementError) -> StatementDocument {
        let remembered = options.mapping == nil ? options.rememberedMappings[layout.shape] : nil
        let known = options.mapping ?? remembered.flatMap { $0.roles.count <= layout.columnCount ? $0 : nil }
        if let known, known.roles.count > layout.columnCount { throw .mappingDoesNotFit }
        // Without a mapping, something must look like a statement: text with commas is not one.
        guard known != nil || layout.hasDate || layout.headerLine != nil else { throw .unknownFormat }
        guard layout.columnCount > 1 else { throw .unknownFormat }
        let preamble = PreambleFacts(layout.preamble)
        let survey = TableSurvey(bytes, layout: layout, roles: known?.roles ?? layout.roles)
        let roles = known?.roles ?? withoutNeedlessDirection(layout.roles, survey: survey)
        noteLayout(isRemembered: remembered != nil && known == remembered)
        document.table = StatementTable(
            shape: layout.shape,
            delimiter: layout.delimiter,
            headerLine: layout.headerLine,
            header: layout.header,
            sample: layout.sample,
            proposedRoles: roles,
            mapping: nil
        )
        let currency = layout.currency ?? preamble.currency ?? options.currency
        guard let mapping = settle(roles, known: known, survey: survey, currency: currency) else { return document }
        document.table?.mapping = mapping
        var rows = DelimitedRows(
            mapping: mapping,
            account: preamble.account(currency: layout.currency ?? preamble.currency ?? survey.marks.currency),
            decimalsCurrency: currency ?? survey.marks.currency
        )
        try rows.read(bytes, layout: layout, lastRowLine: survey.lastRowLine, into: &document)
        return document
    }

    /// A column named "type" says the direction only if most of its words are directions and the amounts have no signs.
    private func withoutNeedlessDirection(_ roles: [ColumnRole], survey: TableSurvey) -> [ColumnRole] {
        guard let column = roles.firstIndex(of: .direction) else { return roles }
        let words = layout.sample.map { column < $0.count ? $0[column] : "" }.filter { !$0.isEmpty }
        let knownCount = words.count { DirectionWord.isCredit($0) != nil }
        let isDirection = !words.isEmpty && knownCount * 10 >= words.count * 7
        if isDirection, !survey.hasSigns { return roles }
        var roles = roles
        roles[column] = .ignored
        return roles
    }

    private mutating func noteLayout(isRemembered: Bool) {
        document.notes.append(.delimiter(layout.delimiter))
        if let line = layout.headerLine {
            document.notes.append(.header(line: line))
        } else {
            document.notes.append(.noHeader)
        }
        let preambleCount = (layout.headerLine ?? layout.dataLine) - 1
        if preambleCount > 0 { document.notes.append(.preamble(lineCount: preambleCount)) }
        if isRemembered { document.notes.append(.rememberedMapping) }
    }

    /// The mapping to read with; nil when something has to be asked first.
    private mutating func settle(
        _ roles: [ColumnRole],
        known: ColumnMapping?,
        survey: TableSurvey,
        currency: Currency?
    ) -> ColumnMapping? {
        var missing: [ColumnRole] = []
        if !roles.contains(.date) { missing.append(.date) }
        let hasPair = roles.contains(.debit) || roles.contains(.credit)
        if !roles.contains(.amount), !hasPair { missing.append(.amount) }
        if !missing.isEmpty { document.questions.append(.columns(missing)) }
        let mark = settleMark(known: known, survey: survey, currency: currency)
        let isDayFirst = mark == .comma || survey.marks.hasLakhGrouping || currency == .inr
        let order = settleOrder(known: known, survey: survey, isDayFirst: isDayFirst)
        let signs = settleSigns(roles, known: known, survey: survey)
        guard missing.isEmpty, let mark, let order else { return nil }
        do {
            return try ColumnMapping(roles: roles, dateOrder: order, decimalMark: mark, signs: signs)
        } catch {
            document.questions.append(.columns([.date, .amount]))
            return nil
        }
    }

    private mutating func settleMark(
        known: ColumnMapping?,
        survey: TableSurvey,
        currency: Currency?
    ) -> DecimalMark? {
        let decimals = (currency ?? survey.marks.currency)?.decimals
        if let chosen = options.decimalMark {
            document.notes.append(.decimalMark(chosen, because: .chosen))
            return chosen
        }
        if let known {
            document.notes.append(
                .decimalMark(known.decimalMark, because: options.mapping == nil ? .remembered : .chosen)
            )
            return known.decimalMark
        }
        guard let found = survey.marks.found(decimals: decimals) else {
            document.questions.append(.decimalMark)
            return nil
        }
        document.notes.append(.decimalMark(found.mark, because: found.because))
        return found.mark
    }

    private mutating func settleOrder(known: ColumnMapping?, survey: TableSurvey, isDayFirst: Bool) -> DateOrder? {
        if let chosen = options.dateOrder {
            document.notes.append(.dateOrder(chosen, because: .chosen))
            return chosen
        }
        if let known {
            document.notes.append(.dateOrder(known.dateOrder, because: options.mapping == nil ? .remembered : .chosen))
            return known.dateOrder
        }
        switch survey.dates.found(isDayFirstRegion: isDayFirst) {
        case .order(let order, let reason):
            document.notes.append(.dateOrder(order, because: reason))
            return order
        case .open(let orders):
            document.questions.append(.dateOrder(orders))
            return nil
        case .nothing:
            return .yearMonthDay  // no date can be read in any order, so every line is listed with its reason
        }
    }

    private mutating func settleSigns(
        _ roles: [ColumnRole],
        known: ColumnMapping?,
        survey: TableSurvey
    ) -> SignConvention {
        if let known {
            document.notes.append(.signs(known.signs, because: options.mapping == nil ? .remembered : .chosen))
            return known.signs
        }
        if survey.debitSigns.negative > 0, survey.debitSigns.positive * 10 < survey.debitSigns.negative {
            document.notes.append(.signs(.debitsAreNegative, because: .debitColumn))
            return .debitsAreNegative
        }
        if roles.contains(.amount), !roles.contains(.direction), !survey.hasSigns, survey.amountCount > 1 {
            document.notes.append(.everyAmountIsPositive)
        }
        return .asWritten
    }
}
