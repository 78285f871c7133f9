/// What Flowkeep is, for someone who is not signed in.
package struct WelcomePage: Page {
    package static let template = PageTemplate.welcome
    package var place: Place { .outside }
    package let title = localized("Welcome")

    /// Who runs this copy, in a sentence the operator wrote; nil when none was configured.
    let operatorSentence: String?
    let canSignUp: Bool

    package init(operatorSentence: String? = nil, canSignUp: Bool = true) {
        self.operatorSentence = operatorSentence
        self.canSignUp = canSignUp
    }
}
