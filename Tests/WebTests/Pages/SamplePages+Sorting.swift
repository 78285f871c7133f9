import Money
import Primitives

@testable import Web

extension SamplePages {
    /// Rules, merging and matching.
    func sorting() -> [(String, any Page)] {
        [
            ("rules", rules()), ("rules-empty", RulesPage(rows: [], suggestions: [])),
            ("rule", rule(nil)), ("rule-edit", rule(text("r1"))),
            ("rule-run", ruleRun(isDone: false)), ("rule-run-none", ruleRun(isDone: true)),
            ("merge", merge(areAlike: false)), ("merge-alike", merge(areAlike: true)),
            ("matches", matches()), ("matches-none", noMatches()),
        ]
    }

    private func rules() -> RulesPage {
        RulesPage(
            rows: [
                RulesPage.Row(
                    id: text("r1"),
                    name: text("Deliveries"),
                    conditions: text("payee holds “swiggy” or payee holds “bundl”"),
                    actions: text("category becomes Food / Eating out · gets #delivery"),
                    isOff: false,
                    stops: true,
                    canRise: false,
                    canFall: true
                ),
                RulesPage.Row(
                    id: "r2",
                    name: text("Small things"),
                    conditions: text("amount up to 200"),
                    actions: text("gets #small"),
                    isOff: true,
                    stops: false,
                    canRise: true,
                    canFall: false
                ),
            ],
            suggestions: [
                RulesPage.Suggestion(
                    question: text("Always put Corner Coffee into Eating out?"),
                    reason: text("You did so the last 4 times."),
                    payee: text("Corner Coffee"),
                    category: text("c1")
                )
            ]
        )
    }

    private func rule(_ id: String?) -> RulePage {
        var form = RuleForm()
        form.name = text("Deliveries")
        var line = RuleForm.Line()
        (line.about, line.text) = ("payee-contains", text("swiggy"))
        form.lines = [line, RuleForm.Line()]
        (form.from, form.to, form.kind) = (text("100"), text("1,500.50"), "spending")
        (form.toCategory, form.addedTags) = ("c1", text("delivery"))
        if id != nil { (form.match, form.stops, form.isEnabled) = ("any", true, false) }
        return RulePage(
            id: id,
            form: form,
            accounts: accounts,
            categories: categories,
            problems: id == nil
                ? .none
                : FormProblems(errors: [
                    FieldError(field: "from", label: "Amount from", message: text("It must be an amount.")),
                    FieldError(field: "text.1", label: "What it looks like", message: text("Say one thing.")),
                ])
        )
    }

    private func ruleRun(isDone: Bool) -> RuleRunPage {
        RuleRunPage(
            title: text("Deliveries"),
            lead: text("12 entries fit. Nothing has been changed yet."),
            notes: isDone ? [] : [text("The first 100 are shown.")],
            changes: isDone
                ? []
                : [
                    RuleRunPage.Change(
                        name: text("UPI-SWIGGY-8812"),
                        detail: text("20 Nov · UPI wallet"),
                        becomes: text("UPI-SWIGGY-8812 · Eating out · #delivery"),
                        rules: text("Deliveries"),
                        money: money("-180", .both)
                    )
                ],
            button: "Change 1 entry",
            digest: text("00ff"),
            rule: text("r1")
        )
    }

    private func merge(areAlike: Bool) -> MergePage {
        func side(_ name: String, _ origin: String) -> MergePage.Side {
            MergePage.Side(
                name: text(name),
                detail: text("1 Nov · Eating out · Cash"),
                origin: text(origin),
                money: money("-120", .both)
            )
        }
        return MergePage(
            hidden: [HiddenField(name: "keep", value: text("t1"))],
            kept: side("Chai Point", "typed"),
            other: side("UPI-CHAI-0012", "from bank.csv"),
            parts: areAlike
                ? []
                : [
                    MergePage.Part(field: "day", label: "Date", kept: text("1 Nov"), other: text("2 Nov")),
                    MergePage.Part(
                        field: "note",
                        label: "Note",
                        kept: text("nothing"),
                        other: text("Ref 12"),
                        isOther: true
                    ),
                ],
            tags: areAlike ? nil : text("#tea #bank")
        )
    }

    private func matches() -> MatchesPage {
        func side(_ name: String, _ amount: String) -> MatchesPage.Side {
            MatchesPage.Side(name: text(name), detail: text("1 Nov · Cash"), money: money(amount, .both))
        }
        var sending = MatchesPage.Sending()
        (sending.days, sending.importID, sending.isWide) = (text("4"), text("i1"), true)
        return MatchesPage(
            sending,
            pairs: [
                MatchesPage.Pair(
                    field: text("m.a.b"),
                    version: text("1.1"),
                    isChosen: true,
                    note: text("the same day"),
                    outgoing: side("To savings", "-5000"),
                    incoming: side("NEFT", "5000")
                ),
                MatchesPage.Pair(
                    field: "m.c.d",
                    version: "1.2",
                    isChosen: false,
                    note: "2 days apart · 0.40 % from the rate",
                    outgoing: side("Broker", "-832000"),
                    incoming: side("Deposit", "10000")
                ),
            ],
            count: text("2 pairs look like transfers."),
            rejected: text("1 pair is none, as you said.")
        )
    }

    private func noMatches() -> MatchesPage {
        MatchesPage(
            MatchesPage.Sending(),
            pairs: [],
            count: "No two entries look like a transfer.",
            rejected: nil,
            problems: FormProblems(errors: [
                FieldError(field: "days", label: "Days apart, at most", message: text("It must be a whole number."))
            ])
        )
    }
}
