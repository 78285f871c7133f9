import Sealing

/// The browser's session: set at sign-in, replaced when its token changes, cleared at sign-out.
enum SessionCookie {
    /// Ends with the browser; the server ends it after twelve hours in any case.
    static func setting(_ token: String) -> String { Cookies.setting(Cookies.session, to: token) }

    static let deleting = Cookies.deleting(Cookies.session)

    /// Which group of the recovery code is asked for; not a secret.
    static func randomIndex(below count: Int) -> Int { Int(SecureRandom.bytes(count: 1)[0]) % max(1, count) }
}

/// The group of the recovery code that is typed back, in the form it is compared in.
enum KitCheck {
    static func text(number: Int, group: String) -> String {
        let folded = group.lowercased().filter { !$0.isWhitespace && $0 != "-" }.map { character -> Character in
            switch character {
            case "o": "0"
            case "i", "l": "1"
            default: character
            }
        }
        return "kit \(number) \(String(folded))"
    }
}
