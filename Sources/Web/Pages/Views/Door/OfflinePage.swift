/// What the service worker shows when the server cannot be reached; the same for everybody, but for the language.
package struct OfflinePage: Page {
    package static let template = PageTemplate.offline
    /// No form stands in its bar: a token in a page that is kept would be somebody's.
    package let place = Place.alone
    package let title: String

    package init(_ words: Words) { title = words("No answer from your server") }
}
