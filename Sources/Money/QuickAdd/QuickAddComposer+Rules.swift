import Primitives
/// Rules say what nobody chose.
///
/// - Source: docs/spec/money-rules.md §4.
extension QuickAddComposer {
    /// The draft after the person's rules, and what kind it is then: only where the line names no category.
    mutating func ruled(
        _ draft: inout TransactionDraft?,
        _ kind: QuickAddReading.Kind
    ) -> QuickAddReading.Kind {
        guard let plain = draft, reader.category == nil, reader.parts.isEmpty, kind != .transfer else { return kind }
        let (result, rules) = RuleSet(book).applied(to: plain, isImported: false, in: book)
        guard let rule = rules.first, fits(result) else { return kind }
        draft = result
        say(result, besides: plain, .rule(rule))
        let hasCategory = result.postings.contains { if case .category = $0.target { true } else { false } }
        return hasCategory ? kind : .transfer
    }

    private mutating func say(_ result: TransactionDraft, besides plain: TransactionDraft, _ reason: QuickAddReason) {
        if result.postings != plain.postings {
            tokens.removeAll { token in
                if case .category = token.meaning { token.range.isEmpty } else { false }
            }
        }
        for posting in result.postings where !plain.postings.contains(posting) {
            switch posting.target {
            case .category(let id): _ = assume(.category(id), reason, id)
            case .account(let id):
                let isArriving = posting.amount.minorUnits > 0
                _ = assume(isArriving ? .destination(id) : .source(id), reason, id)
            }
        }
        for tag in result.tags where !plain.tags.contains(tag) { _ = assume(.tag(tag), reason, tag) }
        if let payee = result.payee, payee != plain.payee { _ = assume(.payee(payee), reason, payee) }
        if let note = result.note, note != plain.note { _ = assume(.note(note), reason, note) }
    }

    private func fits(_ draft: TransactionDraft) -> Bool {
        var check = TransactionCheck(book: book)
        do throws(MoneyError) {
            _ = try check.content(of: draft)
            return true
        } catch {
            return false
        }
    }
}
