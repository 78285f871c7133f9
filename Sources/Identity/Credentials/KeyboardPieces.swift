import Foundation

/// Runs of neighbours in a passphrase: `abcd`, `9876`, and walks over the keys of a keyboard.
enum KeyboardPieces {
    private static let minimum = 3
    /// Written in one go by many hands, and no walk from key to key.
    private static let wellKnown: [[Character]] = [
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujm", "zaq12wsx", "q1w2e3r4t5y6u7i8o9p0",
        "1q2w3e4r5t6y7u8i9o0p",
        "a1b2c3d4e5f6g7h8", "azertyuiop", "qwertzuiop", "147258369", "789456123", "13579", "24680", "112233445566",
    ].map { Array($0) }

    static func runs(in text: [Character]) -> [GuessablePieces.Piece] {
        alphabetic(in: text) + walks(in: text) + known(in: text)
    }

    /// Letters or digits one after another, up or down.
    private static func alphabetic(in text: [Character]) -> [GuessablePieces.Piece] {
        pieces(
            in: text,
            extends: { previous, step in
                guard let step, step.magnitude == 1 else { return nil }
                return previous == nil || previous == step ? step : nil
            },
            step: { left, right -> Int? in
                guard let left = left.asciiValue, let right = right.asciiValue else { return nil }
                return Int(right) - Int(left)
            }
        ) { count, _ in
            log10(Double(count) * 20)
        }
    }

    /// From key to neighbouring key on a QWERTY keyboard; each turn multiplies the guesses.
    private static func walks(in text: [Character]) -> [GuessablePieces.Piece] {
        pieces(in: text, extends: { _, step in step }, step: direction) { count, turnCount in
            log10(Double(count) * 40) + Double(turnCount) * 0.8
        }
    }

    private static func pieces<Step: Equatable>(
        in text: [Character],
        extends: (Step?, Step?) -> Step?,
        step: (Character, Character) -> Step?,
        guessesLog10: (_ count: Int, _ turnCount: Int) -> Double
    ) -> [GuessablePieces.Piece] {
        var result: [GuessablePieces.Piece] = []
        for start in text.indices {
            var last: Step?
            var turnCount = 0
            var end = start + 1
            while end < text.count, let next = extends(last, step(text[end - 1], text[end])) {
                if let last, last != next { turnCount += 1 }
                last = next
                end += 1
                guard end - start >= minimum else { continue }
                let guesses = max(1, guessesLog10(end - start, turnCount))
                result.append(.init(range: start..<end, guessesLog10: guesses, weakness: .sequence))
            }
        }
        return result
    }

    private static func known(in text: [Character]) -> [GuessablePieces.Piece] {
        var result: [GuessablePieces.Piece] = []
        for walk in wellKnown + wellKnown.map({ $0.reversed() }) {
            for start in text.indices {
                for offset in walk.indices where walk[offset] == text[start] {
                    let count = zip(text[start...], walk[offset...]).prefix { $0 == $1 }.count
                    guard count > minimum else { continue }
                    let guesses = log10(Double(count) * 20)
                    result.append(.init(range: start..<start + count, guessesLog10: guesses, weakness: .sequence))
                }
            }
        }
        return result
    }

    private struct Key: Hashable {
        let row: Int
        let column: Int
    }

    private static let keys: [Character: Key] = {
        var result: [Character: Key] = [:]
        let rows = [("1234567890-=", "!@#$%^&*()_+"), ("qwertyuiop[]", ""), ("asdfghjkl;'", ""), ("zxcvbnm,./", "")]
        for (row, characters) in rows.enumerated() {
            for text in [characters.0, characters.1] {
                for (column, character) in text.enumerated() { result[character] = Key(row: row, column: column) }
            }
        }
        return result
    }()

    /// Where the next key lies; nil when it is no neighbour.
    ///
    /// Rows are set off by half a key, so a key has six.
    private static func direction(_ left: Character, _ right: Character) -> Key? {
        guard let left = keys[left], let right = keys[right] else { return nil }
        let step = Key(row: right.row - left.row, column: right.column - left.column)
        switch (step.row, step.column) {
        case (0, -1), (0, 1), (1, 0), (1, -1), (-1, 0), (-1, 1): return step
        default: return nil
        }
    }
}
