package import Primitives

/// What a person typed into the search field, read.
///
/// What only looks like an operator is a word: nothing that was typed is passed over.
///
/// - Source: docs/spec/search.md.
package struct SearchQuery: Hashable, Sendable {
    package private(set) var terms: [SearchTerm] = []
    /// Parts that were meant as operators, and are words now.
    package private(set) var problems: [SearchProblem] = []

    /// `today`: what `last-month` and its like count from; `grouping`: the marks of the person's own numbers.
    package init(_ text: String, today: CalendarDay, _ grouping: DigitGrouping = .western) {
        var parts = SearchParts(text)
        var count = 0
        while count < SearchParts.maximum, let part = parts.next() {
            count += 1
            // `> 500` is one bound, written with a space.
            if let number = parts.plainNext, SizeReader.isSign(part.value), !part.isQuoted, part.name == nil,
                let size = SizeReader.comparison(part.value + number, grouping)
            {
                _ = parts.next()
                terms.append(SearchTerm(size, isNegated: part.isNegated))
                continue
            }
            add(part, today, grouping)
        }
        if let part = parts.next() { problems.append(.tooManyParts(String(part.typed))) }
    }

    private mutating func add(_ part: SearchParts.Part, _ today: CalendarDay, _ grouping: DigitGrouping) {
        let read = part.name == nil ? Self.bare(part, grouping) : named(part, today, grouping)
        if let read {
            terms.append(SearchTerm(read, isNegated: part.isNegated))
        } else if part.isQuoted, part.name == nil {
            if !part.value.isEmpty { terms.append(SearchTerm(.word(String(part.value)), isNegated: part.isNegated)) }
        } else {
            let word = part.isNegated ? part.typed.dropFirst() : part.typed
            terms.append(SearchTerm(.word(String(word)), isNegated: part.isNegated))
        }
    }

    /// `#tag` and `>500`; nil for a word.
    private static func bare(_ part: SearchParts.Part, _ grouping: DigitGrouping) -> SearchCondition? {
        guard !part.isQuoted else { return nil }
        if part.value.first == "#", part.value.count > 1 { return .tag(String(part.value.dropFirst())) }
        return SizeReader.comparison(part.value, grouping)
    }

    /// `name:value`; nil for what is a word after all.
    private mutating func named(
        _ part: SearchParts.Part,
        _ today: CalendarDay,
        _ grouping: DigitGrouping
    ) -> SearchCondition? {
        guard let name = part.name, let meaning = SearchLexicon.operator(name), !part.value.isEmpty else { return nil }
        let value = String(part.value)
        let typed = String(part.typed)
        switch meaning {
        case .payee: return .payee(value)
        case .note: return .note(value)
        case .tag: return .tag(value)
        case .account: return .account(value)
        case .person: return .person(value)
        case .category: return .category(value)
        case .amount: return SizeReader.range(part.value, grouping) ?? refused(.unreadableAmount(typed))
        case .on, .from, .until:
            guard let span = DaySpanReader.span(part.value, today: today) else { return refused(.unreadableDay(typed)) }
            return .days(
                from: meaning == .until ? nil : span.lowerBound,
                until: meaning == .from ? nil : span.upperBound
            )
        case .is, .has:
            guard let trait = SearchLexicon.trait(part.value), trait.isPossession == (meaning == .has) else {
                return refused(.unknownTrait(typed))
            }
            return .trait(trait)
        }
    }

    private mutating func refused(_ problem: SearchProblem) -> SearchCondition? {
        problems.append(problem)
        return nil
    }
}
