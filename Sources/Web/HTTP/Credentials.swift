import HTTPTypes

/// What a request brings to show who is asking.
///
/// Not yet believed.
struct Credentials: Sendable {
    /// A session token from the `Authorization` field or the session cookie.
    let token: String?
    /// Whether the token came in `Authorization`, which no browser sends by itself.
    let isBearer: Bool
    let formCookie: String?

    /// What a browser of the staff brings: its own cookie, and nothing in `Authorization`.
    init(staff fields: HTTPFields) {
        formCookie = Cookies.value(Cookies.form, in: fields).flatMap { FormSecret.isCookie($0) ? $0 : nil }
        isBearer = false
        token = Cookies.value(Cookies.staff, in: fields)
    }

    init(_ fields: HTTPFields) {
        // One that we did not make is as good as none.
        formCookie = Cookies.value(Cookies.form, in: fields).flatMap { FormSecret.isCookie($0) ? $0 : nil }
        let authorizations = fields[values: .authorization]
        if let authorization = authorizations.first {
            isBearer = true
            // Two of them, or another scheme: a token that is nobody's.
            token =
                authorizations.count == 1 && authorization.lowercased().hasPrefix("bearer ")
                ? String(authorization.dropFirst("bearer ".count)) : ""
        } else {
            isBearer = false
            token = Cookies.value(Cookies.session, in: fields)
        }
    }
}
