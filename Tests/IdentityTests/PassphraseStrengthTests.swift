import Foundation
import Testing

@testable import Identity

@Suite("Strength of passphrases")
struct PassphraseStrengthTests {
    typealias Weakness = PassphraseStrength.Weakness

    @Test(
        "what people choose is weak, and the reason is the one that helps",
        arguments: [
            ("", Weakness.tooShort), ("x7#", .tooShort), ("kV9#pQ2x", .tooShort), ("password", .commonWord),
            ("Password123!", .commonWord), ("P@ssw0rd!", .commonWord), ("drowssap", .commonWord),
            ("iloveyou", .commonWord), ("letmein now", .commonWord), ("jaihind", .commonWord),
            ("Sachin Tendulkar", .commonWord),
            ("omnamahshivaya", .commonWord), ("JaiMataDi@1", .commonWord), ("mummy papa", .commonWord),
            ("correct horse battery staple", .commonWord), ("CorrectHorseBatteryStaple1", .commonWord),
            ("to be or not to be", .commonWord), ("vande mataram", .commonWord), ("sunshine princess", .commonWord),
            ("welcome to india", .commonWord), ("rahul sharma", .commonWord), ("dragon tiger", .commonWord),
            ("Tr0ub4dor&3", .commonWord), ("qwertyuiop", .commonWord), ("asdfghjkl", .commonWord),
            ("qwertyuiop[]", .sequence), ("poiuytrewq", .commonWord), ("zse4rfvgy7", .sequence),
            ("1qaz2wsx3edc", .sequence),
            ("qazwsxedcrfv", .sequence), ("abcdefghijkl", .sequence), ("zyxwvutsrqpo", .sequence),
            ("123456789012", .sequence), ("9876543210", .sequence), ("!@#$%^&*()", .sequence),
            ("a1b2c3d4e5f6", .sequence),
            ("aaaaaaaaaaaa", .repetition), ("abababababab", .repetition), ("xkqxkqxkqxkqxkq", .repetition),
            ("zebu!zebu!zebu!", .repetition), ("23081987", .date), ("1987-08-23", .date), ("23/08/1987", .date),
            ("asha2026", .containsHandle), ("Asha@2026", .containsHandle), ("ahsa1999", .containsHandle),
            ("ashaashaasha", .repetition), ("@5h@1234", .containsHandle), ("xx-asha-xx", .containsHandle),
        ]
    )
    func weak(_ text: String, _ weakness: Weakness) {
        let strength = PassphraseStrength(of: text, handle: "asha")
        #expect(strength.guessesLog10 < PassphraseStrength.floorLog10)
        #expect(strength.weakness == weakness)
    }

    @Test(
        "four words that have nothing to do with each other, and random characters, are strong",
        arguments: [
            "walrus plinth ochre gantry", "tundra-spigot-mauve-lantern", "gravel sonnet umbra tiller",
            "coffee mountain purple engine", "tiger guitar window monday", "kV9#pQ2x!mZ7", "r4ndkq8zvw2t",
            "नदी पत्थर लालटेन आकाश", "meine katze trinkt gern kakao", "qf7m-2xkd-9wpz", "vjkwqpzx mblfrg",
            "zebu kayak fjord nymph",
        ]
    )
    func strong(_ text: String) {
        let strength = PassphraseStrength(of: text, handle: "asha")
        #expect(strength.weakness == nil, "10^\(strength.guessesLog10)")
    }

    @Test("a word more never makes a passphrase weaker")
    func monotonous() {
        var text = ""
        var last = 0.0
        for word in ["tiger", " guitar", " window", " monday", " engine", " purple"] {
            text += word
            let guesses = PassphraseStrength(of: text, handle: "asha").guessesLog10
            #expect(guesses > last)
            last = guesses
        }
    }

    @Test("the handle counts against it in any case, backwards and in look-alikes; another's handle does not")
    func handle() {
        for text in ["gantrymallory", "GANTRYMALLORY", "gantryyrollam", "gantrym4ll0ry"] {
            let own = PassphraseStrength(of: text, handle: "mallory").guessesLog10
            let other = PassphraseStrength(of: text, handle: "someone").guessesLog10
            #expect(own < other - 3)
        }
    }

    @Test("the lists are long, in lower case, and within the length that is looked for")
    func lists() {
        #expect(CommonWords.rank.count > 1500)
        for word in CommonWords.rank.keys {
            #expect(word == word.lowercased())
            #expect(word.count <= CommonWords.longest)
        }
        #expect(CommonWords.phrases.count > 60)
        #expect(CommonWords.phrases.allSatisfy { phrase in phrase.allSatisfy { $0.isLetter && $0.isLowercase } })
    }

    @Test("hostile lengths take no time", arguments: ["a", "ab", "1234567890", "password", "asha", "qwertyuiop", "é🙂"])
    func bounded(_ piece: String) {
        let text = String(repeating: piece, count: 1000)
        let clock = ContinuousClock()
        let duration = clock.measure { _ = PassphraseStrength(of: text, handle: "asha") }
        #expect(duration < .seconds(5))
    }
}
