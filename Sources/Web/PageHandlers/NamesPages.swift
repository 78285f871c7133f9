import HTTPTypes
import Money

/// Everything that has a name.
struct NamesPages: Sendable {
    static let path = "/money/names"

    let site: PageSite

    var endpoints: [Endpoint] { [show] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            let words = site.words(request)
            return try await site.keptAnswer(at: .money(.more), request) { book throws(MoneyError) in
                NamesPage(groups: Self.groups(book, words))
            }
        }
    }

    private static func groups(_ book: MoneyBook, _ words: Words) -> [NamesPage.Group] {
        [
            .init(
                words("Accounts"),
                book.liveAccounts.map { account in
                    .init(account.name, path: "/money/search?account=" + account.id.text, icon: "wallet")
                }
            ),
            .init(
                words("Categories"),
                book.liveCategories.filter { !$0.isBuiltIn }.map { category in
                    let path = book.categoryPath(category.id)
                    let icon = CategoryIcon.icon(path, category.kind)
                    return .init(
                        path.joined(separator: " › "),
                        path: "/money/search?category=" + category.id.text,
                        icon: icon
                    )
                }
            ),
            .init(
                words("Kept views"),
                book.items(ViewContent.self).map { view in
                    .init(view.content.title, path: ViewQuery.path(view.id, view.content), icon: "note")
                }
            ),
            .init(
                words("Budgets"),
                book.liveBudgets.map { budget in
                    .init(budget.name, path: "/money/budgets/" + budget.id.text, icon: "filter")
                }
            ),
            .init(
                words("Goals"),
                book.items(GoalContent.self).map { goal in
                    .init(goal.content.title, path: GoalWords.path(goal.id), icon: "goal")
                }
            ),
            .init(
                words("Loans"),
                book.items(LoanContent.self).compactMap { loan in
                    book.account(loan.content.account).map {
                        .init($0.name, path: LoanWords.path(loan.id), icon: "people")
                    }
                }
            ),
            .init(
                words("Recurring"),
                book.liveRecurring.map { entry in
                    .init(name(of: entry, book, words), path: "/money/recurring/" + entry.id.text, icon: "repeat")
                }
            ),
        ]
    }

    private static func name(of entry: RecurringEntry, _ book: MoneyBook, _ words: Words) -> String {
        if let payee = entry.content.payee { return payee }
        for case .category(let id) in entry.content.postings.lazy.map(\.target) {
            if let category = book.category(id) { return category.name }
        }
        return words("Between accounts")
    }
}
