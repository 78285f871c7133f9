import Primitives
import Sealing
import TestSupport
import Testing

@testable import Identity

@Suite("Text of API tokens")
struct APITokenTests {
    private static let text = "fk_000g40r40m30e209185gr38e1w8124gk2gahc5rr34d1p70x3rfxkfth"

    /// Frozen when version 1 shipped: if it fails, tokens that people gave away no longer work.
    @Test("the frozen token: text, hash and what it signs with")
    func frozen() throws {
        let token = APIToken(SecretBytes(copying: Array(0..<32)))
        #expect(token.text() == Self.text)
        #expect(Hex.encode(token.hash) == "5773af9b071cf1adce921da0388d8e3eb31121ad7163d3c14c361ac0f38dce3e")
        let publicKey = token.signingKey().publicKey.bytes
        #expect(Hex.encode(publicKey) == "a23d4a50786f6fa140eae889dce4a2df59270220cd41e0f92a3dadd401258206")
        #expect(APIToken(text: Self.text)?.hash == token.hash)
    }

    @Test("a token that was drawn is read back as itself")
    func roundTrip() throws {
        for _ in 0..<50 {
            let token = APIToken.random()
            let text = token.text()
            #expect(text.utf8.count == 59)
            #expect(text.wholeMatch(of: #/fk_[0-9a-hjkmnp-tv-z]{56}/#) != nil, "what a scanner of secrets looks for")
            #expect(APIToken(text: text)?.hash == token.hash)
        }
    }

    @Test(
        "what is no token is none",
        arguments: [
            "", "fk_", "000g40r40m30e209185gr38e1w8124gk2gahc5rr34d1p70x3rfxkfth",
            "FK_000g40r40m30e209185gr38e1w8124gk2gahc5rr34d1p70x3rfxkfth",
            "fk_000g40r40m30e209185gr38e1w8124gk2gahc5rr34d1p70x3rfxkft",
            "fk_000g40r40m30e209185gr38e1w8124gk2gahc5rr34d1p70x3rfxkfthh",
            "fk_100g40r40m30e209185gr38e1w8124gk2gahc5rr34d1p70x3rfxkfth",
            "fk_000g40r40m30e209185gr38e1w8124gk2gahc5rr34d1p70x3rfxkfti",
            "fk_u00g40r40m30e209185gr38e1w8124gk2gahc5rr34d1p70x3rfxkfth",
        ]
    )
    func refused(_ text: String) { #expect(APIToken(text: text) == nil) }

    @Test("any one character changed is no token: the checksum finds it")
    func checksum() throws {
        let characters = Array(Self.text)
        for place in 3..<characters.count {
            var changed = characters
            changed[place] = changed[place] == "7" ? "8" : "7"
            #expect(APIToken(text: String(changed)) == nil, "\(place)")
        }
    }

    @Test("write holds reading and adding of its own tracker, and nothing else holds another")
    func scopes() {
        for granted in TokenScope.allCases {
            for asked in TokenScope.allCases {
                let isWrite = granted == .moneyWrite || granted == .diaryWrite
                let expected = granted == asked || isWrite && granted.tracker == asked.tracker
                #expect(asked.isGranted(by: [granted]) == expected, "\(granted) \(asked)")
            }
        }
        #expect(Set<TokenScope>([.moneyAdd, .diaryRead]).readTrackers == [TokenScope.diaryRead.tracker])
        #expect(Set<TokenScope>([.moneyAdd, .moneyWrite, .diaryAdd]).inboxScopes == [.diaryAdd])
        #expect(TokenScope.allCases.allSatisfy { TokenScope(name: $0.name) == $0 })
    }
}
