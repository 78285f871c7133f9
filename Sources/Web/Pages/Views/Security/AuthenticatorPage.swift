/// Where an authenticator app is set up.
package struct AuthenticatorPage: Page {
    package static let template = PageTemplate.authenticator
    package var place: Place { .privacy(.security) }
    package let title = localized("Authenticator app")

    /// How many squares the picture is wide.
    let side: Int
    let path: String
    /// In groups of four.
    let secret: String
    let code: TextField
    let problems: FormProblems

    package init(picture: QRCode, secret: String, problems: FormProblems = .none) {
        side = picture.side
        path = picture.path
        self.secret = secret
        code = TextField(
            "code",
            localized("Six digits"),
            kind: .oneTimeCode,
            maximumLength: 10,
            problems: problems
        )
        self.problems = problems
    }
}
