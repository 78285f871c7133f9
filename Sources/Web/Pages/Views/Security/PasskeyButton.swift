/// A form that a script fills with a passkey's answer; hidden where there is no script.
package struct PasskeyButton: Sendable {
    /// Where the script asks for what the passkey is to sign.
    let options: String
    let action: String
    /// Whether it is what most people here want.
    let isFirst: Bool
    /// What stands between it and the other way, which is there without a script too.
    let alternative: String

    init(action: String, isFirst: Bool, alternative: String = localized("or with the passphrase")) {
        self.alternative = alternative
        options = action + "/options"
        self.action = action
        self.isFirst = isFirst
    }
}
