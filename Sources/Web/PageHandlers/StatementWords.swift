import Money

/// What was found in a statement file, what it leaves open and why it was refused, in the language of the page.
enum StatementWords {
    static func sentence(_ note: StatementNote) -> String {
        switch note {
        case .encoding(let encoding, let reason):
            because(localized("The letters are encoded as {name}", ["name": encoding.name]), words(reason))
        case .delimiter(0x09): localized("Columns are separated by tabs.")
        case .delimiter(let byte):
            localized("Columns are separated by “{mark}”.", ["mark": String(UnicodeScalar(byte))])
        case .header(let line): localized("The names of the columns are on line {line}.", ["line": "\(line)"])
        case .noHeader: localized("There are no names of columns; columns were told by what they hold.")
        case .preamble(let count):
            localized(
                count,
                one: "{count} line before the table was left out.",
                other: "{count} lines before the table were left out."
            )
        case .footer(let count):
            localized(
                count,
                one: "{count} line after the table was left out.",
                other: "{count} lines after the table were left out."
            )
        case .dateOrder(let order, let reason):
            because(localized("Dates are written {order}", ["order": words(order)]), words(reason))
        case .decimalMark(let mark, let reason):
            because(
                mark == .dot ? localized("Decimals stand after a point") : localized("Decimals stand after a comma"),
                words(reason)
            )
        case .signs(.asWritten, _): localized("Minus is money out.")
        case .signs(.inverted, _): localized("Plus is money out.")
        case .signs(.debitsAreNegative, _): localized("The column of what went out holds negative numbers.")
        case .everyAmountIsPositive: localized("No amount has a sign, so every row was read as money in.")
        case .rememberedMapping: localized("The columns were read as in your last file of this shape.")
        case .cardNumbersMasked(let count):
            localized(
                count,
                one: "{count} card number was cut to its last four digits.",
                other: "{count} card numbers were cut to their last four digits."
            )
        }
    }

    static func sentence(_ question: StatementQuestion) -> String {
        switch question {
        case .dateOrder(let orders):
            localized(
                "The dates can be read in several orders ({orders}). Say which it is.",
                ["orders": orders.map(words).joined(separator: "; ")]
            )
        case .decimalMark:
            localized("The amounts can be read with a decimal comma or a decimal point. Say which it is.")
        case .columns(let roles):
            localized(
                "No column was recognised for: {columns}. Say which it is.",
                ["columns": roles.map(words).joined(separator: ", ")]
            )
        }
    }

    static func sentence(_ error: StatementError) -> String {
        switch error {
        case .empty: localized("The file is empty.")
        case .tooLarge: localized("The file is larger than 20 MB; split it by year.")
        case .tooManyRows: localized("The file has more than 250,000 rows; split it by year.")
        case .tooManyAccounts: localized("The file has more than 256 accounts; split it.")
        case .tooDeep:
            localized("The file nests its elements deeper than any statement does, so it was refused.")
        case .documentTypeRefused:
            localized("The file declares a document type or entities, which no statement needs, so it was refused.")
        case .notText: localized("The file is not text; it may be damaged or encrypted.")
        case .otherKindOfFile(let kind): sentence(kind)
        case .notInEncoding:
            localized("The file has bytes that its encoding does not allow; choose another encoding.")
        case .unknownEncoding: localized("This encoding is not known on this machine; choose another.")
        case .unknownFormat:
            localized("No transactions were found: the file is none of OFX, QFX, QIF, CAMT.053, MT940, CSV and TSV.")
        case .mappingDoesNotFit: localized("The chosen columns are not in this file; choose them again.")
        }
    }

    private static func sentence(_ kind: StatementError.OtherFileKind) -> String {
        switch kind {
        case .pdf: localized("This is a PDF; download the statement as OFX, QIF or CSV instead.")
        case .zip: localized("This is a spreadsheet or an archive; save it as CSV, or unpack it first.")
        case .compound: localized("This is an old spreadsheet; save it as CSV first.")
        case .picture: localized("This is a picture; download the statement as OFX, QIF or CSV instead.")
        case .compressed: localized("This file is compressed; unpack it first.")
        case .webPage: localized("This is a web page; download the statement as OFX, QIF or CSV instead.")
        }
    }

    /// What was found, and why it is taken to be so.
    private static func because(_ finding: String, _ reason: String) -> String {
        localized("{finding}: {reason}.", ["finding": finding, "reason": reason])
    }

    private static func words(_ order: DateOrder) -> String {
        switch order {
        case .dayMonthYear: localized("day, month, year")
        case .monthDayYear: localized("month, day, year")
        case .yearMonthDay: localized("year, month, day")
        }
    }

    private static func words(_ role: ColumnRole) -> String {
        ImportMapping.label(ImportFormReader.word(for: role), of: ImportMapping.roles)
    }

    private static func words(_ reason: StatementNote.EncodingReason) -> String {
        switch reason {
        case .chosen: localized("you chose it")
        case .byteOrderMark: localized("the file begins with its mark")
        case .declared: localized("the file says so")
        case .content: localized("all bytes fit it")
        case .onlyASCII: localized("the file has plain letters only")
        case .fallback: localized("the bytes are not UTF-8")
        }
    }

    private static func words(_ reason: StatementNote.DateOrderReason) -> String {
        switch reason {
        case .chosen: localized("you chose it")
        case .remembered: localized("as in your last file of this shape")
        case .onlyOrderThatFits: localized("no other order fits all dates")
        case .sameInEveryOrder: localized("every order gives the same days")
        case .rowsRunInOrder: localized("only so do the rows run in order of time")
        case .monthNames: localized("months are written as words")
        case .regionOfNumbers: localized("where amounts are written like this, the day comes first")
        case .yearLast: localized("years of two digits come last unless the dates rule it out")
        }
    }

    private static func words(_ reason: StatementNote.DecimalMarkReason) -> String {
        switch reason {
        case .chosen: localized("you chose it")
        case .remembered: localized("as in your last file of this shape")
        case .amounts: localized("the amounts show it")
        case .noFractions: localized("no amount has a fraction")
        case .currencyDecimals: localized("the currency does not have three decimals")
        }
    }
}
