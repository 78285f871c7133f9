@testable import Web

extension SamplePages {
    func archivePages() -> [(String, any Page)] {
        [
            ("archive", ArchivePage(standing: nil)),
            ("archive-making", ArchivePage(standing: standing(done: "120", total: "300"))),
            ("archive-ready", ArchivePage(standing: standing(isReady: true))),
            (
                "archive-stopped",
                ArchivePage(
                    standing: standing(
                        stopped: text("It is gone: there is no consent to exports any more.")
                    )
                )
            ),
            ("archive-asked", ArchiveAskedPage(passphrase: text("7k3qm-x2pd9-0a1b2-c3d4e-5f6g7-h8"))),
        ]
    }

    /// What an archive is read from.
    func archiveIndex() -> ArchiveIndexDocument {
        ArchiveIndexDocument(
            language: "en-IN",
            made: text("22 November 2026"),
            address: text("https://localhost"),
            logKey: text("localhost/log+5067d5f7+ASVDuS"),
            sections: [
                .init(
                    heading: text("Money"),
                    note: text("It could not be opened when this was made: ask again later."),
                    files: [
                        .init(
                            name: text("money/book.ledger"),
                            label: text("book.ledger"),
                            size: text("3 kB"),
                            sentence: text("Plain text for ledger and hledger.")
                        )
                    ],
                    receipts: [.init(name: text("money/receipts/a.jpg"), label: text("a.jpg"))]
                )
            ]
        )
    }

    private func standing(
        isReady: Bool = false,
        stopped: String? = nil,
        done: String? = nil,
        total: String? = nil
    ) -> ArchivePage.Standing {
        ArchivePage.Standing(
            asked: text("22 November 2026, 09:00"),
            isMaking: !isReady && stopped == nil,
            isReady: isReady,
            stopped: stopped,
            part: text("Receipt 120 of 300"),
            done: done,
            total: total,
            size: text("41 MB"),
            isSealed: true,
            goes: text("25 November 2026, 09:00")
        )
    }
}
