import Primitives

extension QuickAddReader {
    mutating func readAmounts() {
        var candidates = scanAmounts()
        readShares(&candidates)
        claimTies()
        askForRoles()
        guard !readExchange(candidates), !readSplit(candidates) else { return }
        let marked = candidates.filter { $0.scan.isMarked && !$0.scan.isWeak }
        guard let chosen = candidates.count == 1 ? candidates[0] : marked.count == 1 ? marked[0] : nil else {
            if candidates.count > 1 {
                questions.append(.whichAmount(candidates.map { claim($0.places, .unclear, .written) }))
            }
            return
        }
        take(chosen)
        amount = chosen
    }

    mutating func take(_ amount: QuickAddAmount) {
        if amount.scan.isIncoming { isIncoming = true }
        line.use(amount.places)
    }

    private func scanAmounts() -> [QuickAddAmount] {
        var found: [QuickAddAmount] = []
        var place = 0
        while place < line.words.count {
            defer { place += 1 }
            guard let (scan, end) = line.amount(at: place), line.areFree(place..<end) else { continue }
            found.append(QuickAddAmount(scan: scan, places: place..<end, range: line.range(place..<end)))
            place = end - 1
        }
        return found
    }

    // MARK: People

    /// `asha 400`, `asha owes 400`: of the amount of the line, so there has to be another one.
    private mutating func readShares(_ candidates: inout [QuickAddAmount]) {
        for (id, places) in mentioned where candidates.count > 1 {
            var next = places.upperBound
            while let key = line.freeKey(next), isTie(key) { next += 1 }
            guard let index = candidates.firstIndex(where: { $0.places.lowerBound == next }) else { continue }
            let amount = candidates.remove(at: index)
            let range = line.range(places.lowerBound..<amount.places.upperBound)
            line.use(places.lowerBound..<amount.places.upperBound)
            let name = line.range(places)
            people.removeAll { $0.range == name }
            people.append(QuickAddPerson(id: id, role: .share(amount), range: range))
        }
    }

    private func isTie(_ key: String) -> Bool {
        QuickAddLexicon.owes.contains(key) || QuickAddLexicon.selves.contains(key)
    }

    /// A name alone says neither that money went to her nor that a part is hers.
    private mutating func askForRoles() {
        for (id, places) in mentioned {
            let range = line.range(places)
            guard !people.contains(where: { $0.range.contains(range.lowerBound) }) else { continue }
            questions.append(.whatOfPerson(claim(places, .unclear, .personName), id))
        }
    }

    // MARK: Two currencies

    /// `hotel 20 usd = 1700 inr`: what it cost, and what left the account.
    private mutating func readExchange(_ candidates: [QuickAddAmount]) -> Bool {
        guard candidates.count == 2, let first = candidates[0].scan.currency, let second = candidates[1].scan.currency,
            first != second, candidates[0].places.upperBound + 1 == candidates[1].places.lowerBound,
            line.freeKey(candidates[0].places.upperBound) == "="
        else { return false }
        claim(candidates[0].places.upperBound..<candidates[1].places.lowerBound, .link, .written)
        take(candidates[0])
        take(candidates[1])
        (exchanged, amount) = (candidates[0], candidates[1])
        return true
    }
}
