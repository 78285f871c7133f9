import Foundation

/// Common words, well-known phrases and the handle in a passphrase: forwards, backwards and in look-alikes.
struct WordPieces {
    private let spellings: Spellings
    private let handle: [Character]

    init(_ spellings: Spellings, handle: String) {
        self.spellings = spellings
        self.handle = Array(handle)
    }

    var all: [GuessablePieces.Piece] {
        var pieces: [GuessablePieces.Piece] = []
        for text in [spellings.lower] + spellings.plain {
            pieces += words(in: text) + words(inReversed: text) + phrases(in: text)
            pieces += handlePieces(in: text, handle, extraLog10: 0)
            pieces += handlePieces(in: text, handle.reversed(), extraLog10: GuessablePieces.variantLog10)
        }
        return pieces
    }

    private func words(in text: [Character]) -> [GuessablePieces.Piece] {
        matches(in: text).map { piece($0.range, rank: $0.rank, extraLog10: 0) }
    }

    private func words(inReversed text: [Character]) -> [GuessablePieces.Piece] {
        matches(in: text.reversed()).map { match in
            let range = text.count - match.range.upperBound..<text.count - match.range.lowerBound
            return piece(range, rank: match.rank, extraLog10: GuessablePieces.variantLog10)
        }
    }

    private func piece(_ range: Range<Int>, rank: Int, extraLog10: Double) -> GuessablePieces.Piece {
        let guesses = max(1, log10(Double(rank))) + spellings.variantsLog10(range) + extraLog10
        return GuessablePieces.Piece(range: range, guessesLog10: guesses, weakness: .commonWord)
    }

    private func matches(in text: [Character]) -> [(range: Range<Int>, rank: Int)] {
        var result: [(range: Range<Int>, rank: Int)] = []
        for start in text.indices {
            var word = ""
            for end in start..<min(text.count, start + CommonWords.longest) {
                word.append(text[end])
                if end - start >= 2, let rank = CommonWords.rank[word] { result.append((start..<end + 1, rank)) }
            }
        }
        return result
    }

    /// Phrases are looked for in the letters and digits alone: with or without spaces they are as well known.
    private func phrases(in text: [Character]) -> [GuessablePieces.Piece] {
        let places = text.indices.filter { text[$0].isLetter || text[$0].isNumber }
        let letters = places.map { text[$0] }
        return CommonWords.phrases.flatMap { phrase in
            occurrences(of: phrase, in: letters).map { start in
                GuessablePieces.Piece(
                    range: places[start]..<places[start + phrase.count - 1] + 1,
                    guessesLog10: 3,  // a thousand phrases are tried before anything longer is
                    weakness: .commonWord
                )
            }
        }
    }

    private func handlePieces(
        in text: [Character],
        _ handle: [Character],
        extraLog10: Double
    ) -> [GuessablePieces.Piece] {
        guard handle.count >= 2 else { return [] }
        return occurrences(of: handle, in: text).map { start in
            GuessablePieces.Piece(
                range: start..<start + handle.count,
                guessesLog10: 1 + extraLog10,
                weakness: .containsHandle
            )
        }
    }

    private func occurrences(of part: [Character], in text: [Character]) -> [Int] {
        guard !part.isEmpty, text.count >= part.count else { return [] }
        return (0...text.count - part.count).filter { start in
            text[start] == part[0] && text[start..<start + part.count].elementsEqual(part)
        }
    }
}
