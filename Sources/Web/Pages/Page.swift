/// What one page shows: a plain value that the handler fills and a template prints.
///
/// Stored properties are what the template can name; text in them is printed escaped. Nothing stands in a page that
/// was not measured or typed.
package protocol Page: Sendable {
    static var template: PageTemplate { get }

    /// What the browser's tab says, before "· Flowkeep".
    var title: String { get }

    /// Which entry of the navigation the page belongs to.
    var place: Place { get }
}
