/// Why the pages cannot be served; carries a template's name, never what stands in a page.
package enum PageRendererError: Error, Hashable, Sendable {
    case missing(String)
    case malformed(String)
}
