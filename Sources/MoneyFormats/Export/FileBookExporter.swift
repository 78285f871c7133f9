package import Money
package import Primitives

/// Writes a book in every format Flowkeep knows.
///
/// - Source: docs/spec/journal-formats.md §9.
package struct FileBookExporter: BookExporter {
    package init() {}

    package func pieces(
        of book: MoneyBook,
        as format: ExportFormat,
        options: ExportOptions
    ) -> any ExportPieces {
        switch format {
        case .csv: BookPieces(CSVWriter(book))
        case .json: BookPieces(BookJSONWriter(book, options))
        case .ledger: BookPieces(LedgerWriter(book, options, .ledger))
        case .hledger: BookPieces(LedgerWriter(book, options, .hledger))
        case .beancount: BookPieces(BeancountWriter(book, options))
        case .ofx: BookPieces(OFXWriter(book, options))
        case .qif: BookPieces(QIFWriter(book))
        }
    }

    package func archive(day: CalendarDay) -> any ArchiveWriter { ZIPArchive(day: day) }

    package func archive(saved: [UInt8]) -> (any ArchiveWriter)? { ZIPArchive(saved: saved) }

    package func omissions(of book: MoneyBook) -> [ExportFormat: [ExportOmission]] {
        let traits = BookTraits(book) { OFXWriter.isCut(payee: $0, note: $1) }
        let names = book.liveAccounts.map(\.name) + book.liveCategories.map(\.name)
        let settings = book.hasSettings ? 1 : 0
        let always: [ExportOmission.What: Int] = [
            .imports: book.liveImports.count, .columnMappings: book.importMappingCount,
            .undo: book.undoBatches.count, .receipts: book.receiptCount,
        ]
        let planned: [ExportOmission.What: Int] = [
            .recurring: book.liveRecurring.count, .budgets: book.liveBudgets.count, .plans: book.plannedItemCount,
        ]
        let more: [ExportFormat: [ExportOmission.What: Int]] = [
            .csv: [
                .settings: settings, .rates: book.rateCount, .parts: traits.mixed,
                .openingBalances: book.liveAccounts.count { $0.content.openingMinorUnits != 0 },
            ],
            .ofx: [
                .settings: settings, .rates: book.rateCount, .tags: traits.tagged, .notes: traits.cut,
                .categories: traits.categorised,
                .parts: traits.ofSeveralParts,
            ],
            .qif: [
                .settings: settings, .rates: book.rateCount, .tags: traits.tagged, .parts: traits.mixed,
                .characters: traits.withBreaks + names.count { QIFWriter.name($0) != $0 },
            ],
        ]
        var result: [ExportFormat: [ExportOmission]] = [:]
        for format in ExportFormat.allCases {
            result[format] = always.merging(more[format] ?? [:]) { first, _ in first }
                .merging(format == .json ? [:] : planned) { first, _ in first }
                .filter { $0.value > 0 }.sorted { $0.key.rawValue < $1.key.rawValue }
                .map { ExportOmission($0.key, count: $0.value) }
        }
        return result
    }
}
