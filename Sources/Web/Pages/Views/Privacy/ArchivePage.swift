/// A copy of everything: asking for it, how far it is, and taking it.
package struct ArchivePage: Page {
    package static let template = PageTemplate.archive
    package var place: Place { .privacy(.archive) }
    package let title = localized("Take everything with you")

    /// Of the one that was asked for; nil where there is none.
    let standing: Standing?
    /// Then nothing is asked that a page which looks again would forget.
    let isMaking: Bool
    let problems: FormProblems

    package struct Standing: Sendable {
        let asked: String
        let isMaking: Bool
        let isReady: Bool
        /// Why nothing comes of it.
        let stopped: String?
        let part: String
        /// Of the receipts, while they are written.
        let done: String?
        let total: String?
        let size: String
        let isSealed: Bool
        let goes: String

        package init(
            asked: String,
            isMaking: Bool,
            isReady: Bool,
            stopped: String?,
            part: String,
            done: String?,
            total: String?,
            size: String,
            isSealed: Bool,
            goes: String
        ) {
            self.asked = asked
            self.isMaking = isMaking
            self.isReady = isReady
            self.stopped = stopped
            self.part = part
            self.done = done
            self.total = total
            self.size = size
            self.isSealed = isSealed
            self.goes = goes
        }
    }

    package init(standing: Standing?, problems: FormProblems = .none) {
        self.standing = standing
        isMaking = standing?.isMaking == true
        self.problems = problems
    }
}

/// Shown once: what the sealed archive opens with.
package struct ArchiveAskedPage: Page {
    package static let template = PageTemplate.archiveAsked
    package var place: Place { .privacy(.archive) }
    package let title = localized("Write this down")

    let passphrase: String

    package init(passphrase: String) { self.passphrase = passphrase }
}
