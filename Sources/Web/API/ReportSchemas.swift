import Money

/// The shapes of reports.
enum ReportSchemas {
    private static let rowMaximum = 1_000_000
    private static let month = Schema.string(.month, length: 7...7)

    static let total = ObjectSchema("CurrencyTotal", [.required("currency", .currency), .required("amount", .decimal)])

    static let pivot = ObjectSchema(
        "PivotReport",
        [
            .optional("from", .day), .optional("to", .day),
            .required("by", .array(.enumeration(ReportAxis.allCases.map(\.rawValue)), count: 1...2)),
            .required("rows", .array(.object(pivotRow), count: 0...rowMaximum)),
            .required("totals", .array(.object(total), count: 0...200)),
        ]
    )

    private static let pivotRow = ObjectSchema(
        "PivotRow",
        [
            .required("currency", .currency), .optional("month", month), .optional("category", .id),
            .optional("categoryPath", .string(.line, length: 1...10_000), "Names from the root, with colons."),
            .optional("account", .id), .optional("accountName", .name), .optional("payee", MoneySchemas.payee),
            .optional("tag", .name),
            .required("amount", .decimal, "With everything under it."),
            .required("ownAmount", .decimal, "On exactly this."),
        ]
    )

    static let incomeStatement = ObjectSchema(
        "IncomeStatement",
        [
            .optional("from", .day), .optional("to", .day),
            .optional("comparedFrom", .day), .optional("comparedTo", .day),
            .required("rows", .array(.object(statementRow), count: 0...rowMaximum)),
            .required("totals", .array(.object(statementTotal), count: 0...200)),
        ]
    )

    private static let statementRow = ObjectSchema(
        "IncomeStatementRow",
        [
            .required("currency", .currency),
            .required("side", .enumeration(["income", "spending"])),
            .required("category", .id),
            .required("categoryPath", .string(.line, length: 1...10_000), "Names from the root, with colons."),
            .required("amount", .decimal, "With everything under it."),
            .optional("before", .decimal, "Of the time it is compared with."),
        ]
    )

    private static let statementTotal = ObjectSchema(
        "IncomeStatementTotal",
        [
            .required("currency", .currency), .required("income", .decimal), .required("spending", .decimal),
            .required("kept", .decimal), .optional("incomeBefore", .decimal), .optional("spendingBefore", .decimal),
            .optional("keptBefore", .decimal),
        ]
    )

    static let calendar = ObjectSchema(
        "DailyFlows",
        [
            .optional("from", .day), .optional("to", .day),
            .required("rows", .array(.object(calendarRow), count: 0...rowMaximum)),
            .required("totals", .array(.object(total), count: 0...200)),
        ]
    )

    private static let calendarRow = ObjectSchema(
        "DailyFlow",
        [.required("day", .day), .required("currency", .currency), .required("amount", .decimal)]
    )

    static let cashFlow = ObjectSchema(
        "CashFlowReport",
        [
            .optional("from", .day), .optional("to", .day),
            .required("rows", .array(.object(cashFlowRow), count: 0...rowMaximum)),
            .required("totals", .array(.object(MoneySchemas.flowTotals), count: 0...200)),
        ]
    )

    private static let cashFlowRow = ObjectSchema(
        "CashFlowRow",
        [
            .required("month", month), .required("currency", .currency), .required("income", .decimal),
            .required("spending", .decimal), .required("kept", .decimal),
        ]
    )

    static let balances = ObjectSchema(
        "BalancesReport",
        [
            .optional("to", .day), .required("rows", .array(.object(balanceRow), count: 0...MoneyLimits.accounts)),
            .required("totals", .array(.object(total), count: 0...200)),
        ]
    )

    private static let balanceRow = ObjectSchema(
        "BalanceRow",
        [
            .required("account", .id), .required("accountName", .name), .required("kind", MoneySchemas.accountKind),
            .required("currency", .currency), .required("amount", .decimal),
        ]
    )

    static let netWorth = ObjectSchema(
        "NetWorthReport",
        [.required("rows", .array(.object(netWorthRow), count: 0...rowMaximum))]
    )

    private static let netWorthRow = ObjectSchema(
        "NetWorthRow",
        [
            .required("day", .day), .required("currency", .currency), .required("assets", .decimal),
            .required("debts", .decimal), .required("amount", .decimal),
        ]
    )
}
