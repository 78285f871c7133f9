/// Finds what is guessable in a passphrase, and the cheapest way to guess the whole.
struct GuessablePieces {
    private struct Piece {
        let range: Range<Int>
        let guessesLog10: Double
        let weakness: PassphraseStrength.Weakness
    }

    private let characters: [Character]
    private let pieces: [Piece]

    init(characters: [Character], handle: String) {
        self.characters = characters
        let lower = characters.map { Self.unleeted(Character($0.lowercased().first.map(String.init) ?? String($0))) }
        let plain = characters.map { Character($0.lowercased().first.map(String.init) ?? String($0)) }
        pieces =
            Self.words(in: plain) + Self.words(in: lower) + Self.handlePieces(in: plain, handle: handle)
            + Self.sequences(in: plain) + Self.repetitions(in: plain) + Self.dates(in: plain)
    }

    /// Log10 of the guesses for the cheapest cut, and the piece of it that saves a guesser most.
    func cheapestCut() -> (log10: Double, worst: PassphraseStrength.Weakness) {
        // best[i]: the cheapest way to guess the first i characters. A new piece costs a little more than its own guesses,
        // since the guesser must also find how the text is cut.
        let bruteForceLog10 = 1.0  // ten guesses a character: people choose characters badly too
        let cutLog10 = 0.3
        var best = [0.0] + [Double](repeating: .infinity, count: characters.count)
        var via = [Piece?](repeating: nil, count: characters.count + 1)
        for end in 0..<characters.count {
            let plain = best[end] + bruteForceLog10
            if plain < best[end + 1] { (best[end + 1], via[end + 1]) = (plain, nil) }
            for piece in pieces where piece.range.upperBound == end + 1 {
                let cost = best[piece.range.lowerBound] + piece.guessesLog10 + cutLog10
                if cost < best[end + 1] { (best[end + 1], via[end + 1]) = (cost, piece) }
            }
        }
        return (best[characters.count], worstPiece(via))
    }

    private func worstPiece(_ via: [Piece?]) -> PassphraseStrength.Weakness {
        var position = characters.count
        var worst: (saved: Double, weakness: PassphraseStrength.Weakness)?
        while position > 0 {
            guard let piece = via[position] else {
                position -= 1
                continue
            }
            let saved = Double(piece.range.count) - piece.guessesLog10
            if saved > worst?.saved ?? 0 { worst = (saved, piece.weakness) }
            position = piece.range.lowerBound
        }
        return worst?.weakness ?? .tooShort
    }

    private static func words(in text: [Character]) -> [Piece] {
        var result: [Piece] = []
        for start in text.indices {
            var word = ""
            for end in start..<min(text.count, start + CommonWords.longest) {
                word.append(text[end])
                guard word.count >= 3, let rank = CommonWords.rank[word] else { continue }
                let piece = Piece(
                    range: start..<end + 1,
                    guessesLog10: max(1, Self.log10(Double(rank) * 4)),  // capitals and look-alikes: four ways each
                    weakness: .commonWord
                )
                result.append(piece)
            }
        }
        return result
    }

    private static func handlePieces(in text: [Character], handle: String) -> [Piece] {
        let handle = Array(handle)
        guard handle.count >= 3, text.count >= handle.count else { return [] }
        return (0...text.count - handle.count).filter { Array(text[$0..<$0 + handle.count]) == handle }.map {
            Piece(range: $0..<$0 + handle.count, guessesLog10: 1, weakness: .containsHandle)
        }
    }

    /// Runs of neighbours: `abcd`, `9876`, and rows of a keyboard.
    private static func sequences(in text: [Character]) -> [Piece] {
        let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "1234567890", "1qaz2wsx3edc4rfv"]
        func step(_ a: Character, _ b: Character) -> Int? {
            guard let left = a.unicodeScalars.first?.value, let right = b.unicodeScalars.first?.value else {
                return nil
            }
            let difference = Int(right) - Int(left)
            return difference.magnitude == 1 ? difference : nil
        }
        func isOnRow(_ text: ArraySlice<Character>) -> Bool {
            let piece = String(text)
            return rows.contains { $0.contains(piece) || String($0.reversed()).contains(piece) }
        }
        return runs(in: text, minimum: 3) { slice in
            let steps = zip(slice, slice.dropFirst()).map(step)
            let isNeighbours = steps.allSatisfy { $0 != nil && $0 == steps[0] }
            return isNeighbours || isOnRow(slice)
        } guessesLog10: {
            log10(Double($0) * 20)
        } weakness: {
            .sequence
        }
    }

    private static func repetitions(in text: [Character]) -> [Piece] {
        runs(in: text, minimum: 3) { slice in
            (1...3).contains { period in
                slice.count >= period * 2
                    && slice.indices.dropFirst(period).allSatisfy { slice[$0] == slice[$0 - period] }
            }
        } guessesLog10: {
            log10(Double($0) * 40)
        } weakness: {
            .repetition
        }
    }

    /// Four, six or eight digits: people choose years and birthdays.
    private static func dates(in text: [Character]) -> [Piece] {
        [4, 6, 8].flatMap { count -> [Piece] in
            guard text.count >= count else { return [] }
            return (0...text.count - count).compactMap { start in
                let slice = text[start..<start + count]
                guard slice.allSatisfy(\.isNumber) else { return nil }
                let guesses = count == 4 ? 2.5 : 4.3  // some 300 likely years; 55 years of days
                return Piece(range: start..<start + count, guessesLog10: guesses, weakness: .date)
            }
        }
    }

    private static func runs(
        in text: [Character],
        minimum: Int,
        where isRun: (ArraySlice<Character>) -> Bool,
        guessesLog10: (Int) -> Double,
        weakness: () -> PassphraseStrength.Weakness
    ) -> [Piece] {
        var result: [Piece] = []
        for start in text.indices {
            var end = start + minimum
            while end <= text.count, isRun(text[start..<end]) {
                result.append(
                    Piece(range: start..<end, guessesLog10: guessesLog10(end - start), weakness: weakness())
                )
                end += 1
            }
        }
        return result
    }

    private static func unleeted(_ character: Character) -> Character {
        switch character {
        case "4", "@": "a"
        case "8": "b"
        case "3": "e"
        case "6", "9": "g"
        case "1", "!", "|": "i"
        case "0": "o"
        case "5", "$": "s"
        case "7", "+": "t"
        default: character
        }
    }

    private static func log10(_ value: Double) -> Double { logBase10(value) }
}
