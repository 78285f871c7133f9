import Primitives

extension QuickAddReader {
    /// Words nobody claimed: the first group is the payee, what follows `for` and later groups are the note.
    mutating func readRest() {
        var place = 0
        while place < line.words.count {
            guard line.isFree(place) else {
                place += 1
                continue
            }
            var end = place + 1
            while let key = line.freeKey(end), !QuickAddLexicon.noteLinks.contains(key) { end += 1 }
            readGroup(place..<end)
            place = end
        }
    }

    private mutating func readGroup(_ places: Range<Int>) {
        var group = places
        // What is left of `upi से` ties together and says nothing.
        while let first = group.first, isLoose(first) {
            claim(first..<first + 1, .link, .written)
            group = group.dropFirst()
        }
        guard let first = group.first else { return }
        let link = line.words[first].key
        let isFor = QuickAddLexicon.noteLinks.contains(link)
        let isNote =
            isFor || payee != nil || source != nil && destination != nil || people.contains(where: \.isTransfer)
        let isLinked = group.count > 1 && (isFor || QuickAddLexicon.payeeLinks.contains(link))
        if isLinked { claim(first..<first + 1, .link, .written) }
        let words = isLinked ? group.dropFirst() : group
        let text = line.text(words)
        if isNote {
            claim(words, .note(text), .leftOver, possibleShare(words))
            notes.append(text)
        } else {
            claim(words, .payee(text), .leftOver, possibleRepeat(words) ?? possibleShare(words))
            payee = text
        }
    }

    private func isLoose(_ place: Int) -> Bool {
        let key = line.words[place].key
        return QuickAddLexicon.endings.contains(key) || key == "=" || key == "+" || key == "&"
    }

    /// What `with Asha` may mean beside her company: that a part is hers.
    private func possibleShare(_ places: Range<Int>) -> QuickAddMeaning? {
        company.first { places.contains($0.place) }.map { .share($0.id, nil) }
    }

    /// What `Daily Mart` may mean beside a name: every day.
    private func possibleRepeat(_ places: Range<Int>) -> QuickAddMeaning? {
        for place in places where repeats == nil {
            guard let (unit, every) = QuickAddLexicon.adverbs[line.words[place].key] else { continue }
            let clause = RepeatClause(unit: unit, every: every, places: place..<place + 1)
            return .repeats(clause.schedule(from: day ?? today, end: nil))
        }
        return nil
    }
}
