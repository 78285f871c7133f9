/// A form that was sent after the key was forgotten, carried through the unlock page in hidden fields of that page.
///
/// The server keeps nothing of it: it holds no key to seal it with. Its token is left out, as the session it was made
/// for ends with the unlocking.
struct HeldForm {
    /// Names of forms that may appear more than once; the unlock forms repeat them.
    static let repeatable = Set(
        ["add", "consent", "contents", "field", "on", "part", "plain", "scope"].map { prefix + $0 }
    )
    private static let pathName = "held-path"
    private static let prefix = "held."
    /// A form with one of these is not carried: what lets somebody in is shown again, never written into a page.
    private static let secrets = ["passphrase", "current", "code", "answer", "secondStep", "guardian", "group"]

    let path: String
    let fields: [(name: String, value: String)]

    /// The form that a request carries; nil when it holds a secret.
    init?(of request: WebRequest) {
        guard Self.secrets.allSatisfy({ request.form[$0] == nil }) else { return nil }
        path = request.target
        fields = request.form.pairs.filter { $0.name != "csrf" }
    }

    /// The form that the unlock page carries; nil when it carries none, or one for another site.
    init?(carriedBy form: FormFields) {
        guard let path = NextPath.optional(form[Self.pathName]) else { return nil }
        self.path = path
        fields = form.pairs.filter { $0.name.hasPrefix(Self.prefix) }
            .map { (String($0.name.dropFirst(Self.prefix.count)), $0.value) }
    }

    /// As the unlock page carries it.
    var carried: [HiddenField] {
        [HiddenField(name: Self.pathName, value: path)]
            + fields.map { HiddenField(name: Self.prefix + $0.name, value: $0.value) }
    }

    var page: HeldFormPage {
        HeldFormPage(path: path, fields: fields.map { HiddenField(name: $0.name, value: $0.value) })
    }
}
