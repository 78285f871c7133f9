import Money
import Primitives

@testable import Web

extension SamplePages {
    func accountPages() -> [(String, any Page)] {
        [
            ("accounts", accountsPage()), ("accounts-new", newAccountsPage()), ("account", accountPage()),
            ("account-unused", unusedAccountPage()), ("categories", categoriesPage()),
            ("category", categoryPage()), ("category-unused", unusedCategoryPage()),
        ]
    }

    private func accountPage() -> AccountPage {
        var form = AccountForm()
        form.name = text("Salary")
        form.kind = "bank"
        form.opening = text("-1200.50")
        form.isArchived = true
        form.tag = text("t1")
        return AccountPage(
            id: text("a1"),
            form: form,
            currencies: [],
            currency: "INR",
            held: "Entries are in it. Archive it instead.",
            problems: problems("opening", "Balance to begin with", "It is “0.00” now.")
        )
    }

    private func unusedAccountPage() -> AccountPage {
        var form = AccountForm()
        form.name = text("Travel card")
        form.kind = "card"
        form.currency = "EUR"
        return AccountPage(
            id: text("a3"),
            form: form,
            currencies: [Choice(value: "INR", label: "INR"), Choice(value: "EUR", label: "EUR")],
            currency: "EUR",
            held: nil
        )
    }

    private func categoryPage() -> CategoryPage {
        var form = CategoryForm()
        form.name = text("Groceries")
        form.parent = "c2"
        form.tag = text("t2")
        return CategoryPage(
            id: text("c1"),
            form: form,
            isIncome: false,
            parents: categories,
            held: "Other categories stand under it. Move or remove them first.",
            problems: problems("parent", "Stands under", "It cannot be under itself.")
        )
    }

    private func unusedCategoryPage() -> CategoryPage {
        var form = CategoryForm()
        form.name = text("Bonus")
        return CategoryPage(id: text("c9"), form: form, isIncome: true, parents: [], held: nil)
    }

    private func accountsPage() -> AccountsPage {
        AccountsPage(
            worth: AccountsPage.Worth(
                label: "Net worth in INR",
                money: money("867063.85"),
                change: text("+₹30,164 since 31 October"),
                chart: worthChart(isColumn: false)
            ),
            others: [
                FigureGroup(
                    currency: "EUR",
                    isNamed: true,
                    figures: [Figure("Net worth", money("210.40", .negative, .eur))]
                )
            ],
            later: text("1 entry is dated after today and is not counted here."),
            groups: accountGroups(),
            currencies: [Choice(value: "INR", label: "INR"), Choice(value: "EUR", label: "EUR")],
            draft: AccountsPage.Draft(currency: "INR")
        )
    }

    private func newAccountsPage() -> AccountsPage {
        var draft = AccountsPage.Draft(currency: "INR")
        draft.name = text("Salary")
        draft.opening = text("1.2.3")
        return AccountsPage(
            worth: nil,
            groups: [],
            currencies: [Choice(value: "INR", label: "INR")],
            draft: draft,
            problems: problems("opening", "Balance to begin with", "“1.2.3” has two points.")
        )
    }

    func accountGroups() -> [AccountGroup] {
        [
            AccountGroup(
                name: "Everyday",
                totals: [money("147286.85"), money("210.40", .negative, .eur)],
                rows: [
                    AccountRow(
                        id: text("a1"),
                        name: text("Salary"),
                        kind: .bank,
                        detail: text("Bank account, last entry 18 Nov"),
                        money: money("142860.35"),
                        course: Sparkline([98_000_35, 120_000_35, 110_000_35, 142_860_35]),
                        reconciled: .init(
                            path: "/money/accounts/a1/reconcile",
                            words: text("Reconciled to 31 Oct; ₹120.00 has changed since"),
                            isChanged: true
                        )
                    ),
                    AccountRow(
                        id: text("a2"),
                        name: text("UPI wallet"),
                        kind: .wallet,
                        detail: "Wallet, last entry 20 Nov",
                        money: money("1185.50"),
                        course: Sparkline([0, 1_185_50])
                    ),
                    AccountRow(
                        id: text("a3"),
                        name: text("Travel card"),
                        kind: .card,
                        detail: "Card, EUR",
                        money: money("210.40", .negative, .eur)
                    ),
                ]
            ),
            AccountGroup(
                name: "Owed",
                totals: [money("-164432")],
                rows: [
                    AccountRow(
                        id: text("a4"),
                        name: text("Education loan"),
                        kind: .loan,
                        detail: "Loan, no entry yet",
                        money: money("-146000")
                    )
                ]
            ),
            AccountGroup(
                name: "Archived",
                totals: [],
                rows: [
                    AccountRow(
                        id: text("a5"),
                        name: text("Old savings"),
                        kind: .bank,
                        detail: "Bank account, last entry 2 Mar 2024",
                        money: money("0"),
                        isArchived: true
                    )
                ]
            ),
        ]
    }

    private func categoriesPage() -> CategoriesPage {
        CategoriesPage(
            expense: [
                CategoryRow(id: text("c1"), name: text("Food"), depth: 0, entryCount: 41),
                CategoryRow(id: text("c2"), name: text("Groceries"), depth: 1, entryCount: 24),
                CategoryRow(id: text("c3"), name: text("Vegetables and fruit"), depth: 2, entryCount: 1),
                CategoryRow(id: text("c4"), name: text("Eating out"), depth: 1, entryCount: 16),
                CategoryRow(id: text("c5"), name: text("Home"), depth: 0, entryCount: 3),
            ],
            income: [CategoryRow(id: text("c6"), name: text("Salary"), depth: 0, entryCount: nil)],
            parents: categories
        )
    }
}
