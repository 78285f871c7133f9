package import Money

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
        case .json: BookPieces(JSONWriter(book, options))
        case .ledger: BookPieces(LedgerWriter(book, options, .ledger))
        case .hledger: BookPieces(LedgerWriter(book, options, .hledger))
        case .beancount: BookPieces(BeancountWriter(book, options))
        case .ofx: BookPieces(OFXWriter(book, options))
        case .qif: BookPieces(QIFWriter(book))
        }
    }

    package func omissions(of book: MoneyBook, in format: ExportFormat) -> [ExportOmission] {
        var found: [ExportOmission.What: Int] = [:]
        found[.imports] = book.liveImports.count
        found[.columnMappings] = book.importMappingCount
        found[.undo] = book.undoBatches.count
        switch format {
        case .json, .ledger, .hledger, .beancount: break
        case .csv: countForTables(book, &found)
        case .ofx: countForStatements(book, &found)
        case .qif: countForQIF(book, &found)
        }
        return found.sorted { $0.key.rawValue < $1.key.rawValue }.filter { $0.value > 0 }
            .map { ExportOmission($0.key, count: $0.value) }
    }

    private func countForTables(_ book: MoneyBook, _ found: inout [ExportOmission.What: Int]) {
        found[.settings] = book.hasSettings ? 1 : 0
        found[.openingBalances] = book.liveAccounts.count { $0.content.openingMinorUnits != 0 }
        for transaction in book.transactionsInOrder where TransactionParts(transaction).isMixed {
            found[.parts, default: 0] += 1
        }
    }

    private func countForStatements(_ book: MoneyBook, _ found: inout [ExportOmission.What: Int]) {
        found[.settings] = book.hasSettings ? 1 : 0
        for transaction in book.transactionsInOrder {
            let content = transaction.content
            if !content.tags.isEmpty { found[.tags, default: 0] += 1 }
            if OFXWriter.isCut(content) { found[.notes, default: 0] += 1 }
            let targets = content.postings.map(\.target)
            if targets.contains(where: {
                if case .category(let id) = $0 { !(book.category(id)?.isBuiltIn ?? true) } else { false }
            }) {
                found[.categories, default: 0] += 1
            }
            if content.postings.count > 2 { found[.parts, default: 0] += 1 }
        }
    }

    private func countForQIF(_ book: MoneyBook, _ found: inout [ExportOmission.What: Int]) {
        found[.settings] = book.hasSettings ? 1 : 0
        for transaction in book.transactionsInOrder {
            if !transaction.content.tags.isEmpty { found[.tags, default: 0] += 1 }
            if TransactionParts(transaction).isMixed { found[.parts, default: 0] += 1 }
            if transaction.content.note?.unicodeScalars.contains(where: { $0.value < 0x20 }) == true {
                found[.characters, default: 0] += 1
            }
        }
        let names = book.liveAccounts.map(\.name) + book.liveCategories.map(\.name)
        found[.characters, default: 0] += names.count { QIFWriter.name($0) != $0 }
    }
}
