extension MoneyPlan {
    /// An import as one step: its record, then its transactions in their order.
    ///
    /// All or nothing.
    ///
    /// - Throws: the first rule a transaction breaks, with its place; drafts of the importer keep them all.
    package mutating func commitImport(
        _ content: ImportContent,
        _ transactions: [ImportedTransaction]
    ) throws(ImportRefusal) -> ImportID {
        let id: ImportID
        do throws(MoneyError) {
            id = ImportID(try append(.addImport(try Self.checked(content))))
            guard book.transactions.count + transactions.count <= MoneyLimits.transactions else {
                throw MoneyError.tooMany(.postings, maximum: MoneyLimits.transactions)
            }
        } catch {
            throw ImportRefusal(place: nil, error: error)
        }
        var check = TransactionCheck(book: book)
        for (place, transaction) in transactions.enumerated() {
            do throws(MoneyError) {
                let origin = TransactionOrigin(
                    importID: id,
                    fingerprint: transaction.fingerprint,
                    externalID: transaction.externalID
                )
                try append(.addTransaction(try check.content(of: transaction.draft), origin))
            } catch {
                throw ImportRefusal(place: place, error: error)
            }
        }
        return id
    }

    /// Takes an import back: every transaction of it that still exists goes, edited or not.
    package mutating func undoImport(_ id: ImportID) throws(MoneyError) {
        guard book.importRecord(id) != nil else { throw .notFound(.id) }
        let gone = book.occurrences.sorted.filter { occurrence in
            guard let made = occurrence.occurrence.transaction, book.recurring(occurrence.id.entry) != nil else {
                return false
            }
            return book.transaction(made)?.origin?.importID == id
        }
        try append(.removeImport(id))
        // An entry that came with a file may be what an occurrence came true as.
        for (occurrence, said) in gone {
            try append(.putOccurrence(occurrence, Occurrence(.skipped, said.transaction)))
        }
    }

    package mutating func putImportMapping(signature: [UInt8], mapping: [UInt8]) throws(MoneyError) {
        guard !signature.isEmpty else { throw .missing(.mapping) }
        guard signature.count + mapping.count <= MoneyLimits.importMappingBytes else {
            throw .tooLong(.mapping, maximum: MoneyLimits.importMappingBytes)
        }
        let isKnown = book.importMapping(signature: signature) != nil
        guard isKnown || book.mappings.count < MoneyLimits.importMappings else {
            throw .tooMany(.mapping, maximum: MoneyLimits.importMappings)
        }
        try append(.putImportMapping(ImportMapping(signature: signature, mapping: mapping)))
    }

    private static func checked(_ draft: ImportContent) throws(MoneyError) -> ImportContent {
        var content = draft
        content.label = try TextCheck.name(draft.label, .label)
        content.format = try TextCheck.name(draft.format, .kind)
        guard draft.fileDigest.isEmpty || draft.fileDigest.count == 32 else { throw .invalid(.fileDigest) }
        return content
    }
}

/// A rule that an import broke.
package struct ImportRefusal: Error, Hashable, Sendable {
    /// The place of the transaction among those of the import; nil when it is the import itself.
    package let place: Int?
    package let error: MoneyError
}
