/// Plain answers: why everything is typed, what is never done with it, how to check us, whom to write to.
package struct HelpPage: Page {
    package static let template = PageTemplate.help
    package var place: Place { .outside }
    package let title = localized("Plain answers")

    /// Whom to write to; nil when the operator named nobody.
    let contact: Contact?

    /// What the page answers; raw values are the names of its sections in addresses, and never change.
    package enum Answer: String, Sendable, CaseIterable {
        case manual = "why-manual"
        case sharing = "do-we-sell-data"
        case signingIn = "signing-in"
        case checking = "how-to-check-us"
        case leaving = "taking-it-with-you"
        case contact
    }

    package struct Contact: Sendable {
        /// `mailto:` or `https:`.
        let address: String
        /// The same as people read it.
        let label: String

        package init(_ address: String) {
            self.address = address
            label = String(address.trimmingPrefix("mailto:").trimmingPrefix("https://"))
        }
    }

    package init(contact: Contact?) { self.contact = contact }
}
