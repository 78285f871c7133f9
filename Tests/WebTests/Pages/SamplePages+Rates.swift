import Primitives
import Web

extension SamplePages {
    func rates() -> [(String, any Page)] {
        let period = ReportPeriod(words: "1 to 31 March 2026", from: "2026-03-01", to: "2026-03-31")
        return [
            ("report-currencies", currencies(period)),
            ("report-currencies-none", CurrenciesPage(period: period, base: "INR", figures: [], rows: [])),
            ("rates", ratesPage(problems: .none)),
            ("rates-none", RatesPage(draft: draft, currencies: choices, limitMegabytes: 20, pairs: [], shown: nil)),
            (
                "rates-wrong",
                ratesPage(
                    problems: FormProblems(errors: [
                        FieldError(field: "rate", label: "Rate", message: "It must be above zero."),
                        FieldError(field: "file", label: "File", message: "Choose a file."),
                    ])
                )
            ),
            ("rate-check", rateCheck()),
        ]
    }

    private var choices: [Choice] { ["INR", "USD", "EUR"].map { Choice(value: $0, label: $0) } }

    private var draft: RatesPage.Draft { RatesPage.Draft(day: "2026-03-20", from: "USD", to: "INR") }

    private func currencies(_ period: ReportPeriod) -> CurrenciesPage {
        let dollars = MoneyText(Amount(minorUnits: 50_000, currency: .usd), grouping: .indian)
        return CurrenciesPage(
            period: period,
            base: "INR",
            figures: [
                Figure("Net worth, 28 February 2026", money("0")), Figure("Kept", money("72000", .both)),
                Figure("Gains and losses", money("3000", .both)), Figure("Net worth, 31 March 2026", money("75000")),
            ],
            rows: [
                .init(
                    currency: "USD",
                    held: dollars,
                    worth: money("42000"),
                    rate: "84 of 20 Mar",
                    before: money("0"),
                    flow: money("40000", .both),
                    gain: money("3000", .both),
                    parts: "+₹2,000.00 held, +₹1,000.00 exchanged"
                )
            ]
        )
    }

    private func ratesPage(problems: FormProblems) -> RatesPage {
        let rows = [("20 March 2026", "84"), ("1 March 2026", "80")].map { day, rate in
            RatesPage.Row(day: day, rate: rate, iso: "2026-03-20", from: "USD", to: "INR")
        }
        return RatesPage(
            draft: draft,
            currencies: choices,
            limitMegabytes: 20,
            pairs: [
                .init(
                    label: "USD in INR",
                    rate: "84",
                    day: "20 Mar",
                    count: "2",
                    path: "/money/rates?pair=USDINR",
                    isCurrent: true
                )
            ],
            shown: .init(label: "USD in INR", rows: rows, morePath: "/money/rates?pair=USDINR&before=2026-03-01"),
            problems: problems
        )
    }

    private func rateCheck() -> RateCheckPage {
        var counts = RateCheckPage.Counts()
        (counts.new, counts.changed, counts.same, counts.rejected) = (240, 2, 12, 1)
        return RateCheckPage(
            id: "s0123456789",
            fileName: "eurofxref.csv",
            counts: counts,
            lead: "EUR in INR, EUR in USD, from 1 January 2026 to 20 March 2026.",
            base: "EUR",
            isOfBook: true,
            currencies: choices,
            rejected: [.init(line: "Line 17", reason: "The rate is not a number.")],
            more: "And 3 more lines."
        )
    }
}
