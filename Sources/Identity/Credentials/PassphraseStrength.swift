/// How many guesses a passphrase withstands from somebody who knows how people choose.
///
/// The text is cut into the pieces that are cheapest to guess (a common word by its rank, a well-known phrase, a walk
/// over the keyboard, a repeat, a date, the handle, or plain characters); the estimate is the product over the cheapest
/// cut, found by dynamic programming.
/// - Source: the idea is zxcvbn's (Wheeler, USENIX Security 2016); the code and the lists are our own.
package struct PassphraseStrength: Sendable, Hashable {
    /// Why a passphrase is below the floor: the piece that gives most of it away.
    package enum Weakness: Hashable, Sendable {
        case tooShort
        case commonWord
        case sequence
        case repetition
        case date
        case containsHandle
    }

    /// 10^10 guesses: at the thousand guesses a second that Argon2id with 64 MiB leaves a well-equipped thief, four
    /// months on average; ten years with a word more.
    package static let floorLog10 = 10.0
    /// More characters than that add nothing: they only cost time.
    private static let characterCountMaximum = 128

    /// Expected guesses, as a power of ten.
    package let guessesLog10: Double
    /// Nil when the passphrase is above the floor.
    package let weakness: Weakness?

    package init(of text: String, handle: String) {
        let characters = Array(text.prefix(Self.characterCountMaximum))
        let (log10, worst) = GuessablePieces(characters: characters, handle: handle).cheapestCut()
        guessesLog10 = log10
        weakness = log10 >= Self.floorLog10 ? nil : worst
    }
}
