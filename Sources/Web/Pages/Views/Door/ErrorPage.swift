/// What happened, what was not opened, and one way on.
package struct ErrorPage: Page {
    package static let template = PageTemplate.error
    /// Someone who is signed in is led back to Today by the page itself, so the bar offers no door.
    package var place: Place { isSignedIn ? .door : .outside }
    package var title: String { heading }

    let status: Int
    let heading: String
    let lead: String
    let hush: String
    let wait: WaitText?
    let isSignedIn: Bool

    package enum Kind: Sendable {
        case badRequest
        case forbidden
        case notFound
        case tooLarge(limitMegabytes: Int)
        case tooManyTries(retryAfterSeconds: Int)
        case failed
        case unavailable(retryAfterSeconds: Int?)
    }

    /// `isSignedIn`: whether the way on is Today or the front door.
    package init(_ kind: Kind, isSignedIn: Bool) {
        let words = kind.words
        status = kind.status
        heading = words.heading
        lead = words.lead
        hush = words.hush
        wait = kind.wait
        self.isSignedIn = isSignedIn
    }
}

extension ErrorPage.Kind {
    /// The HTTP status the page is sent with.
    package var status: Int {
        switch self {
        case .badRequest: 400
        case .forbidden: 403
        case .notFound: 404
        case .tooLarge: 413
        case .tooManyTries: 429
        case .failed: 500
        case .unavailable: 503
        }
    }

    var wait: WaitText? {
        switch self {
        case .tooManyTries(let seconds): WaitText(seconds: seconds)
        case .unavailable(let seconds): seconds.map(WaitText.init(seconds:))
        default: nil
        }
    }

    var words: (heading: String, lead: String, hush: String) {
        let nothing = localized("Nothing of yours was opened to show this page.")
        switch self {
        case .badRequest:
            return (
                localized("We could not read that"),
                localized("Part of what your browser sent is not in a form we know. Nothing was saved."),
                nothing
            )
        case .forbidden:
            return (
                localized("This form is not from here"),
                localized("It may have been open too long, or another site sent it. Nothing was changed. ")
                    + localized("Open the page again and repeat what you did."),
                nothing
            )
        case .notFound:
            return (
                localized("There is no page here"),
                localized("The address may be old, or the thing was deleted. ")
                    + localized("Deleted things leave no trace, so we cannot say which."),
                nothing
            )
        case .tooLarge(let megabytes):
            return (
                localized("That is too large"),
                localized("The limit is {megabytes} MB. Nothing was saved. ", ["megabytes": "\(megabytes)"])
                    + localized("A statement can be cut into several files and imported one by one."),
                nothing
            )
        case .tooManyTries:
            return (
                localized("Too many tries"), localized("To stop guessing, the next try opens in"),
                localized("Was it not you? A wrong try opens nothing.")
            )
        case .failed:
            return (
                localized("Something broke on our side"),
                localized("It is not what you typed. What was saved before is untouched; ")
                    + localized("whether the last step was saved, your list will show."),
                nothing
            )
        case .unavailable:
            return (
                localized("Closed for a moment"),
                localized("A part that every opening needs is not answering. ")
                    + localized("Without it we do not open, rather than open without it."),
                nothing
            )
        }
    }
}
