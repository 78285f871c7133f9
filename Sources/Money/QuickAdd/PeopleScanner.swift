import Primitives

/// Finds the people of a line, and the little words beside their names.
///
/// - Source: docs/spec/quick-add.md §5.
struct PeopleScanner {
    enum Marker {
        case none, with, to, from, by
        /// She is who does it: `hat`, `ने`.
        case subject
    }

    struct Mention {
        let ids: [AccountID]
        let places: Range<Int>
        var marker: Marker
        /// The words that mark it.
        var links: [Int]
    }

    let line: QuickAddLine
    let names: QuickAddNames

    func mentions() -> [Mention] {
        var result: [Mention] = []
        var place = 0
        while place < line.words.count {
            guard let found = names.people(line, at: place) else {
                place += 1
                continue
            }
            let places = place..<place + found.wordCount
            place = places.upperBound
            if var mention = mention(found.ids, places) {
                continueList(&mention, after: &result)
                result.append(mention)
            }
        }
        return result
    }

    /// Nil for a name behind `for`: that is only whom it was for.
    private func mention(_ ids: [AccountID], _ places: Range<Int>) -> Mention? {
        var mention = Mention(ids: ids, places: places, marker: .none, links: [])
        if phrase(QuickAddLexicon.forAfter, at: places.upperBound) != nil { return nil }
        if let count = phrase(QuickAddLexicon.withAfter, at: places.upperBound) {
            mention.marker = .with
            mention.links = Array(places.upperBound..<places.upperBound + count)
            return mention
        }
        if let key = line.freeKey(places.upperBound), let marker = Self.after(key) {
            mention.marker = marker
            mention.links = [places.upperBound]
            return mention
        }
        // `between me and Asha`
        var place = places.lowerBound - 1
        var hasSelf = false
        while let key = line.freeKey(place) {
            let isSelf = QuickAddLexicon.selves.contains(key)
            guard isSelf || QuickAddLexicon.joiners.contains(key) else { break }
            hasSelf = hasSelf || isSelf
            place -= 1
        }
        if !hasSelf { place = places.lowerBound - 1 }
        guard let key = line.freeKey(place) else { return mention }
        if QuickAddLexicon.forBefore.contains(key) { return nil }
        if let marker = Self.before(key) {
            mention.marker = marker
            mention.links = Array(place..<places.lowerBound)
        }
        return mention
    }

    private static func before(_ key: String) -> Marker? {
        if QuickAddLexicon.with.contains(key) { return .with }
        if QuickAddLexicon.to.contains(key) { return .to }
        if QuickAddLexicon.from.contains(key) { return .from }
        return QuickAddLexicon.by.contains(key) ? .by : nil
    }

    private static func after(_ key: String) -> Marker? {
        if QuickAddLexicon.toAfter.contains(key) { return .to }
        if QuickAddLexicon.fromAfter.contains(key) { return .from }
        return QuickAddLexicon.has.contains(key) ? .subject : nil
    }

    /// `with Asha, Ben and Carl`, `आशा और बेन के साथ`.
    private func continueList(_ mention: inout Mention, after list: inout [Mention]) {
        guard let last = list.last else { return }
        let between = last.places.upperBound..<mention.places.lowerBound
        let isJoined = between.allSatisfy { line.freeKey($0).map(QuickAddLexicon.joiners.contains) == true }
        guard between.count <= 1, isJoined else { return }
        switch (last.marker, mention.marker) {
        case (.with, .none):
            mention.marker = .with
            mention.links = Array(between)
        case (.none, .with):
            for place in list.indices.reversed() where list[place].marker == .none {
                list[place].marker = .with
            }
            mention.links += Array(between)
        default: break
        }
    }

    private func phrase(_ phrases: [[String]], at place: Int) -> Int? {
        phrases.first { words in words.indices.allSatisfy { line.freeKey(place + $0) == words[$0] } }?.count
    }

    /// The verb that says which way money goes, with its words.
    func verb(_ mentions: [Mention]) -> (verb: QuickAddLexicon.PersonVerb, places: [Int])? {
        var weak: (QuickAddLexicon.PersonVerb, [Int])?
        for place in line.words.indices where line.isFree(place) {
            if let back = parted(place, mentions) { return back }
            for (words, verb) in QuickAddLexicon.personVerbs
            where words.indices.allSatisfy({ line.freeKey(place + $0) == words[$0] }) {
                let places = Array(place..<place + words.count)
                if verb.needsPerson { return (verb, places) }
                if weak == nil { weak = (verb, places) }
                break
            }
        }
        return weak
    }

    /// `paid Ben back`, `paid Ben 200 back`.
    private func parted(_ place: Int, _ mentions: [Mention]) -> (QuickAddLexicon.PersonVerb, [Int])? {
        guard let key = line.freeKey(place), QuickAddLexicon.paidWords.contains(key),
            let mention = mentions.first(where: { $0.places.lowerBound == place + 1 }),
            let back = (mention.places.upperBound..<mention.places.upperBound + 4).first(where: {
                line.freeKey($0).map(QuickAddLexicon.backWords.contains) == true
            })
        else { return nil }
        let verb = QuickAddLexicon.PersonVerb(object: .toPerson, subject: .fromPerson, needsPerson: true)
        return (verb, [place, back])
    }
}
