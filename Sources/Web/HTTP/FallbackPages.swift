package import HTTPTypes

/// What people are shown where a route's own handler cannot answer.
package struct FallbackPages: Sendable {
    /// HTML for a problem; no vault is opened for it.
    package let problem: @Sendable (Problem, HTTPFields) -> [UInt8]
    /// For a form that came after the key was forgotten: asks for the passphrase and keeps what was typed.
    package let lockedForm: @Sendable (WebRequest) async throws -> Answer

    /// Likewise, for a form that came after a tracker's own lock had closed.
    package let ownLockForm: @Sendable (WebRequest) async throws -> Answer

    /// Likewise, for a form of a shared book that its sender is not in any more.
    package let bookGoneForm: @Sendable (WebRequest) async throws -> Answer

    package init(
        problem: @escaping @Sendable (Problem, HTTPFields) -> [UInt8],
        lockedForm: @escaping @Sendable (WebRequest) async throws -> Answer,
        ownLockForm: @escaping @Sendable (WebRequest) async throws -> Answer = { _ in throw Problem(.notAllowed) },
        bookGoneForm: @escaping @Sendable (WebRequest) async throws -> Answer = { _ in throw Problem(.noBook) }
    ) {
        self.problem = problem
        self.lockedForm = lockedForm
        self.ownLockForm = ownLockForm
        self.bookGoneForm = bookGoneForm
    }

    /// Where there is nobody to show a page to.
    package static let none = FallbackPages(problem: { _, _ in [] }, lockedForm: { _ in throw Problem(.locked) })
}
