import Primitives

extension QuickAddReader {
    /// `#tag`, `#Category Name`, `@ account`.
    mutating func readMarks() {
        for place in line.words.indices where line.isFree(place) {
            let key = line.words[place].key
            if key.hasPrefix("#"), key.count > 1 {
                readHash(place, String(key.dropFirst()))
            } else if key == "@", line.isFree(place + 1) {
                readAt(place, nameAt: place + 1, line.words[place + 1].key)
            } else if key.hasPrefix("@"), key.count > 1 {
                readAt(place, nameAt: place, String(key.dropFirst()))
            }
        }
    }

    private mutating func readHash(_ place: Int, _ key: String) {
        if let found = names.categories(line, at: place, first: key) {
            let places = place..<place + found.wordCount
            hashed.append((places, found.ids))
            line.use(places)
            return
        }
        let known = names.tag(line, at: place, first: key)
        readTag(place..<place + (known?.wordCount ?? capitalisedCount(place)), known?.name)
    }

    private mutating func readTag(_ places: Range<Int>, _ known: String?) {
        let text = known ?? String(line.text(places).dropFirst())
        claim(places, .tag(text), .afterHash)
        tags.append(text)
    }

    /// What no split took: the first is the category, the others are tags.
    mutating func settleHashes() {
        for hash in hashed {
            if category == nil, parts.isEmpty {
                claimCategory(hash.ids, hash.places, .afterHash)
            } else {
                readTag(hash.places, nil)
            }
        }
        hashed = []
    }

    /// An unknown `#Dine Out` is one tag: words that begin with capitals, as its first does, belong to it.
    private func capitalisedCount(_ place: Int) -> Int {
        guard line.words[place].text.dropFirst().first?.isUppercase == true else { return 1 }
        var count = 1
        while count < 4, line.isFree(place + count), line.words[place + count].text.first?.isUppercase == true {
            count += 1
        }
        return count
    }

    private mutating func readAt(_ mark: Int, nameAt place: Int, _ key: String) {
        switch names.account(line, at: place, first: key, isMarked: true) {
        case .one(let id, _, let count):
            claim(mark..<place + count, .account(id), .afterAt)
            account = account ?? id
        case .several(let ids, let count):
            let range = claim(mark..<place + count, .unclear, .afterAt)
            questions.append(.whichAccount(range, ids))
        case nil:
            // `@asha` is she, whatever else the line says of her.
            let typed = line.words[place].key
            line.words[place].key = key
            guard names.people(line, at: place) == nil else {
                if mark < place { claim(mark..<place, .link, .written) }
                return
            }
            line.words[place].key = typed
            let range = claim(mark..<place + 1, .unclear, .afterAt)
            questions.append(.unknownAccount(range))
        }
    }

    mutating func claimCategory(_ ids: [CategoryID], _ places: Range<Int>, _ reason: QuickAddReason) {
        let sorted = sortedByKind(ids)
        guard let first = sorted.first else { return }
        claim(places, .category(first), reason, sorted.dropFirst().first.map { .category($0) })
        category = first
    }

    /// Of two categories with one name, that for the way the money went comes first.
    func sortedByKind(_ ids: [CategoryID]) -> [CategoryID] {
        let wanted: CategoryKind = isIncoming ? .income : .expense
        return ids.filter { book.category($0)?.kind == wanted } + ids.filter { book.category($0)?.kind != wanted }
    }
}
