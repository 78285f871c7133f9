import Web

extension SamplePages {
    func receipts() -> [(String, any Page)] {
        [
            ("receipts", receiptsPage(.none)),
            ("receipts-refused", receiptsPage(problems("file", "File", "This file is damaged."))),
        ]
    }

    func receiptList(_ problems: FormProblems = .none) -> ReceiptList {
        let rows = [
            ReceiptList.Row(
                id: text("r1"),
                book: "own",
                name: text("IMG_2041.jpg"),
                about: text("JPEG · 3 MB"),
                hasThumbnail: true,
                isDownload: false
            ),
            ReceiptList.Row(
                id: "r2",
                book: "own",
                name: text("bill.pdf"),
                about: "PDF · 88 kB",
                hasThumbnail: false,
                isDownload: true
            ),
        ]
        return ReceiptList(
            entry: text("t9"),
            rows: rows,
            maximum: 20,
            byteCountMaximum: 10 << 20,
            problems: problems
        )
    }

    private func receiptsPage(_ problems: FormProblems) -> ReceiptsPage {
        ReceiptsPage(
            entry: text("Lunch with Devika"),
            day: day("2026-11-18"),
            money: money("460.00"),
            listPath: text("/money?month=2026-11"),
            editPath: text("/money/transactions/t9"),
            receipts: receiptList(problems),
            problems: problems
        )
    }
}
