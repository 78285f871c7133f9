extension SecurityPage {
    /// How well she is protected, in a sentence that says what to do next.
    package struct Standing: Sendable {
        let tone: String
        let icon: String
        let heading: String
        let sentence: String

        package init(isWell: Bool, heading: String, sentence: String) {
            tone = isWell ? "pass" : "info"
            icon = isWell ? "check" : "info"
            self.heading = heading
            self.sentence = sentence
        }
    }

    package struct PasskeyRow: Sendable {
        let name: String
        let detail: String
        /// Where it is renamed.
        let path: String

        package init(name: String, detail: String, path: String) {
            self.name = name
            self.detail = detail
            self.path = path
        }
    }

    package struct App: Sendable {
        let isOn: Bool
        let detail: String

        package init(isOn: Bool, detail: String) {
            self.isOn = isOn
            self.detail = detail
        }
    }

    package struct DeviceRow: Sendable {
        let name: String
        let detail: String
        let isCurrent: Bool
        let path: String

        package init(name: String, detail: String, isCurrent: Bool, path: String) {
            self.name = name
            self.detail = detail
            self.isCurrent = isCurrent
            self.path = path
        }
    }

    /// What lets her in beside the passphrase.
    package struct Factors: Sendable {
        package var standing: Standing
        package var canHavePasskeys: Bool
        package var passkeys: [PasskeyRow]
        package var app: App
        /// How many backup codes are left, in words; nil where there is no second step.
        package var backup: String?
        package var devices: [DeviceRow]

        package init(
            standing: Standing,
            canHavePasskeys: Bool,
            passkeys: [PasskeyRow],
            app: App,
            backup: String?,
            devices: [DeviceRow]
        ) {
            self.standing = standing
            self.canHavePasskeys = canHavePasskeys
            self.passkeys = passkeys
            self.app = app
            self.backup = backup
            self.devices = devices
        }
    }
}
