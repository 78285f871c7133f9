import Money

/// Between the form that maps columns and the options a file is read with.
enum ImportFormReader {
    private static let roles: [(form: String, role: ColumnRole)] = [
        ("ignore", .ignored), ("date", .date), ("payee", .payee), ("note", .note), ("tags", .tags), ("amount", .amount),
        ("out", .debit), ("in", .credit), ("direction", .direction), ("currency", .currency), ("category", .category),
        ("account", .account), ("transfer", .transferAccount), ("reference", .externalID), ("check", .checkNumber),
        ("balance", .balance),
    ]

    static func word(for role: ColumnRole) -> String { roles.first { $0.role == role }?.form ?? "ignore" }

    static func word(for order: DateOrder?) -> String { order?.name ?? "auto" }

    static func word(for mark: DecimalMark?) -> String {
        switch mark {
        case .dot: "point"
        case .comma: "comma"
        case nil: "auto"
        }
    }

    static func mark(_ word: String?) -> DecimalMark? {
        switch word {
        case "point": .dot
        case "comma": .comma
        default: nil
        }
    }

    /// - Throws: ``FormRefusal`` when no row could be made from these columns.
    static func apply(_ form: FormFields, to staged: inout StagedImport) throws(FormRefusal) {
        staged.account = form["account"].flatMap { AccountID(text: $0) } ?? staged.account
        staged.options.dateOrder = form["order"].flatMap { DateOrder(name: $0) }
        staged.options.decimalMark = mark(form["decimal"])
        guard let table = staged.document.table else { return }
        let known = table.mapping
        var chosen: [ColumnRole] = []
        for number in 1...max(1, table.proposedRoles.count) {
            guard let word = form["column.\(number)"] else { break }
            chosen.append(roles.first { $0.form == word }?.role ?? .ignored)
        }
        guard chosen.count == table.proposedRoles.count else { return }
        guard let order = staged.options.dateOrder ?? known?.dateOrder,
            let mark = staged.options.decimalMark ?? known?.decimalMark
        else {
            // The columns are known now, the order of dates is not: ask for that first.
            throw FormRefusal(
                "order",
                localized("Dates are written"),
                localized("Choose the order of day, month and year, and the decimals.")
            )
        }
        do throws(ColumnMappingError) {
            staged.options.mapping = try ColumnMapping(
                roles: chosen,
                dateOrder: order,
                decimalMark: mark,
                signs: known?.signs ?? .asWritten
            )
        } catch {
            throw FormRefusal("column.1", localized("Columns"), ImportOptions.sentence(error))
        }
    }
}
