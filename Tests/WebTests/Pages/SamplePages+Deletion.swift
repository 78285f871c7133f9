@testable import Web

extension SamplePages {
    func deletionPages() -> [(String, any Page)] {
        [
            ("delete", deletion(due: nil)), ("delete-waits", deletion(due: text("25 November 2026, 09:00"))),
            (
                "delete-asked",
                DeletionAskedPage(
                    due: text("25 November 2026, 09:00"),
                    address: text("https://localhost/deleted/" + String(repeating: "7k3f", count: 13)),
                    path: text("/deleted/7k3f")
                )
            ),
        ]
    }

    private func deletion(due: String?) -> DeletionPage {
        DeletionPage(
            due: due,
            backupDays: "23",
            choices: [
                .init(days: "0", label: text("Now"), note: text("At once, with no way back."), isChosen: false),
                .init(
                    days: "3",
                    label: text("In 3 days"),
                    note: text("Until then you can take it back on every page."),
                    isChosen: true
                ),
            ]
        )
    }

    /// Receipts of deletions, which need no session.
    func deletedPages() -> [(String, any Page)] {
        [
            ("deleted", deleted(filePath: "/deleted/7k3f/receipt.flowkeep-receipt")),
            ("deleted-waits", deleted(filePath: nil)),
            (
                "deleted-unknown",
                DeletedPage(deleted: nil, backupsGone: nil, filePath: nil, address: nil, logKey: logKey)
            ),
        ]
    }

    private func deleted(filePath: String?) -> DeletedPage {
        DeletedPage(
            deleted: text("22 November 2026, 09:00"),
            backupsGone: text("15 December 2026"),
            filePath: filePath.map(text),
            address: text("https://localhost/deleted/7k3f"),
            logKey: logKey
        )
    }

    private var logKey: String { text("localhost/log+5067d5f7+ASVDuS/xCVURR2rcg2nbbdyTNmWhGXjdoUBO4QZsqVWd") }
}
