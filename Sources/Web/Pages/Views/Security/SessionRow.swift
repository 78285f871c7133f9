/// One place where a person is signed in.
package struct SessionRow: Sendable {
    let name: String
    let detail: String
    let isCurrent: Bool
    let endPath: String?

    /// `name`: what is known without tracking anyone: `This browser`, `A browser`, `A token`.
    ///
    /// `detail`: measured facts: `Signed in 20 November, 20:09 UTC. Last used 20:12 UTC.`
    ///
    /// `id`: opaque.
    package init(id: String, name: String, detail: String, isCurrent: Bool) {
        self.name = name
        self.detail = detail
        self.isCurrent = isCurrent
        endPath = isCurrent ? nil : "/privacy/security/sessions/\(id)/end"
    }
}
