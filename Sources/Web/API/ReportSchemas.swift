import Money

/// The shapes of reports.
enum ReportSchemas {
    private static let rowMaximum = 1_000_000
    static let leftOut = ObjectSchema.Property.optional(
        "leftOut",
        .array(.currency, count: 1...200),
        "Currencies without a rate, where everything is converted; nothing of them is in any sum."
    )
    private static let month = Schema.string(.month, length: 7...7)

    static let total = ObjectSchema("CurrencyTotal", [.required("currency", .currency), .required("amount", .decimal)])

    static let pivot = ObjectSchema(
        "PivotReport",
        [
            .optional("from", .day), .optional("to", .day),
            .required("by", .array(.enumeration(ReportAxis.allCases.map(\.rawValue)), count: 1...2)),
            .required("rows", .array(.object(pivotRow), count: 0...rowMaximum)),
            .required("totals", .array(.object(total), count: 0...200)), leftOut,
        ]
    )

    private static let pivotRow = ObjectSchema(
        "PivotRow",
        [
            .required("currency", .currency), .optional("month", month), .optional("category", .id),
            .optional("categoryPath", .string(.line, length: 1...10_000), "Names from the root, with colons."),
            .optional("account", .id), .optional("accountName", .name), .optional("payee", MoneySchemas.payee),
            .optional("tag", .name), .optional("person", .id, "The person's account."), .optional("personName", .name),
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
            .required("totals", .array(.object(statementTotal), count: 0...200)), leftOut,
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
            .required("totals", .array(.object(total), count: 0...200)), leftOut,
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
            .required("totals", .array(.object(MoneySchemas.flowTotals), count: 0...200)), leftOut,
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
            .required("totals", .array(.object(total), count: 0...200)), leftOut,
        ]
    )

    private static let balanceRow = ObjectSchema(
        "BalanceRow",
        [
            .required("account", .id), .required("accountName", .name), .required("kind", MoneySchemas.accountKind),
            .required("currency", .currency), .required("amount", .decimal),
            .optional("value", .decimal, "In the base currency, where everything is shown in it."),
        ]
    )

    static let netWorth = ObjectSchema(
        "NetWorthReport",
        [.required("rows", .array(.object(netWorthRow), count: 0...rowMaximum)), leftOut]
    )

    private static let netWorthRow = ObjectSchema(
        "NetWorthRow",
        [
            .required("day", .day), .required("currency", .currency), .required("assets", .decimal),
            .required("debts", .decimal), .required("amount", .decimal),
        ]
    )

    static let currencies = ObjectSchema(
        "CurrencyReport",
        [
            .required("from", .day), .required("to", .day), .required("base", .currency),
            .required("rows", .array(.object(currencyRow), count: 0...200)),
            .required("worthBefore", .decimal, "Net worth at the end of the day before the first."),
            .required("worthAfter", .decimal), .required("income", .decimal), .required("spending", .decimal),
            .required("held", .decimal), .required("exchanged", .decimal),
            .required("gain", .decimal, "What worth changed by besides income and spending."), leftOut,
        ]
    )

    private static let currencyRow = ObjectSchema(
        "CurrencyRow",
        [
            .required("currency", .currency), .required("before", .decimal), .required("beforeValue", .decimal),
            .required("flow", .decimal, "What came in less what went out."), .required("flowValue", .decimal),
            .required("after", .decimal), .required("afterValue", .decimal),
            .optional("rate", .decimal, "Of the last day, its first eight digits."), .optional("rateDay", .day),
            .required("held", .decimal, "By the change of rates while it was held."),
            .required("exchanged", .decimal, "By what was had for it."), .required("gain", .decimal),
        ]
    )
}
