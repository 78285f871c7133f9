import HTTPTypes

/// Signing in to the staff's pages, with a passkey and nothing else.
package struct StaffSignInPage: Page {
    package static let template = PageTemplate.staffSignIn
    package var place: Place { .staffDoor }
    package let title = localized("Staff")

    /// Whether this site has a name that passkeys can be bound to.
    let canUsePasskeys: Bool
    let device = StaffDeviceField.make()

    package init(canUsePasskeys: Bool) { self.canUsePasskeys = canUsePasskeys }
}

/// Following an invitation's link: the page reads it, so that no address ever holds it.
package struct StaffJoinPage: Page {
    package static let template = PageTemplate.staffJoin
    package var place: Place { .staffDoor }
    package let title = localized("Join the staff")

    let canUsePasskeys: Bool
    let device = StaffDeviceField.make()

    package init(canUsePasskeys: Bool) { self.canUsePasskeys = canUsePasskeys }
}

private enum StaffDeviceField {
    static func make() -> TextField {
        TextField(
            "device",
            localized("What colleagues call this device"),
            hint: localized("Somebody else looks at it before it starts a session."),
            isRequired: false,
            maximumLength: 60
        )
    }
}

/// An invitation's link, shown this once.
package struct StaffLinkPage: Page {
    package static let template = PageTemplate.staffLink
    package var place: Place { .staff(.decisions) }
    package let title = localized("Their link")

    let link: String

    package init(link: String) { self.link = link }
}

/// What could not be answered on the staff's listener.
package struct StaffErrorPage: Page {
    package static let template = PageTemplate.staffError
    package var place: Place { .staffDoor }
    package var title: String { heading }

    let status: Int
    let heading: String
    let lead: String?

    init(_ problem: Problem) {
        status = problem.kind.status.code
        lead = problem.detail
        heading =
            switch problem.kind {
            case .notAllowed: localized("This is not open to you")
            case .crossSite: localized("This form is not from here")
            case .notFound, .methodNotAllowed: localized("There is no page here")
            case .tooManyRequests: localized("Too many tries")
            case .unavailable: localized("Closed for a moment")
            case .internalError: localized("Something broke on our side")
            default: localized("We could not read that")
            }
    }

    /// As it would be for a problem; for samples.
    package init(status: Int, heading: String, lead: String?) {
        self.status = status
        self.heading = heading
        self.lead = lead
    }
}
