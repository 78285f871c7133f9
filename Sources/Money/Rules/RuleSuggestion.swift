import Primitives

/// A rule that a person's own entries suggest: a payee that she keeps putting into one category.
///
/// - Source: docs/spec/money-rules.md §5.
package struct RuleSuggestion: Hashable, Sendable {
    package let payee: String
    package let category: CategoryID
    /// How many of her entries say so.
    package let count: Int

    /// The rule it makes.
    package var rule: RuleContent {
        var actions = RuleActions()
        actions.category = category
        return RuleContent(title: payee, conditions: [.payeeIs(payee)], actions: actions)
    }
}

extension MoneyBook {
    /// Entries of a payee that must agree.
    static let suggestionMinimum = 3

    /// Payees whose last entries a person put into one category each time, and that no rule covers; those with the most
    /// entries first.
    ///
    /// Typed, or changed since it came with a file: the rest was sorted by the program, and is no evidence.
    package func ruleSuggestions(limit: Int = 5) -> [RuleSuggestion] {
        let runs = suggestionRuns()
        let rules = RuleSet(self, only: items(RuleContent.self).map(\.id))
        let names = Set(items(RuleContent.self).map { TextCheck.key($0.content.title) })
        var result: [RuleSuggestion] = []
        var seen: Set<[UInt8]> = []
        for run in runs where result.count < limit {
            let content = content(at: Int(run.slot))
            guard let payee = content.payee, seen.insert(TextFold.folded(payee)).inserted,
                !names.contains(TextCheck.key(payee)), !TextFold.folded(payee).isEmpty,
                !rules.covers(content, isImported: true, in: self), !rules.covers(content, isImported: false, in: self)
            else { continue }
            let category = categories[Int(run.target & ~TransactionColumns.categoryBit)]
            guard !category.isRemoved, !category.isBuiltIn else { continue }
            result.append(RuleSuggestion(payee: payee, category: category.id, count: run.count))
        }
        return result
    }

    /// The newest entries of a payee, as far as they are hers and agree.
    private struct SuggestionRun {
        var slot: UInt32 = 0
        var target: UInt32 = 0
        var count = 0
        var isOver = false
    }

    private func suggestionRuns() -> [SuggestionRun] {
        var runs = [SuggestionRun](repeating: SuggestionRun(), count: payees.count + 1)
        let columns = transactions
        for slot in byDay.sorted(days: columns.days).reversed() where !columns.isRemoved[Int(slot)] {
            let payee = Int(columns.payees[Int(slot)])
            guard payee > 0, !runs[payee].isOver else { continue }
            guard let target = onlyCategory(Int(slot)), runs[payee].count == 0 || runs[payee].target == target,
                columns.imports[Int(slot)] == 0 || columns.versions[Int(slot)] > 1
            else {
                runs[payee].isOver = true
                continue
            }
            if runs[payee].count == 0 { (runs[payee].slot, runs[payee].target) = (slot, target) }
            runs[payee].count += 1
        }
        return runs.filter { $0.count >= Self.suggestionMinimum }
            .sorted { ($1.count, $0.slot) < ($0.count, $1.slot) }
    }

    private func onlyCategory(_ slot: Int) -> UInt32? {
        var only: UInt32?
        for place in transactions.postings(slot)
        where transactions.targets[place] & TransactionColumns.categoryBit != 0 {
            guard only == nil else { return nil }
            only = transactions.targets[place]
        }
        return only
    }
}
