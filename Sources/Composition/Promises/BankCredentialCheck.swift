import Assurance
import Web

/// MAN-1: what is asked for.
struct BankCredentialCheck: PromiseCheck {
    let promise = PromiseID.man1
    let method =
        "Walks the schema of every operation of the API: no field may be for a bank's user name, password, PIN or "
        + "one-time code. Types test card numbers: each must be refused."
    let endpoints: [Endpoint]
    var cards = CardNumberCheck(endpoints: [])

    /// Words of a name; Flowkeep's own secrets are `passphrase` and `recoveryCode`.
    private static let words: Set<String> = [
        "password", "pin", "otp", "cvv", "cvc", "netbanking", "iban", "ifsc", "bank",
    ]
    private static let phrases = ["accountnumber", "cardnumber", "securitycode", "customerid", "secretanswer"]

    static func isOfBank(_ name: String) -> Bool {
        let lower = name.lowercased()
        return words.contains(lower) || !words.isDisjoint(with: parts(of: name))
            || phrases.contains { lower.contains($0) }
    }

    /// `upiPin` is `upi` and `pin`.
    private static func parts(of name: String) -> [String] {
        var parts: [String] = [""]
        for character in name {
            if character.isUppercase { parts.append("") }
            parts[parts.count - 1].append(contentsOf: character.lowercased())
        }
        return parts
    }

    func run() async throws -> PromiseFinding {
        let names = Set(endpoints.flatMap(\.propertyNames))
        let found = names.filter(Self.isOfBank).sorted()
        let fields = found.isEmpty ? "none" : found.joined(separator: ", ")
        return PromiseFinding(
            [
                Evidence("Fields of all operations", "\(names.count) names", isAsPromised: !names.isEmpty),
                Evidence("Fields for what a bank gave", fields, isAsPromised: found.isEmpty),
                cards.typed, cards.ordinary,
            ]
        )
    }
}
