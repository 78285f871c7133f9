import HTTPTypes

extension Endpoint {
    /// What a form of a private page is sent to.
    ///
    /// The vault must be open, and a form that is sent twice does what it says once.
    static func form(_ path: String, handler: @escaping Handler) -> Endpoint {
        Endpoint(.post, path, surface: .page, access: .unlocked, handler: handler).with {
            $0.body = .form()
            $0.takesIdempotencyKey = true
        }
    }

    /// Asks for a proof, and leads to a page after it: for what is no page itself.
    ///
    /// - `path`: of this site.
    mutating func needsProof(thenAt path: String) {
        needsProof = true
        doors[.proofNeeded] = Self.proofPath(thenAt: path)
    }

    /// The page that asks for a proof and leads to `path`.
    static func proofPath(thenAt path: String) -> String { "/confirm?next=" + PercentCoding.encode(path) }
}
