import Primitives

/// Several amounts of a line, each with its category.
///
/// - Source: docs/spec/quick-add.md §3.
extension QuickAddReader {
    /// An amount, or the word for what is left of the total.
    private struct Piece {
        let amount: QuickAddAmount?
        let places: Range<Int>
    }

    private struct Bound {
        let piece: Piece
        let category: (ids: [CategoryID], reason: QuickAddReason)
        let places: Range<Int>
    }

    private enum Side { case behind, before }

    /// True when the line is a split, or meant as one and asked about.
    mutating func readSplit(_ candidates: [QuickAddAmount]) -> Bool {
        let pieces = pieces(candidates)
        guard candidates.count > 1 || pieces.count > 2, pieces.count < MoneyLimits.postingsPerTransaction else {
            return false
        }
        if let total = pieces.firstIndex(where: isTotal) {
            var others = pieces
            others.remove(at: total)
            guard let bound = bind(others) else { return askForCategories(of: others) }
            return take(bound, total: pieces[total].amount)
        }
        let others = Array(pieces.dropFirst())
        if others.count > 1, let first = pieces[0].amount, let bound = bind(others) {
            let hasRest = others.contains { $0.amount == nil }
            if hasRest || isSum(first, of: others) { return take(bound, total: first) }
        }
        if let bound = bind(pieces), !pieces.contains(where: { $0.amount == nil }) {
            guard isCertain(bound, beside: nil) else { return false }
            if isEitherWay(pieces) { questions.append(.whichSide) }
            return take(bound, total: nil)
        }
        // All but the first have a category: it was meant as the total, and is not.
        if others.count > 1, let first = pieces[0].amount, let bound = bind(others), isCertain(bound, beside: first) {
            questions.append(.totalDiffers(first.range))
            return take(bound, total: first)
        }
        return false
    }

    private func pieces(_ candidates: [QuickAddAmount]) -> [Piece] {
        var pieces = candidates.map { Piece(amount: $0, places: $0.places) }
        for place in line.words.indices {
            guard let key = line.freeKey(place), QuickAddLexicon.rests.contains(key),
                let side = [Side.behind, .before].first(where: { category(at: place..<place + 1, $0) != nil }),
                side == .behind || candidates.count > 1
            else { continue }
            pieces.append(Piece(amount: nil, places: place..<place + 1))
            break
        }
        return pieces.sorted { $0.places.lowerBound < $1.places.lowerBound }
    }

    /// `1240:`, `1240 =`, `= 1240`, `total 1240`.
    private func isTotal(_ piece: Piece) -> Bool {
        guard piece.amount != nil else { return false }
        let (before, after) = (line.freeKey(piece.places.lowerBound - 1), line.freeKey(piece.places.upperBound))
        return line.isFollowed(piece.places.upperBound - 1, by: 0x3A) || before == "=" || after == "="
            || before.map(QuickAddLexicon.totals.contains) == true || after.map(QuickAddLexicon.totals.contains) == true
    }

    private func isSum(_ total: QuickAddAmount, of pieces: [Piece]) -> Bool {
        var rest: ExactNumber? = total.scan.number
        let shares = people.compactMap { if case .share(let amount?) = $0.role { amount } else { nil } }
        for part in pieces.compactMap(\.amount) + shares {
            rest = rest?.combined(part.scan.number, by: UInt8(ascii: "-"))
        }
        return rest?.numerator == 0
    }

    /// Each with the category behind it, else each with the one before it.
    private func bind(_ pieces: [Piece]) -> [Bound]? { bind(pieces, .behind) ?? bind(pieces, .before) }

    private func bind(_ pieces: [Piece], _ side: Side) -> [Bound]? {
        var result: [Bound] = []
        for piece in pieces {
            guard let found = category(at: piece.places, side) else { return nil }
            result.append(Bound(piece: piece, category: (found.ids, found.reason), places: found.places))
        }
        return result.isEmpty ? nil : result
    }

    /// A number beside a common word may count things (`2 coffee 120.50 hotel`), where another is surely money.
    private func isCertain(_ bound: [Bound], beside total: QuickAddAmount?) -> Bool {
        let hasMarked =
            total?.scan.isMarked == true || bound.contains { $0.piece.amount?.scan.isMarked == true }
        return !hasMarked
            || bound.allSatisfy { $0.piece.amount?.scan.isMarked == true || $0.category.reason != .commonWord }
    }

    /// `groceries 900 medicine 340 clothes`.
    private func isEitherWay(_ pieces: [Piece]) -> Bool {
        guard bind(pieces, .behind) != nil, let other = bind(pieces, .before) else { return false }
        return other.allSatisfy { $0.category.reason != .commonWord }
    }

    // MARK: Categories beside amounts

    private func category(
        at places: Range<Int>,
        _ side: Side
    ) -> (ids: [CategoryID], reason: QuickAddReason, places: Range<Int>)? {
        switch side {
        case .behind:
            for start in [places.upperBound, places.upperBound + 1] {
                if start > places.upperBound {
                    guard let link = line.freeKey(start - 1), QuickAddLexicon.partLinks.contains(link) else { break }
                }
                if let found = category(from: start) {
                    return (found.ids, found.reason, places.lowerBound..<start + found.count)
                }
            }
        case .before:
            for start in stride(from: max(0, places.lowerBound - 5), to: places.lowerBound, by: 1) {
                if let found = category(from: start), start + found.count == places.lowerBound {
                    return (found.ids, found.reason, start..<places.upperBound)
                }
            }
        }
        return nil
    }

    private func category(from place: Int) -> (ids: [CategoryID], reason: QuickAddReason, count: Int)? {
        if let hash = hashed.first(where: { $0.places.lowerBound == place }) {
            return (hash.ids, .afterHash, hash.places.count)
        }
        guard let key = line.freeKey(place) else { return nil }
        if let found = names.categories(line, at: place, first: key) {
            return (found.ids, .categoryName, found.wordCount)
        }
        return names.category(commonWord: key).map { ([$0], .commonWord, 1) }
    }

    // MARK: Taking it

    private mutating func take(_ bound: [Bound], total: QuickAddAmount?) -> Bool {
        for part in bound {
            hashed.removeAll { part.places.contains($0.places.lowerBound) }
            line.use(part.places)
            if part.piece.amount?.scan.isIncoming == true, part.places.lowerBound == bound[0].places.lowerBound {
                isIncoming = true
            }
            parts.append(
                QuickAddPart(
                    amount: part.piece.amount,
                    categories: sortedByKind(part.category.ids),
                    reason: part.category.reason,
                    range: line.range(part.places)
                )
            )
        }
        if let total {
            take(total)
            amount = total
        }
        let places = bound.map(\.places) + [total?.places].compactMap(\.self)
        let first = places.map(\.lowerBound).min() ?? 0
        let last = places.map(\.upperBound).max() ?? 0
        for place in max(0, first - 1)..<min(line.words.count, last + 1) {
            guard let key = line.freeKey(place) else { continue }
            let isInside = (first..<last).contains(place)
            guard QuickAddLexicon.totals.contains(key) || isInside && QuickAddLexicon.joiners.contains(key) else {
                continue
            }
            claim(place..<place + 1, .link, .written)
        }
        return true
    }

    /// `1240: 900 groceries 340`: there is a total, and a part says not what it is for.
    private mutating func askForCategories(of pieces: [Piece]) -> Bool {
        guard pieces.count > 1 else { return false }
        for piece in pieces where category(at: piece.places, .behind) == nil {
            guard let amount = piece.amount else { continue }
            questions.append(.whatFor(claim(amount.places, .unclear, .written)))
        }
        return !questions.isEmpty
    }
}
