import HTTPTypes

/// The header fields that stand on every answer, whoever wrote it.
///
/// A handler may set `Cache-Control` and `Content-Security-Policy`-free fields of its own; what is here is added where
/// it is missing, so an answer is private and inert unless it says otherwise. Source: docs/spec/http-api.md §4.
package struct SecurityHeaders: Sendable {
    package static let contentSecurityPolicy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
        "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "form-action 'self'", "base-uri 'none'",
        "frame-ancestors 'none'", "require-trusted-types-for 'script'",
    ].joined(separator: "; ")

    /// Every feature that a browser may offer and Flowkeep does not use; and passkeys, for our own pages alone.
    ///
    /// Only names that current browsers know: an unknown one is a warning on each page and refuses nothing.
    package static let permissionsPolicy =
        [
            "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "clipboard-write",
            "compute-pressure", "display-capture",
            "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get",
            "idle-detection", "keyboard-map", "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials",
            "payment", "picture-in-picture", "screen-wake-lock", "serial", "storage-access", "sync-xhr", "usb",
            "window-management",
            "xr-spatial-tracking",
        ].map { "\($0)=()" }.joined(separator: ", ")
        + ", publickey-credentials-create=(self), publickey-credentials-get=(self)"

    private static let strictTransportSecurity = "max-age=63072000; includeSubDomains; preload"

    private let fields: HTTPFields

    /// - Parameter isRealHostName: whether clients reach this listener by TLS under a host name of its own. False for
    ///   localhost and addresses, where a transport policy would poison the other ports of the machine.
    package init(isRealHostName: Bool) {
        var fields = HTTPFields()
        fields.append(HTTPField(name: .contentSecurityPolicy, value: Self.contentSecurityPolicy))
        fields.append(HTTPField(name: .crossOriginOpenerPolicy, value: "same-origin"))
        fields.append(HTTPField(name: .crossOriginResourcePolicy, value: "same-origin"))
        fields.append(HTTPField(name: .xContentTypeOptions, value: "nosniff"))
        fields.append(HTTPField(name: .referrerPolicy, value: "no-referrer"))
        fields.append(HTTPField(name: .permissionsPolicy, value: Self.permissionsPolicy))
        if isRealHostName {
            fields.append(HTTPField(name: .strictTransportSecurity, value: Self.strictTransportSecurity))
        }
        self.fields = fields
    }

    /// Adds what is missing.
    ///
    /// `Cache-Control` becomes `no-store` unless the handler set it.
    func complete(_ answer: inout HTTPFields) {
        let isCacheable = answer.contains(.cacheControl)
        var completed = fields
        completed.reserveCapacity(fields.count + answer.count + 1)
        for field in answer { completed.append(field) }
        if !isCacheable { completed.append(HTTPField(name: .cacheControl, value: "no-store")) }
        answer = completed
    }
}
