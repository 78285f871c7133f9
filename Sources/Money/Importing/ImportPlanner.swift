import Primitives
package import Vault

/// Turns a statement into a preview against the book, and a preview into changes.
///
/// Pure: what it returns is sealed by the caller as one batch, all or nothing.
///
/// - Source: docs/spec/statement-import.md §8, §9.
package struct ImportPlanner: Sendable {
    package let book: MoneyBook

    package init(book: MoneyBook) { self.book = book }

    /// The account of the book that each section most likely is of; nil where that is unclear.
    package func suggestedAccounts(for document: StatementDocument) -> [AccountID?] {
        document.sections.map { section in
            let hint = section.account
            let open = book.liveAccounts.filter { account in
                !account.content.isArchived && (hint.currency == nil || hint.currency == account.currency)
            }
            if let name = hint.name, let match = open.first(where: { TextCheck.key($0.name) == TextCheck.key(name) }) {
                return match.id
            }
            if let four = hint.lastFour {
                let matches = open.filter { $0.name.hasSuffix(four) }
                if matches.count == 1 { return matches[0].id }
            }
            let sameKind = open.filter { hint.kind == nil || $0.content.kind.rawValue == hint.kind?.rawValue }
            return sameKind.count == 1 ? sameKind[0].id : nil
        }
    }

    /// The status of every row, in the order of the file.
    ///
    /// - Parameters:
    ///   - document: without open questions.
    ///   - accounts: one per section; the rows of a section without one are left out.
    /// - Returns: the preview; nothing is decided yet.
    /// - Throws: ``MoneyError`` when an account is not in the book or is archived.
    package func preview(
        _ document: StatementDocument,
        accounts: [AccountID?]
    ) throws(MoneyError) -> ImportPreview {
        var matchers: [AccountID: ImportMatcher] = [:]
        for case let id? in accounts {
            guard let account = book.account(id) else { throw .notFound(.account) }
            guard !account.content.isArchived else { throw .archived(.account) }
            if matchers[id] == nil {
                matchers[id] = matcher(of: id, rowCount: document.rowCount / max(1, document.sections.count))
            }
        }
        let names = AccountNames(book)
        var rows: [ImportPreview.Row] = []
        rows.reserveCapacity(document.rowCount)
        for (place, section) in document.sections.enumerated() {
            guard place < accounts.count, let id = accounts[place], let account = book.account(id) else { continue }
            for row in section.rows {
                let row = preview(
                    row,
                    at: rows.count,
                    section: place,
                    account: account,
                    names: names,
                    matchers: &matchers
                )
                rows.append(row)
            }
        }
        return ImportPreview(rows: rows, accounts: accounts)
    }

    private func preview(
        _ row: StatementRow,
        at place: Int,
        section: Int,
        account: LedgerAccount,
        names: AccountNames,
        matchers: inout [AccountID: ImportMatcher]
    ) -> ImportPreview.Row {
        let minorUnits: Int64
        do throws(RejectedLine.Reason) {
            minorUnits = try Self.minorUnits(of: row, in: account.currency)
        } catch {
            return ImportPreview.Row(
                section: section,
                row: row,
                minorUnits: 0,
                fingerprint: TransactionFingerprint(rawValue: 0),
                status: .unusable(error)
            )
        }
        let print = Self.fingerprint(account.id, row, minorUnits)
        let status = matchers[account.id]?.status(of: row, at: place, fingerprint: print) ?? .new
        // The other account's section lists the same transfer from its side.
        if status == .new, let other = names[row.transferAccount], other.currency == account.currency {
            let mirror = Self.fingerprint(other.id, row, -minorUnits)
            matchers[other.id]?.addMirrored(place: place, fingerprint: mirror)
        }
        return ImportPreview.Row(
            section: section,
            row: row,
            minorUnits: minorUnits,
            fingerprint: print,
            status: status
        )
    }

    /// What the person's rules make of some rows, by place; rows that no rule changes are left out.
    package func ruled(_ preview: ImportPreview, at places: [Int]) -> [Int: ImportRuling] {
        var drafts = ImportDrafts(book: book)
        // Categories of the file go to a plan that is thrown away.
        var plan = MoneyPlan(book, batchStart: 1)
        var result: [Int: ImportRuling] = [:]
        for place in places where preview.rows.indices.contains(place) && preview.rows[place].status.mayBeIncluded {
            let row = preview.rows[place]
            guard let account = preview.accounts[row.section].flatMap({ book.account($0) }) else { continue }
            do throws(MoneyError) {
                let ruled = try drafts.ruled(row.row, minorUnits: row.minorUnits, account: account, plan: &plan)
                if !ruled.rules.isEmpty { result[place] = ImportRuling(draft: ruled.draft, rules: ruled.rules) }
            } catch {
                continue  // said when it is added
            }
        }
        return result
    }

    /// Plans the import of the chosen rows as one step.
    ///
    /// - Parameters:
    ///   - preview: of this book.
    ///   - choices: by place in `preview.rows`; rows without one are imported if they are new.
    ///   - plain: places of rows that are taken without the person's rules.
    ///   - content: what is kept of the import; its row count is filled in.
    ///   - batchStart: the journal index the batch will begin at.
    /// - Returns: the changes to write, and the import they make.
    /// - Throws: ``ImportRefusal``; then nothing was planned. Its place counts the chosen rows.
    package func commit(
        _ preview: ImportPreview,
        choices: [Int: Bool] = [:],
        plain: Set<Int> = [],
        content: ImportContent,
        batchStart: JournalIndex
    ) throws(ImportRefusal) -> Planned<ImportID> {
        let plan = MoneyPlan(book, batchStart: batchStart)
        return try commit(preview, choices: choices, plain: plain, content: content, continuing: plan)
    }

    /// As ``commit(_:choices:plain:content:batchStart:)``, after steps that a plan holds already.
    ///
    /// Such as accounts the file brings along.
    package func commit(
        _ preview: ImportPreview,
        choices: [Int: Bool] = [:],
        plain: Set<Int> = [],
        content: ImportContent,
        continuing begun: MoneyPlan
    ) throws(ImportRefusal) -> Planned<ImportID> {
        var plan = begun
        var drafts = ImportDrafts(book: book)
        var transactions: [ImportedTransaction] = []
        transactions.reserveCapacity(preview.rows.count)
        for (place, row) in preview.rows.enumerated() {
            let isChosen = choices[place] ?? row.status.isIncludedByDefault
            guard isChosen, row.status.mayBeIncluded, let id = preview.accounts[row.section],
                let account = book.account(id)
            else { continue }
            do throws(MoneyError) {
                let draft =
                    plain.contains(place)
                    ? try drafts.draft(of: row.row, minorUnits: row.minorUnits, account: account, plan: &plan)
                    : try drafts.ruled(row.row, minorUnits: row.minorUnits, account: account, plan: &plan).draft
                transactions.append(
                    ImportedTransaction(
                        draft: draft,
                        fingerprint: row.fingerprint.rawValue,
                        externalID: ImportMatcher.externalID(row.row.externalID, account: id.rawValue)
                    )
                )
            } catch {
                throw ImportRefusal(place: transactions.count, error: error)
            }
        }
        var content = content
        content.rowCount = transactions.count
        let id = try plan.commitImport(content, transactions)
        return Planned(changes: plan.changes, made: id)
    }

    /// What the book holds of an account: each transaction under the fingerprint of its imported line, and under that
    /// of its posting, which differ once it was edited or is seen from a transfer's other side.
    private func matcher(of id: AccountID, rowCount: Int) -> ImportMatcher {
        var matcher = ImportMatcher(account: id.rawValue, rowCount: rowCount)
        guard let place = book.accountPlaces[id] else { return matcher }
        let columns = book.transactions
        for slot in 0..<columns.count where !columns.isRemoved[slot] {
            for posting in columns.postings(slot) where columns.targets[posting] == UInt32(place) {
                let print = TransactionFingerprint(
                    account: id.rawValue,
                    day: CalendarDay(daysSinceEpoch: columns.days[slot]),
                    minorUnits: columns.minorUnits[posting],
                    payee: book.payees.text(columns.payees[slot]) ?? ""
                )
                add(slot, print, to: &matcher)
            }
        }
        return matcher
    }

    private func add(_ slot: Int, _ print: TransactionFingerprint, to matcher: inout ImportMatcher) {
        let columns = book.transactions
        let transaction = columns.ids[slot]
        let externalID = columns.externalIDs[slot]
        let id = TransactionID(rawValue: transaction)
        guard book.adoptedOrigins.isEmpty || book.adoptedOrigins[id] == nil else {
            let lines = book.origins(of: id)
            let known = lines.first { $0.externalID != 0 }?.externalID ?? 0
            matcher.addExisting(id: transaction, fingerprint: print, externalID: known)
            matcher.addMerged(
                id: transaction,
                lines: lines.map { (TransactionFingerprint(rawValue: $0.fingerprint), $0.externalID) }
            )
            return
        }
        matcher.addExisting(id: transaction, fingerprint: print, externalID: externalID)
        let imported = TransactionFingerprint(rawValue: columns.fingerprints[slot])
        if imported.rawValue != 0, imported != print {
            matcher.addExisting(id: transaction, fingerprint: imported, externalID: externalID)
        }
    }

    private static func fingerprint(_ id: AccountID, _ row: StatementRow, _ minorUnits: Int64) -> TransactionFingerprint
    {
        TransactionFingerprint(account: id.rawValue, day: row.day, minorUnits: minorUnits, payee: row.payee)
    }

    private static func minorUnits(of row: StatementRow, in currency: Currency) throws(RejectedLine.Reason) -> Int64 {
        guard row.currency == nil || row.currency == currency else { throw .doesNotFitCurrency }
        guard row.splits.count < MoneyLimits.postingsPerTransaction else { throw .tooManyParts }
        do throws(AmountError) {
            let units = try row.amount.minorUnits(in: currency)
            for amount in [units]
                + (try row.splits.map { split throws(AmountError) in try split.amount.minorUnits(in: currency) })
            {
                guard amount.magnitude <= UInt64(MoneyLimits.minorUnits) else { throw AmountError.overflow }
            }
            return units
        } catch {
            throw error == .overflow ? .amountTooLarge : .doesNotFitCurrency
        }
    }
}
