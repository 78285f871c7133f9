extension MoneyPlan {
    /// Adds a rule after those there are, unless it says where.
    package mutating func addRule(_ draft: RuleContent) throws(MoneyError) -> RuleID {
        var content = draft
        if content.position == 0 {
            let last = book.orderedRules.last?.content.position ?? 0
            content.position = min(last + 1, RuleContent.positionMaximum)
        }
        return try add(content)
    }

    /// Moves a rule before the one above it, or after the one below; at the end of the list nothing changes.
    package mutating func moveRule(_ id: RuleID, up: Bool) throws(MoneyError) {
        var rules = book.orderedRules
        guard let place = rules.firstIndex(where: { $0.id == id }) else { throw .notFound(.id) }
        let other = up ? place - 1 : place + 1
        guard rules.indices.contains(other) else { return }
        rules.swapAt(place, other)
        for (place, rule) in rules.enumerated() where rule.content.position != place + 1 {
            var content = rule.content
            content.position = place + 1
            try append(.putItem(rule.id.change, content.any))
        }
    }

    /// Writes what a run of rules showed, as one step.
    ///
    /// - Errors: ``MoneyError`` `.notFound(.rule)`; entries a change does not fit stay as they are and are counted.
    package mutating func apply(_ run: RuleRun) throws(MoneyError) -> BulkOutcome {
        var outcome = BulkOutcome()
        for change in run.changes {
            do throws(MoneyError) {
                try editTransaction(
                    change.before.id,
                    expectedVersion: change.before.version,
                    TransactionDraft(change.after)
                )
                outcome.changed.append(change.before.id)
            } catch {
                switch error {
                case .stale, .notFound(.id): outcome.stale.append(change.before.id)
                default: outcome.unfit.append(change.before.id)
                }
            }
        }
        return outcome
    }
}
