import Money

/// Field 86: who and what for, in one of the ways banks write it.
///
/// `166?00TRANSFER?20SVWZ+rent?32ANNA` · `/NAME/ANNA/REMI/rent` · plain text.
/// - Source: statement-import §4.
struct MT940Details {
    private(set) var payee = ""
    private(set) var purpose = ""
    private(set) var endToEnd = ""

    private static let slashWords: Set<Substring> = [
        "EREF", "KREF", "MARF", "MREF", "CSID", "CRED", "ORDP", "BENM", "NAME", "REMI", "CNTP", "TRTP", "IBAN", "BIC",
        "PREF", "RTRN", "PURP", "ISDT", "ULTD", "ULTC", "TR", "ADDR", "USTD", "STRD", "ID", "BUSP", "SVCL", "TRCD",
    ]
    private static let sepaWords = [
        "EREF+", "KREF+", "MREF+", "CRED+", "DEBT+", "COAM+", "OAMT+", "SVWZ+", "ABWA+", "ABWE+", "IBAN+", "BIC+",
    ]

    init(_ lines: [String]) {
        let first = lines.first ?? ""
        let mark = first.dropFirst(3).first
        if first.prefix(3).allSatisfy({ $0.isASCII && $0.isNumber }), first.count > 5, let mark, "?<>^".contains(mark),
            first.dropFirst(4).prefix(2).allSatisfy({ $0.isASCII && $0.isNumber })
        {
            // Lines are cut at a width, in the middle of words.
            takeNumbered(lines.joined(), mark)
        } else if first.hasPrefix("/") {
            takeSlashed(lines.joined())
        } else {
            purpose = lines.joined(separator: " ")
        }
    }

    private mutating func takeNumbered(_ text: String, _ mark: Character) {
        var title = ""
        var joined = ""
        for part in text.dropFirst(4).split(separator: mark, omittingEmptySubsequences: true) {
            let value = String(part.dropFirst(2))
            switch Int(part.prefix(2)) ?? -1 {
            case 0: title = value
            case 20...29, 60...63: joined += value
            case 32, 33: payee += value
            default: break
            }
        }
        takeSEPA(joined)
        if purpose.isEmpty { purpose = title }
    }

    /// `EREF+…SVWZ+…`: the purpose is what follows `SVWZ+`; without such words it is all.
    private mutating func takeSEPA(_ text: String) {
        var places: [(word: String, start: String.Index, end: String.Index)] = []
        for word in Self.sepaWords {
            if let range = text.firstRange(of: word) { places.append((word, range.lowerBound, range.upperBound)) }
        }
        places.sort { $0.start < $1.start }
        guard let first = places.first, first.start == text.startIndex || places.contains(where: { $0.word == "SVWZ+" })
        else {
            purpose = text
            return
        }
        for (number, place) in places.enumerated() {
            let end = number + 1 < places.count ? places[number + 1].start : text.endIndex
            let value = String(text[place.end..<end]).trimmingSpaces
            if place.word == "SVWZ+" { purpose = value }
            if place.word == "EREF+" { endToEnd = value }
        }
    }

    private mutating func takeSlashed(_ text: String) {
        var word: Substring = ""
        var values: [Substring: [Substring]] = [:]
        for part in text.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            if Self.slashWords.contains(part) { word = part } else { values[word, default: []].append(part) }
        }
        func value(_ word: Substring) -> String {
            (values[word] ?? []).filter { !$0.isEmpty }.joined(separator: "/").trimmingSpaces
        }
        payee = value("NAME")
        // Account, bank, name and town of the other side.
        if payee.isEmpty, let parts = values["CNTP"], parts.count > 2 { payee = String(parts[2]).trimmingSpaces }
        purpose = [value("REMI"), value("USTD")].filter { !$0.isEmpty }.joined(separator: " ")
        endToEnd = value("EREF")
        if payee.isEmpty, purpose.isEmpty { purpose = text }
    }
}
