import HTTPTypes

/// Whether a request that changes something was made by a page of this site.
///
/// Three independent answers: the cookie is `SameSite=Strict` (the browser's), the browser names the origin and the
/// kind of site the request came from (checked here), and forms carry a token of the session (``FormSecret``). A
/// request with a bearer token needs none of them: no browser attaches one by itself. Source: docs/spec/http-api.md §4.
enum CrossSiteCheck {
    /// What the browser's own headers say.
    enum Verdict: Hashable {
        case sameOrigin
        /// Neither header says anything: not a browser of the last years.
        case unknown
        case crossSite
    }

    static func verdict(_ fields: HTTPFields, authority: String) -> Verdict {
        let origins = fields[values: .origin]
        let sites = fields[values: .secFetchSite]
        guard origins.count <= 1, sites.count <= 1 else { return .crossSite }
        if let site = sites.first, site != "same-origin" { return .crossSite }
        // Our own `Referrer-Policy: no-referrer` makes browsers send `null` with forms of our own pages (Fetch, "append
        // a request Origin header"), so `null` says nothing; a foreign page that sends it is caught by Sec-Fetch-Site.
        if let origin = origins.first, origin != "null" {
            // The scheme is ours to know: pages exist under HTTPS only, and the default port may be written or not.
            let expected = authority.hasSuffix(":443") ? String(authority.dropLast(4)) : authority
            guard origin.lowercased() == "https://" + expected.lowercased() else { return .crossSite }
            return .sameOrigin
        }
        return sites.isEmpty ? .unknown : .sameOrigin
    }
}
