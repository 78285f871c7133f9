/// One line or area to type in, with its label, hint and error.
package struct TextField: Sendable {
    let id: String
    let name: String
    let label: String
    let value: String
    let type: String
    let hint: String?
    let error: String?
    let placeholder: String?
    let autocomplete: String
    let inputMode: String?
    let isRequired: Bool
    let isPlainWord: Bool
    let isAmount: Bool
    let isArea: Bool
    let describedBy: String?
    let maximumLength: Int
    /// The id of a list of what is often typed here; nil for none.
    var list: String?

    /// What kind of words belong in a field; it decides keyboard, autocomplete and spelling help.
    package enum Kind: Sendable {
        case text, handle, currentPassphrase, newPassphrase, code, oneTimeCode, day, time, amount, search, area
        /// An amount that may be below zero: the keypad for decimals has no minus on an iPhone.
        case signedAmount
    }

    init(
        _ name: String,
        _ label: String,
        kind: Kind = .text,
        value: String = "",
        hint: String? = nil,
        placeholder: String? = nil,
        isRequired: Bool = true,
        maximumLength: Int = 200,
        scope: FieldID.Scope = .form,
        problems: FormProblems = .none
    ) {
        id = FieldID.make(name, in: scope)
        self.name = name
        self.label = label
        self.hint = hint
        self.placeholder = placeholder
        self.isRequired = isRequired
        self.maximumLength = maximumLength
        error = problems.message(for: name)
        // A passphrase or a code is never sent back to the page.
        let isSecret =
            kind == .currentPassphrase || kind == .newPassphrase || kind == .code
            || kind == .oneTimeCode
        self.value = isSecret ? "" : value
        type =
            switch kind {
            case .currentPassphrase, .newPassphrase: "password"
            case .day: "date"
            case .time: "time"
            case .search: "search"
            default: "text"
            }
        autocomplete =
            switch kind {
            case .handle: "username"
            case .currentPassphrase: "current-password"
            case .newPassphrase: "new-password"
            case .oneTimeCode: "one-time-code"
            default: "off"
            }
        inputMode = kind == .amount ? "decimal" : nil
        isPlainWord = isSecret || kind == .handle
        isAmount = kind == .amount || kind == .signedAmount
        isArea = kind == .area
        let descriptions = [error.map { [id] _ in id + "-e" }, hint.map { [id] _ in id + "-h" }]
        let joined = descriptions.compactMap(\.self).joined(separator: " ")
        describedBy = joined.isEmpty ? nil : joined
    }
}
