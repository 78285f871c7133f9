import Primitives

extension QuickAddReader {
    /// `split with Asha`, `lent Asha 500`, `borrowed 2000 from Ben`, `Asha paid back 300`.
    mutating func readPeople() {
        let scanner = PeopleScanner(line: line, names: names)
        let mentions = scanner.mentions()
        let sharing = line.words.indices.first { line.freeKey($0).map(QuickAddLexicon.sharing.contains) == true }
        let verb = scanner.verb(mentions)
        if let sharing { askForUnknown(sharing: sharing, mentions) }
        if let verb, verb.verb.needsPerson, mentions.isEmpty { askForUnknown(verb.places) }
        let me = line.words.indices.first { line.freeKey($0).map(QuickAddLexicon.selves.contains) == true }
        for mention in mentions where line.areFree(mention.places) {
            read(mention, verb, isShared: sharing != nil, hasMe: me != nil)
        }
        settle(verb?.places ?? [], sharing: sharing)
    }

    private typealias Verb = (verb: QuickAddLexicon.PersonVerb, places: [Int])

    private mutating func read(_ mention: PeopleScanner.Mention, _ verb: Verb?, isShared: Bool, hasMe: Bool) {
        if mention.marker == .with, !isShared {
            company.append((mention.ids[0], mention.places.lowerBound))
            return
        }
        let isBesideSharing =
            mention.marker == .none
            && line.freeKey(mention.places.lowerBound - 1).map(QuickAddLexicon.sharing.contains) == true
        guard mention.ids.count == 1 else {
            questions.append(.whichAccount(claim(mention.places, .unclear, .personName), mention.ids))
            claimLinks(mention.links)
            return
        }
        let range = line.range(mention.places)
        func person(_ role: QuickAddPerson.Role) -> QuickAddPerson {
            QuickAddPerson(id: mention.ids[0], role: role, range: range)
        }
        if mention.marker == .with || isBesideSharing {
            line.use(mention.places)
            mentioned.append((mention.ids[0], mention.places))
            people.append(person(.share(nil)))
        } else if isPayer(mention) {
            claim(mention.places, .account(mention.ids[0]), .personName)
            people.append(person(.payer))
        } else if let direction = direction(mention, verb, hasMe: hasMe) {
            let role: QuickAddPerson.Role = direction == .toPerson ? .destination : .source
            let meaning: QuickAddMeaning =
                direction == .toPerson ? .destination(mention.ids[0]) : .source(mention.ids[0])
            claim(mention.places, meaning, .personName)
            people.append(person(role))
        } else {
            // With an amount of her own a part is hers; see readAmounts.
            line.use(mention.places)
            mentioned.append((mention.ids[0], mention.places))
            return
        }
        claimLinks(mention.links)
    }

    private mutating func claimLinks(_ places: [Int]) {
        for place in places where line.isFree(place) { claim(place..<place + 1, .link, .written) }
    }

    /// `paid by Asha`, `bezahlt von Asha`, `von Asha bezahlt`.
    private func isPayer(_ mention: PeopleScanner.Mention) -> Bool {
        guard mention.marker == .by || mention.marker == .from, let link = mention.links.first else { return false }
        let before = line.freeKey(link - 1)
        let after = line.freeKey(mention.places.upperBound)
        guard let verb = [before, after].compactMap(\.self).first(where: QuickAddLexicon.paidBy.contains) else {
            return false
        }
        return mention.marker == .by || verb != "paid"
    }

    private func direction(
        _ mention: PeopleScanner.Mention,
        _ verb: Verb?,
        hasMe: Bool
    ) -> QuickAddLexicon.Direction? {
        switch mention.marker {
        case .to: return .toPerson
        case .from: return .fromPerson
        case .with, .by: return nil
        case .none, .subject: break
        }
        guard let (verb, places) = verb, let first = places.first, let last = places.last else { return nil }
        if mention.marker == .subject || !verb.standsLast && mention.places.upperBound == first {
            // `Asha paid 400` may be for both: only `me` says where it went.
            return verb.subject ?? (hasMe && verb.object == .toPerson || hasMe && verb.standsLast ? .fromPerson : nil)
        }
        if verb.standsLast { return mention.places.upperBound <= first ? verb.object : nil }
        if verb.needsPerson { return mention.places.lowerBound > first ? verb.object : nil }
        return mention.places.lowerBound == last + 1 ? verb.object : nil
    }

    /// What ties people to the line, once they are in it.
    private mutating func settle(_ verb: [Int], sharing: Int?) {
        guard !people.isEmpty else { return }
        let hasShare = people.contains { if case .share = $0.role { true } else { false } }
        if hasShare, let sharing {
            claimLinks([sharing])
            claimHalves()
        }
        if people.contains(where: \.isTransfer) {
            for place in verb where line.isFree(place) { claim(place..<place + 1, .link, .verb) }
            let ties = QuickAddLexicon.selves.union(QuickAddLexicon.backWords)
            for place in line.words.indices {
                if let key = line.freeKey(place), ties.contains(key) { claimLinks([place]) }
            }
        }
    }

    /// `split 50/50 with Asha`; among three it is not what it says, and stays to be asked about.
    private mutating func claimHalves() {
        guard people.count == 1 else { return }
        for place in line.words.indices {
            if let key = line.freeKey(place), QuickAddLexicon.halves.contains(key) { claimLinks([place]) }
        }
    }

    /// `and me` behind those who share, and what stands between two of them.
    mutating func claimTies() {
        let sharers = people.filter { if case .share = $0.role { true } else { false } }.map(\.range)
        for range in sharers {
            guard let first = line.words.firstIndex(where: { $0.range.lowerBound == range.lowerBound }),
                let last = line.words.lastIndex(where: { $0.range.upperBound <= range.upperBound })
            else { continue }
            var (start, end) = (first, last + 1)
            while isTie(start - 1) { start -= 1 }
            while isTie(end) { end += 1 }
            let isBefore = start > 0 && sharers.contains { $0.contains(line.words[start - 1].range.lowerBound) }
            let isBehind = end < line.words.count && sharers.contains { $0.contains(line.words[end].range.lowerBound) }
            if isBefore || hasSelf(start..<first) { claimLinks(Array(start..<first)) }
            if isBehind || hasSelf(last + 1..<end) { claimLinks(Array(last + 1..<end)) }
        }
    }

    private func isTie(_ place: Int) -> Bool {
        guard let key = line.freeKey(place) else { return false }
        return QuickAddLexicon.joiners.contains(key) || QuickAddLexicon.selves.contains(key)
    }

    private func hasSelf(_ places: Range<Int>) -> Bool {
        places.contains { line.freeKey($0).map(QuickAddLexicon.selves.contains) == true }
    }

    // MARK: Nobody of that name

    /// `split with Zed`, `split with Asha and Zed`.
    private mutating func askForUnknown(sharing: Int, _ mentions: [PeopleScanner.Mention]) {
        let known = Set(mentions.flatMap { Array($0.places) })
        func isUnknown(_ place: Int) -> Bool {
            guard let key = line.freeKey(place), !known.contains(place) else { return false }
            return !QuickAddLexicon.selves.contains(key) && !QuickAddLexicon.joiners.contains(key)
                && !QuickAddLexicon.sharing.contains(key)
        }
        var unknown: [Int] = []
        for place in line.words.indices where isUnknown(place) {
            let isBeside = place - 1 > sharing || place + 1 == sharing
            let isFirst = isBeside && line.freeKey(place - 1).map(QuickAddLexicon.with.contains) == true
            let isNext =
                line.freeKey(place - 1).map(QuickAddLexicon.joiners.contains) == true
                && mentions.contains { $0.marker == .with && $0.places.upperBound == place - 1 }
            if isFirst || isNext { unknown.append(place) }
        }
        for place in unknown {
            questions.append(.unknownPerson(claim(place..<place + 1, .unclear, .leftOver)))
        }
    }

    /// `lent Zed 500`, `borrowed 2000 from Zed`, `Zed paid back 300`.
    private mutating func askForUnknown(_ verb: [Int]) {
        guard let first = verb.first, let last = verb.last else { return }
        var named: [Int] = []
        for place in line.words.indices {
            guard let key = line.freeKey(place) else { continue }
            let isMarked = QuickAddLexicon.to.contains(key) || QuickAddLexicon.from.contains(key)
            // `borrowed 20000 from bank loan`: an account, as in any transfer.
            if isMarked, line.isFree(place + 1) {
                let next = line.words[place + 1].key
                if names.account(line, at: place + 1, first: next, isMarked: true) != nil { return }
                named.append(place + 1)
            }
        }
        let beside = [last + 1, first - 1].filter { place in
            line.isFree(place) && line.amount(at: place) == nil
        }
        for place in verb where line.isFree(place) { claim(place..<place + 1, .link, .verb) }
        guard let place = (named + beside).first(where: { line.isFree($0) }) else {
            questions.append(.noPerson)
            return
        }
        questions.append(.unknownPerson(claim(place..<place + 1, .unclear, .leftOver)))
    }
}
