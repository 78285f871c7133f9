import Primitives

extension DiaryLineReader {
    // MARK: How much

    /// Light, medium, heavy: of bleeding, of a feeling, of a cervix, by what stands beside it.
    mutating func readStrength(_ strength: Int, _ count: Int) -> Bool {
        if strength > 0, let token = feelingToken {
            setIntensity(strength, token: token)
            claimBehind(token, count)
            // More than the word for a mood: nobody buys one.
            if strength > 0 { isSure = true }
            return true
        }
        if isIn(.period), open?.subject == .period || draft.level == nil {
            return setLevel(strength, count)
        }
        if isIn(.period), draft.level != nil {
            refuse(count) { .twice(.bleeding, $0) }
            return true
        }
        if isIn(.mucus), strength == 0 {
            guard draft.feeling == nil, draft.texture == nil else { return false }
            draft.feeling = .nothing
            draft.texture = .nothing
            claim(count, .noMucus)
            settle()
            return true
        }
        if isIn(.cervix), strength == 2 {
            let isOpening = draft.opening == nil
            return readSign(isOpening ? .opening(.medium) : .position(.medium), count)
        }
        return readStrengthBefore(strength, count)
    }

    /// `heavy flow`, `strong cramps`, `no bleeding`.
    private mutating func readStrengthBefore(_ strength: Int, _ count: Int) -> Bool {
        let next = place + count
        guard next < end, !isUsed[next], !endsClause(next - 1) else { return false }
        for phrase in phrases.phrases(words, at: next, before: end) {
            for term in phrase.terms {
                switch term {
                case .subject(.period):
                    closeOpen()
                    return setLevel(strength, count)
                case .symptom where strength > 0, .mood where strength > 0:
                    closeOpen()
                    claim(count, .link)
                    waiting = strength
                    isSure = true
                    return true
                default: continue
                }
            }
        }
        return false
    }

    private mutating func setLevel(_ strength: Int, _ count: Int) -> Bool {
        let levels: [Bleeding.Level] = [.none, .light, .medium, .heavy, .veryHeavy]
        guard levels.indices.contains(strength) else { return false }
        set(level: levels[strength], count)
        return true
    }

    private mutating func set(level: Bleeding.Level, _ count: Int) {
        setPart(\.level, level, .bleeding, count, .bleeding(level))
        context = .subject(.period)
    }

    /// One token for `cramps 2`; words that do not stand directly behind only tie.
    mutating func claimBehind(_ token: Int, _ count: Int) {
        let isBehind =
            token == tokens.count - 1 && place > 0
            && words[place - 1].range.upperBound == tokens[token].range.upperBound
        let range = claim(count, .link)
        guard isBehind else { return }
        tokens.removeLast()
        let whole = tokens[token].range.lowerBound..<range.upperBound
        tokens[token] = DiaryToken(whole, tokens[token].meaning, tokens[token].reason)
    }

    // MARK: Bleeding

    mutating func readBleeding(_ term: DiaryTerm, _ count: Int) -> Bool {
        switch term {
        case .spotting:
            if open?.subject != .period { closeOpen() }
            set(level: .spotting, count)
            return true
        case .mark(let mark):
            guard isIn(.period), draft.mark == nil else { return false }
            draft.mark = mark
            draft.bleedingRange = claim(count, .mark(mark))
            return true
        case .clots(let clots):
            guard draft.clots == nil else {
                refuse(count) { .twice(.bleeding, $0) }
                return true
            }
            draft.clots = clots
            draft.bleedingRange = claim(count, .clots(clots))
            isPossible = true
            return true
        case .product(let product): return readProduct(product, 1, count)
        default: return false
        }
    }

    mutating func readProduct(_ product: BleedingEntry.Product, _ number: Int, _ count: Int) -> Bool {
        guard draft.products[product] == nil else {
            refuse(count) { .twice(.bleeding, $0) }
            return true
        }
        draft.products[product] = number
        draft.bleedingRange = claim(count, .product(product, number))
        isPossible = true
        return true
    }

    // MARK: Mucus and cervix

    mutating func readSign(_ term: DiaryTerm, _ count: Int) -> Bool {
        switch term {
        case .feeling(let feeling) where isIn(.mucus):
            setPart(\.feeling, feeling, .mucus, count, .feeling(feeling))
        case .texture(let texture) where isIn(.mucus):
            setPart(\.texture, texture, .mucus, count, .texture(texture))
        case .opening(let opening) where isIn(.cervix):
            setPart(\.opening, opening, .cervix, count, .opening(opening))
        case .firmness(let firmness) where isIn(.cervix):
            setPart(\.firmness, firmness, .cervix, count, .firmness(firmness))
        case .position(let position) where isIn(.cervix):
            setPart(\.position, position, .cervix, count, .position(position))
        default: return false
        }
        return true
    }

    // MARK: Temperature

    mutating func setTemperature(_ hundredths: Int, _ count: Int, _ reason: DiaryReason, isSure: Bool) {
        guard let value = BodyTemperature(hundredths: hundredths) else {
            open = nil
            self.isSure = self.isSure || isSure
            return refuse(count) { .outOfRange(.temperature, $0) }
        }
        guard draft.entry.temperature == nil else { return refuse(count) { .twice(.temperature, $0) } }
        draft.entry.temperature = TemperatureReading(value)
        claim(count, .temperature(value), reason)
        settle(isSure: isSure)
        context = .subject(.temperature)
        timed = .temperature
    }

    /// How it was measured, and what is left out.
    mutating func readMark(_ term: DiaryTerm, _ count: Int) -> Bool {
        switch term {
        case .method(let method):
            guard isIn(.temperature), draft.entry.temperature?.method == .notSaid else { return false }
            draft.entry.temperature?.method = method
            claim(count, .method(method))
        case .excluded:
            if isIn(.temperature), draft.entry.temperature != nil {
                draft.entry.temperature?.isExcluded = true
            } else if isIn(.mucus), draft.feeling != nil || draft.texture != nil {
                draft.mucusIsExcluded = true
            } else if isIn(.cervix), open == nil {
                draft.cervixIsExcluded = true
            } else if isIn(.period), draft.level != nil {
                draft.bleedingIsExcluded = true
            } else {
                return false
            }
            claim(count, .excluded)
        default: return false
        }
        return true
    }

    // MARK: Tests, sex, factors

    mutating func readResult(_ term: DiaryTerm, _ count: Int) -> Bool {
        switch term {
        case .lh(let result) where isIn(.lh):
            guard open?.subject == .lh else {
                refuse(count) { .twice(.lhTests, $0) }
                return true
            }
            draft.entry.lhTests = (draft.entry.lhTests ?? []) + [LHTest(result)]
            claim(count, .lh(result))
            timed = .lh
        case .pregnancyTest(let result) where isIn(.pregnancyTest):
            guard open?.subject == .pregnancyTest else {
                refuse(count) { .twice(.pregnancyTests, $0) }
                return true
            }
            draft.entry.pregnancyTests = (draft.entry.pregnancyTests ?? []) + [PregnancyTest(result)]
            claim(count, .pregnancyTest(result))
            timed = .pregnancyTest
        default: return false
        }
        settle()
        return true
    }

    mutating func readSex(_ term: DiaryTerm, _ count: Int) -> Bool {
        if term == .masturbation {
            closeOpen()
            draft.entry.sex = (draft.entry.sex ?? []) + [SexEntry(.alone)]
            claim(count, .sex(.alone))
            context = .subject(.sex)
            timed = .sex
            settle()
            return true
        }
        guard isIn(.sex), let last = draft.entry.sex?.indices.last else { return false }
        switch term {
        case .sex(let kind):
            draft.entry.sex?[last].kind = kind
            claim(count, .sex(kind))
        case .protection(let protection):
            let known = draft.entry.sex?[last].protection
            guard known.map({ !$0.isEmpty && !$0.contains(protection) }) ?? true else {
                refuse(count) { .twice(.sex, $0) }
                return true
            }
            draft.entry.sex?[last].protection = (known ?? []).union([protection])
            claim(count, .protection(protection))
        case .unprotected:
            guard draft.entry.sex?[last].protection == nil else {
                refuse(count) { .twice(.sex, $0) }
                return true
            }
            draft.entry.sex?[last].protection = []
            claim(count, .unprotected)
        default: return false
        }
        return true
    }

    mutating func readFactor(_ kind: Factor.Kind, _ count: Int) -> Bool {
        guard draft.entry.factors?.contains(where: { $0.kind == kind }) != true else {
            refuse(count) { .twice(.factors, $0) }
            return true
        }
        draft.entry.factors = (draft.entry.factors ?? []) + [Factor(kind, effect: kind.proposedEffect)]
        claim(count, .factor(kind))
        isPossible = true
        if isIn(.factor) { isSure = true }
        return true
    }
}
