import Money

extension ReportSchemas {
    static let trend = ObjectSchema(
        "TrendReport",
        [
            .optional("from", .day), .optional("to", .day),
            .required("by", .enumeration(TrendStep.allCases.map(\.rawValue))),
            .required("rows", .array(.object(trendRow), count: 0...MoneyBook.trendMaximum * 200)), leftOut,
        ]
    )

    private static let trendRow = ObjectSchema(
        "TrendRow",
        [
            .required("currency", .currency), .required("from", .day), .required("to", .day),
            .required("partial", .boolean, "Whether the step goes on after that day."),
            .required("amount", .decimal),
            .optional("average", .decimal, "Of 4 weeks, 3 months or 3 years; absent for a partial step."),
            .optional("yearBefore", .decimal, "As many days of the same time a year before."),
            .optional("change", .decimal, "How much more it is than that."),
        ]
    )

    static let balanceSheet = ObjectSchema(
        "BalanceSheet",
        [
            .required("to", .day), .optional("beside", .day),
            .required("rows", .array(.object(sheetRow), count: 0...2 * MoneyLimits.accounts)),
            .required("totals", .array(.object(sheetTotal), count: 0...200)), leftOut,
        ]
    )

    private static let sheetRow = ObjectSchema(
        "BalanceSheetRow",
        [
            .required("currency", .currency), .required("side", .enumeration(["assets", "liabilities"])),
            .required("account", .id), .required("accountName", .name), .required("amount", .decimal),
            .optional("before", .decimal, "On the day it is compared with."),
        ]
    )

    private static let sheetTotal = ObjectSchema(
        "BalanceSheetTotal",
        [
            .required("currency", .currency), .required("assets", .decimal), .required("liabilities", .decimal),
            .required("net", .decimal), .optional("assetsBefore", .decimal),
            .optional("liabilitiesBefore", .decimal), .optional("netBefore", .decimal),
        ]
    )
}
