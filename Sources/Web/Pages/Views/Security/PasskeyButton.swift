/// A form that a script fills with a passkey's answer; hidden where there is no script.
package struct PasskeyButton: Sendable {
    /// Where the script asks for what the passkey is to sign.
    let options: String
    let action: String
    /// Whether it is what most people here want.
    let isFirst: Bool

    init(action: String, isFirst: Bool) {
        options = action + "/options"
        self.action = action
        self.isFirst = isFirst
    }
}
