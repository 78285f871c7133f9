import Primitives

@testable import Money

extension BudgetContent {
    static func household(
        _ span: BudgetSpan,
        _ starts: String,
        ends: String? = nil,
        style: BudgetStyle = .limit,
        opening: Int64 = 0,
        name: String = "Household",
        _ lines: [BudgetLine]
    ) -> BudgetContent {
        BudgetContent(
            name: name,
            style: style,
            currency: .inr,
            span: span,
            starts: .test(starts),
            ends: ends.map { .test($0) },
            openingMinorUnits: opening,
            lines: lines
        )
    }
}

extension TestBook {
    /// The starter set with "Groceries" and "Eating out" under "Food".
    static func household() throws -> TestBook {
        var test = try TestBook.starter()
        let food = try test.run { try $0.addCategory(CategoryContent(name: "Food", kind: .expense)) }
        for name in ["Groceries", "Eating out"] {
            let content = CategoryContent(name: name, kind: .expense, parent: food)
            let id = test.category(name)
            try test.run { try $0.editCategory(id, content) }
        }
        return test
    }
}
