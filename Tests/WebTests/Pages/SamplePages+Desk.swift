import Primitives
import Web

/// What a person keeps and checks beside her entries: reconciliations.
extension SamplePages {
    func desk() -> [(String, any Page)] {
        [
            ("reconcile", reconcile()),
            (
                "reconcile-new",
                ReconcilePage(
                    account: text("Cash"),
                    path: "/money/accounts/a3/reconcile",
                    standing: text("Not reconciled yet."),
                    typed: .init(date: "2026-10-31", balance: text("12x"), out: text("t1 t2")),
                    problems: problems("balance", "Balance on the statement", "It must be an amount such as 1240.50.")
                )
            ),
            ("reconcile-even", reconcile(isEven: true)),
        ]
    }

    private func reconcile(isEven: Bool = false) -> ReconcilePage {
        let entries = [("t1", "Green Grocer", "-642.50", true), ("t2", "Cheque 1204", "-1200", false)]
        return ReconcilePage(
            account: text("Salary"),
            path: "/money/accounts/a1/reconcile",
            standing: text("Reconciled to 30 September 2026."),
            changed: isEven ? nil : text("₹120.00 of what was reconciled has changed since."),
            typed: .init(date: "2026-10-31", balance: text("84,210.00")),
            sheet: ReconcilePage.Sheet(
                lead: text("2 entries since 30 September 2026."),
                figures: [
                    Figure("On the statement", money("84210")), Figure("In the book", money("84090"), note: "1 of 2"),
                    Figure("Difference", money(isEven ? "0" : "120", .change)),
                ],
                isEven: isEven,
                entries: entries.map {
                    ReconcilePage.Entry(
                        id: text($0.0),
                        isTicked: $0.3,
                        payee: text($0.1),
                        detail: text("12 Oct · Groceries"),
                        money: money($0.2, .both)
                    )
                },
                carried: .init(shown: text("t1 t2"), out: text("t9"), start: 0),
                hasBack: !isEven,
                hasNext: !isEven,
                categories: categories,
                rest: text("+₹120.00 on 31 October 2026, from the category you choose, makes up for the rest.")
            ),
            earlier: [
                .init(
                    day: "30 September 2026",
                    detail: text("2 entries were left out"),
                    money: money("79000"),
                    removePath: text("/money/accounts/a1/reconcile/r1/remove")
                )
            ]
        )
    }
}
