import Foundation

/// Finds what is guessable in a passphrase, and the cheapest way to guess the whole.
struct GuessablePieces {
    typealias Weakness = PassphraseStrength.Weakness

    struct Piece {
        let range: Range<Int>
        let guessesLog10: Double
        let weakness: Weakness
    }

    /// Ten guesses a character: people choose characters badly too.
    private static let plainCharacterLog10 = 1.0
    /// A guesser must also find where a piece ends.
    private static let cutLog10 = 0.3
    /// Either way of writing a letter (capital or not, letter or look-alike) doubles the guesses.
    static let variantLog10 = 0.3

    private let characters: [Character]
    private let pieces: [Piece]

    init(characters: [Character], handle: String) {
        self.init(characters: characters, handle: handle, findsRepeats: true)
    }

    private init(characters: [Character], handle: String, findsRepeats: Bool) {
        self.characters = characters
        let spellings = Spellings(characters)
        var pieces = WordPieces(spellings, handle: handle).all
        pieces += Self.separators(in: spellings.lower)
        pieces += KeyboardPieces.runs(in: spellings.lower)
        pieces += DatePieces.dates(in: spellings.lower)
        if findsRepeats { pieces += Self.repeats(in: characters, handle: handle) }
        self.pieces = pieces
    }

    /// Log10 of the guesses for the cheapest cut, and the piece of it that saves a guesser most.
    func cheapestCut() -> (log10: Double, worst: Weakness) {
        // best[i]: the cheapest way to guess the first i characters.
        var best = [0.0] + [Double](repeating: .infinity, count: characters.count)
        var via = [Piece?](repeating: nil, count: characters.count + 1)
        let byEnd = Dictionary(grouping: pieces, by: \.range.upperBound)
        for end in 0..<characters.count {
            let plain = best[end] + Self.plainCharacterLog10
            if plain < best[end + 1] { (best[end + 1], via[end + 1]) = (plain, nil) }
            for piece in byEnd[end + 1] ?? [] {
                let cost = best[piece.range.lowerBound] + piece.guessesLog10 + Self.cutLog10
                if cost < best[end + 1] { (best[end + 1], via[end + 1]) = (cost, piece) }
            }
        }
        return (best[characters.count], worstPiece(via))
    }

    private func worstPiece(_ via: [Piece?]) -> Weakness {
        var position = characters.count
        var worst: (saved: Double, weakness: Weakness)?
        while position > 0 {
            guard let piece = via[position] else {
                position -= 1
                continue
            }
            let saved = Double(piece.range.count) * Self.plainCharacterLog10 - piece.guessesLog10
            // A single separator saves little and explains nothing.
            if piece.range.count > 1, saved > worst?.saved ?? 0 { worst = (saved, piece.weakness) }
            position = piece.range.lowerBound
        }
        return worst?.weakness ?? .tooShort
    }

    /// What people put between words costs next to nothing to guess.
    private static func separators(in text: [Character]) -> [Piece] {
        text.indices.filter { " -_.,/".contains(text[$0]) }.map {
            Piece(range: $0..<$0 + 1, guessesLog10: 0.1, weakness: .tooShort)
        }
    }

    /// A block written twice or more costs the block once, and the count.
    private static func repeats(in text: [Character], handle: String) -> [Piece] {
        var result: [Piece] = []
        for period in 1..<max(2, text.count / 2 + 1) {
            var start = 0
            while start + period < text.count {
                var end = start + period
                while end < text.count, text[end] == text[end - period] { end += 1 }
                let repeatCount = (end - start) / period
                if repeatCount >= (period == 1 ? 3 : 2) {
                    let whole = start..<start + repeatCount * period
                    // `aaaaaa` is one letter repeated; that it is also `aa` repeated tells nothing new.
                    if !result.contains(where: { $0.range.lowerBound <= start && $0.range.upperBound >= end }) {
                        let block = GuessablePieces(
                            characters: Array(text[start..<start + period]),
                            handle: handle,
                            findsRepeats: false
                        )
                        let guesses = max(1, block.cheapestCut().log10) + Foundation.log10(Double(repeatCount))
                        result.append(Piece(range: whole, guessesLog10: guesses, weakness: .repetition))
                    }
                }
                start = max(start + 1, end - period + 1)
            }
        }
        return result
    }
}

/// A passphrase as a guesser reads it: lower case, and with look-alikes turned back into letters.
struct Spellings {
    let typed: [Character]
    let lower: [Character]
    /// Two readings, since `1` and `!` stand for i or l.
    let plain: [[Character]]

    init(_ typed: [Character]) {
        self.typed = typed
        let lower = typed.map { $0.lowercased().first ?? $0 }
        self.lower = lower
        plain = ["i", "l"].map { one in lower.map { Self.letter($0, one: one) } }
    }

    /// How many ways a piece could have been written for the letters it has, as a power of ten.
    func variantsLog10(_ range: Range<Int>) -> Double {
        let capitals = range.filter { typed[$0] != lower[$0] }
        let isUsual = capitals.isEmpty || capitals == [range.lowerBound] || capitals.count == range.count
        let capitalWays = capitals.isEmpty ? 0 : isUsual ? 1 : min(capitals.count, range.count - capitals.count) + 1
        let lookAlikes = Set(range.filter { plain[0][$0] != lower[$0] }.map { lower[$0] }).count
        return Double(capitalWays + lookAlikes) * GuessablePieces.variantLog10
    }

    private static func letter(_ character: Character, one: Character) -> Character {
        switch character {
        case "4", "@": "a"
        case "8": "b"
        case "(": "c"
        case "3", "€": "e"
        case "6", "9": "g"
        case "1", "!", "|": one
        case "0": "o"
        case "5", "$": "s"
        case "7", "+": "t"
        case "2": "z"
        default: character
        }
    }
}
