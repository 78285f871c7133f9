package import HTTPTypes

// Names are checked when they are made; these are literals, so a failure is a programming error seen by any test.
extension HTTPField.Name {
    package static let crossOriginOpenerPolicy = named("Cross-Origin-Opener-Policy")
    package static let referrerPolicy = named("Referrer-Policy")
    package static let permissionsPolicy = named("Permissions-Policy")
    package static let clearSiteData = named("Clear-Site-Data")
    package static let serviceWorkerAllowed = named("Service-Worker-Allowed")
    package static let idempotencyKey = named("Idempotency-Key")
    package static let formToken = named("X-CSRF-Token")
    package static let secFetchDest = named("Sec-Fetch-Dest")
    package static let secFetchSite = named("Sec-Fetch-Site")
    package static let requestID = named("X-Request-ID")
    static let stripeSignature = named("Stripe-Signature")
    package static let secGPC = named("Sec-GPC")
    static let host = named("Host")

    private static func named(_ name: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name("\(name)") else { preconditionFailure("not a header field name") }
        return name
    }
}
