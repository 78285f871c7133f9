import Primitives
@testable import Web

extension SamplePages {
    func journalCheck() -> JournalCheckPage {
        var content = JournalCheckPage.Content()
        content.standing = [text("The same file was imported on 2 Nov.")]
        content.accounts = [
            .init(name: text("HDFC savings"), detail: "Bank account, INR", isNew: true, opening: money("5000")),
            .init(name: text("Konto:Dose"), detail: "Bank account, INR", isNew: true, opening: nil),
            .init(name: text("Travel card"), detail: "Wallet, USD", isNew: false, opening: nil),
        ]
        content.moreAccounts = "and 3 more"
        content.categories = [text("Food"), text("Food › Eating out"), text("Rent")]
        content.categoryWords = "3 new categories"
        content.unclear = .init([(number: 4, name: text("Konto:Dose"), kind: "assets")])
        content.leftOut = [
            .init(sentence: text("States, codes and second dates are not kept."), lines: "lines 8, 12 and 30 more"),
            .init(sentence: text("Rates are not kept; the amounts of exchanges are."), lines: "line 40"),
        ]
        return JournalCheckPage(
            id: text("i3"),
            fileName: text("book.ledger"),
            format: "Ledger",
            counts: .init(new: 1204, duplicates: 3, rejected: 1, rows: 1208),
            content: content,
            shown: .all,
            rows: [
                ImportRow(
                    line: 12,
                    state: .new,
                    name: text("Chai Point"),
                    day: day("2026-11-17"),
                    money: money("-120", .both),
                    reason: text("HDFC savings, Food › Eating out")
                ),
                ImportRow(
                    row: 21,
                    line: 30,
                    state: .duplicate,
                    name: text("Rent"),
                    day: day("2026-11-01"),
                    money: money("-9000", .both),
                    reason: "Your book has it and says something else.",
                    choice: "Take what the file says"
                ),
                ImportRow(
                    line: 34,
                    state: .rejected,
                    name: "Line 34",
                    day: nil,
                    money: nil,
                    reason: "The postings do not add up to zero."
                ),
                ImportRow(
                    line: 40,
                    state: .left,
                    name: "Line 40",
                    day: nil,
                    money: nil,
                    reason: "Rates are not kept; the amounts of exchanges are."
                ),
            ],
            count: "Showing 4 of 1,208 rows",
            moreCursor: text("100")
        )
    }

    func exportPage() -> ExportPage {
        ExportPage(
            groups: [
                .init(
                    id: "keep",
                    heading: "To keep",
                    formats: [
                        .init(
                            path: "/money/export/file?format=json",
                            name: "JSON",
                            ending: ".json",
                            sentence: "Everything, named and typed.",
                            omissions: []
                        )
                    ]
                ),
                .init(
                    id: "other",
                    heading: "Spreadsheets and other programs",
                    formats: [
                        .init(
                            path: "/money/export/file?format=ofx",
                            name: "OFX",
                            ending: ".ofx",
                            sentence: "A statement for each account.",
                            omissions: ["Your settings.", text("The tags of 12 transactions.")]
                        )
                    ]
                ),
            ],
            neverHeld: [text("What undo could bring back.")],
            isEmpty: false
        )
    }
}
