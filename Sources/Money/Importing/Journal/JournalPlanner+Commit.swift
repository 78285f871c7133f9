import Primitives
package import Vault

extension JournalPlanner {
    /// Plans the import of the chosen transactions as one step: settings where the book has none, accounts, categories,
    /// transactions, edits of those that the file changed, rates.
    ///
    /// - Parameters:
    ///   - preview: of this book.
    ///   - choices: by place in `preview.statuses`; transactions without one are imported if they are new.
    ///   - content: what is kept of the import; its row count is filled in.
    ///   - batchStart: the journal index the batch will begin at.
    /// - Returns: the changes to write, and the import they make.
    /// - Throws: ``ImportRefusal``; then nothing was planned. Its place is the transaction's in the document.
    package func commit(
        _ preview: JournalPreview,
        choices: [Int: Bool] = [:],
        content: ImportContent,
        batchStart: JournalIndex
    ) throws(ImportRefusal) -> Planned<ImportID> {
        var build = JournalBuild(preview, MoneyPlan(book, batchStart: batchStart))
        let chosen = preview.statuses.indices.filter { place in
            let status = preview.statuses[place]
            return status.mayBeIncluded && (choices[place] ?? status.isIncludedByDefault)
        }
        do throws(MoneyError) {
            try build.makeRecords(openings: chosen.filter { preview.statuses[$0] == .opening }, book)
        } catch {
            throw ImportRefusal(place: nil, error: error)
        }
        // Ids that Flowkeep wrote rise in the order things were made: what is made anew keeps that order.
        let rowsChosen = chosen.filter { preview.statuses[$0] != .opening }
        let places = Self.inOrderOfIDs(rowsChosen, preview.document)
        var rows: [ImportedTransaction] = []
        var rowPlaces: [Int] = []
        var edits: [(id: TransactionID, place: Int, draft: TransactionDraft)] = []
        for place in places {
            do throws(MoneyError) {
                switch preview.statuses[place] {
                case .new, .duplicate, .removedSince:
                    rows.append(try build.row(place))
                    rowPlaces.append(place)
                case .changed(let id): edits.append((id, place, try build.draft(place)))
                case .same, .opening, .openingKnown, .unusable: continue
                }
            } catch {
                throw ImportRefusal(place: place, error: error)
            }
        }
        var record = content
        record.rowCount = rows.count
        let id: ImportID
        do throws(ImportRefusal) {
            id = try build.plan.commitImport(record, rows)
        } catch {
            throw ImportRefusal(place: error.place.map { rowPlaces[$0] }, error: error.error)
        }
        for edit in edits {
            do throws(MoneyError) {
                let version = book.transaction(edit.id)?.version ?? 0
                try build.plan.editTransaction(edit.id, expectedVersion: version, edit.draft)
            } catch {
                throw ImportRefusal(place: edit.place, error: error)
            }
        }
        do throws(MoneyError) {
            try build.archive()
            try build.plan.putRates(preview.rates.map { RateStep($0.id, $0.rate) })
        } catch { throw ImportRefusal(place: nil, error: error) }
        return Planned(changes: build.plan.changes, made: id)
    }

    private static func inOrderOfIDs(_ places: [Int], _ document: JournalDocument) -> [Int] {
        guard document.origin != nil else { return places }
        var ids: [(id: TransactionID, place: Int)] = []
        for place in places {
            guard let id = TransactionID(text: document.transactions[place].id) else { return places }
            ids.append((id, place))
        }
        return ids.sorted { ($0.id, $0.place) < ($1.id, $1.place) }.map(\.place)
    }
}

/// The changes of one journal as they are planned.
private struct JournalBuild {
    let preview: JournalPreview
    var plan: MoneyPlan
    private var accounts: [AccountID] = []
    private var categories: [JournalPreview.Target: CategoryID] = [:]
    private var texts = JournalTexts()

    init(_ preview: JournalPreview, _ plan: MoneyPlan) {
        self.preview = preview
        self.plan = plan
    }

    mutating func makeRecords(openings: [Int], _ book: MoneyBook) throws(MoneyError) {
        if let settings = preview.document.origin?.settings, !book.hasSettings { try plan.setSettings(settings) }
        var contents = preview.newAccounts
        for place in openings {
            for line in preview.document.transactions[place].lines {
                let key = JournalPreview.Key(account: line.account, currency: line.amount.currency)
                guard case .newAccount(let account) = preview.targets[key] else { continue }
                let (sum, overflow) = contents[account].openingMinorUnits
                    .addingReportingOverflow(line.amount.minorUnits)
                guard !overflow else { throw .overflow(.openingBalance) }
                contents[account].openingMinorUnits = sum
            }
        }
        for var content in contents {
            // Nothing can be posted to an archived account: it is archived when all is there.
            content.isArchived = false
            accounts.append(try plan.addAccount(content))
        }
        for target in preview.categories { _ = try category(target) }
    }

    mutating func archive() throws(MoneyError) {
        for (place, content) in preview.newAccounts.enumerated() where content.isArchived {
            guard var now = plan.book.account(accounts[place])?.content else { continue }
            now.isArchived = true
            try plan.editAccount(accounts[place], now)
        }
    }

    private mutating func category(_ target: JournalPreview.Target) throws(MoneyError) -> CategoryID? {
        if let known = categories[target] { return known }
        guard case .category(let kind, let path) = target else { return nil }
        let id = try plan.category(path: path, kind: kind)
        categories[target] = id
        return id
    }

    mutating func draft(_ place: Int) throws(MoneyError) -> TransactionDraft {
        let transaction = preview.document.transactions[place]
        var postings: [Posting] = []
        for line in transaction.lines {
            let key = JournalPreview.Key(account: line.account, currency: line.amount.currency)
            switch preview.targets[key] {
            case .account(let id): postings.append(Posting(.account(id), line.amount))
            case .newAccount(let account): postings.append(Posting(.account(accounts[account]), line.amount))
            case .category(let kind, let path):
                guard let id = try category(.category(kind, path: path)) else { throw .notFound(.category) }
                postings.append(Posting(.category(id), line.amount))
            case .exchange: continue
            case nil: throw .notFound(.account)
            }
        }
        return TransactionDraft(
            day: transaction.day,
            payee: texts.line(transaction.payee),
            note: texts.note(transaction.note),
            tags: JournalPlanner.tags(transaction.tags, &texts),
            postings: postings
        )
    }

    mutating func row(_ place: Int) throws(MoneyError) -> ImportedTransaction {
        let draft = try draft(place)
        var fingerprint: UInt64 = 0
        for posting in draft.postings {
            guard case .account(let id) = posting.target else { continue }
            fingerprint =
                TransactionFingerprint(
                    account: id.rawValue,
                    day: draft.day,
                    minorUnits: posting.amount.minorUnits,
                    payee: draft.payee ?? ""
                ).rawValue
            break
        }
        let document = preview.document
        let external = JournalMatcher.externalID(document.transactions[place].id, origin: document.origin)
        return ImportedTransaction(draft: draft, fingerprint: fingerprint, externalID: external)
    }
}
