import HTTPTypes

/// Reading and writing of our own cookies.
///
/// Others are ignored.
enum Cookies {
    /// Holds the session token.
    ///
    /// `__Host-` binds it to this origin: TLS, this very host, every path.
    static let session = "__Host-flowkeep"
    /// Holds the session token of somebody of the staff, on the staff's listener.
    static let staff = "__Host-flowkeep-staff"
    /// Holds the secret of a device of the staff.
    static let staffDevice = "__Host-flowkeep-staff-device"
    /// Holds 16 random bytes for the form token of people who are not signed in.
    static let form = "__Host-flowkeep-form"
    /// Holds the token of a device that an account knows; by itself it opens nothing.
    static let device = "__Host-flowkeep-device"
    static let deviceSeconds = 180 * 86_400
    /// Holds the token of a sign-in between its two steps.
    static let signIn = "__Host-flowkeep-sign-in"
    /// The shared book that a browser shows in place of the person's own; an opaque id.
    static let book = "__Host-flowkeep-book"
    /// `light` or `dark`; nothing personal.
    static let theme = "__Host-flowkeep-theme"
    /// A language tag; nothing personal.
    static let locale = "__Host-flowkeep-locale"
    /// `on` when figures are to be covered at each opening.
    static let coverFirst = "__Host-flowkeep-cover-first"
    /// `off` when single letters are no shortcuts.
    static let shortcuts = "__Host-flowkeep-shortcuts"
    /// `on` while figures are covered.
    static let cover = "__Host-flowkeep-cover"

    /// The value of a cookie; nil when it is absent, or sent twice (then neither can be trusted).
    static func value(_ name: String, in fields: HTTPFields) -> String? {
        var found: String?
        for header in fields[values: .cookie] {
            for pair in header.split(separator: ";") {
                let pair = pair.trimmed()
                guard pair.utf8.count > name.utf8.count, pair.hasPrefix(name),
                    pair.utf8.dropFirst(name.utf8.count).first == UInt8(ascii: "=")
                else { continue }
                guard found == nil else { return nil }
                found = String(pair.dropFirst(name.count + 1))
            }
        }
        return found
    }

    /// A `Set-Cookie` value.
    ///
    /// No expiry unless `maxAgeSeconds` is given: the cookie then ends with the browser session.
    static func setting(_ name: String, to value: String, maxAgeSeconds: Int? = nil) -> String {
        let age = maxAgeSeconds.map { "; Max-Age=\($0)" } ?? ""
        return "\(name)=\(value); Path=/; Secure; HttpOnly; SameSite=Strict\(age)"
    }

    static func deleting(_ name: String) -> String { setting(name, to: "", maxAgeSeconds: 0) }
}
