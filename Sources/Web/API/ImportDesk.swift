import Money
import Primitives
import Sealing
import Vault

/// Takes files in, shows what they would add, adds it, and takes it back.
///
/// For API, pages and command line.
struct ImportDesk: Sendable {
    /// What an import would do, with the accounts it brings along.
    struct Proposal: Sendable {
        let staged: StagedImport
        let preview: ImportPreview
        /// By section: the account, and whether the import makes it.
        let accounts: [(id: AccountID?, name: String, isNew: Bool)]
        let book: MoneyBook
        /// The day the same file was imported, if it was.
        let importedBefore: CalendarDay?
        fileprivate let plan: MoneyPlan
    }

    let services: WebServices
    let vault: MoneyVault
    let owner: UserAccountID

    init(_ request: WebRequest, _ services: WebServices) throws(Problem) {
        vault = try MoneyVault(request, services)
        guard let owner = request.session?.account else { throw Problem(.notSignedIn) }
        self.owner = owner
        self.services = services
    }

    /// Reads a file.
    ///
    /// Nothing is saved. Without a format, a file that reads as a journal is one, and everything else a statement.
    func stage(
        _ bytes: [UInt8],
        fileName: String,
        format: ImportFormat?,
        options: StatementReadingOptions,
        account: AccountID?
    ) async throws -> ImportProposal {
        let fileName = CardNumber.masked(fileName) ?? fileName
        let staged: any StagedFile
        switch format {
        case .journal(let format): staged = try journal(bytes, fileName, format, options.encoding)
        case nil: staged = try await recognised(bytes, fileName, options, account)
        case .statement: staged = try await statement(bytes, fileName, options, account)
        }
        let proposal = try await propose(staged)
        services.imports.put(staged)
        return proposal
    }

    /// A file whose format nobody said.
    ///
    /// A table may begin with dates as a journal does, but then none of its lines makes a transaction.
    private func recognised(
        _ bytes: [UInt8],
        _ fileName: String,
        _ options: StatementReadingOptions,
        _ account: AccountID?
    ) async throws -> any StagedFile {
        let journal: StagedJournal
        do throws(StatementError) {
            journal = try self.journal(bytes, fileName, nil, options.encoding)
        } catch .unknownFormat {
            return try await statement(bytes, fileName, options, account)
        }
        if !journal.document.transactions.isEmpty || journal.document.rejectedCount == 0 { return journal }
        do {
            return try await statement(bytes, fileName, options, account)
        } catch StatementError.unknownFormat {
            return journal
        }
    }

    private func statement(
        _ bytes: [UInt8],
        _ fileName: String,
        _ options: StatementReadingOptions,
        _ account: AccountID?
    ) async throws -> StagedImport {
        let (chosen, remembered, base) = try await vault.read { book, _ in
            (account.flatMap { book.account($0) }, book.rememberedMappings, book.settings.baseCurrency)
        }
        if account != nil, chosen == nil { throw MoneyError.notFound(.account) }
        var options = options
        options.rememberedMappings = remembered
        options.currency = chosen?.currency ?? base
        return StagedImport(
            id: StagedFileID.make(),
            owner: owner,
            bytes: bytes,
            fileName: fileName,
            digest: Digest.sha256(bytes),
            options: options,
            account: account,
            document: try services.statements.read(bytes, options: options),
            lastUse: services.now(),
            access: vault.access
        )
    }

    /// A staged file as it was left.
    ///
    /// - Throws: ``ProblemKind/notFound``.
    func staged(_ id: String) async throws -> ImportProposal { try await propose(try find(id)) }

    /// Reads a staged statement again, with other choices.
    func change(_ staged: StagedImport) async throws -> Proposal {
        var staged = staged
        if let account = staged.account {
            guard let found = try await vault.read({ book, _ in book.account(account) }) else {
                throw MoneyError.notFound(.account)
            }
            staged.options.currency = found.currency
        }
        staged.document = try services.statements.read(staged.bytes, options: staged.options)
        let proposal = try await propose(staged)
        services.imports.put(staged)
        return proposal
    }

    func discard(_ id: String) -> Bool { services.imports.remove(id, owner: owner) }

    /// Adds the new rows, and those duplicates that are named, as one step.
    func commit(_ id: String, adding: ImportAdding) async throws -> (id: ImportID, record: ImportRecord) {
        if let done = imported(id) { return try await record(done) }
        let staged = try find(id)
        if let question = (staged as? StagedImport)?.document.questions.first {
            throw Problem(.conflict, detail: question.sentence)
        }
        let bookID = BookDownload.bookID(of: vault.access)
        let day = services.today()
        // The staged id is the idempotency key: another process, or a repeated request, finds the import that was made.
        let key = IdempotencyKey(key: Array(id.utf8), requestDigest: adding.digest)
        let committed = try await vault.access.commit(
            MoneyTracker.self,
            idempotencyKey: key,
            at: services.now()
        ) { book, start throws(Problem) in
            let planned =
                switch staged {
                case let journal as StagedJournal:
                    try JournalProposal(journal, copy book, bookID: bookID).plan(adding, start, day)
                case let statement as StagedImport: try Self.plan(statement, adding, copy book, start, day)
                default: throw Problem(.notFound)
                }
            return Vault.Planned(changes: planned.changes, outcome: planned.made)
        }
        let imported: ImportID
        if let made = committed.outcome {
            imported = made
        } else {
            let start = committed.batchStart
            let found = try await vault.read { book, _ in
                book.liveImports.first { $0.id.change.batchStart == start }?.id
            }
            guard let found else { throw Problem(.notFound) }
            imported = found
        }
        let mine = mine(imported)
        services.imports.note(id, became: mine)
        if let statement = staged as? StagedImport {
            let closings = try await vault.read { book, _ in Self.closings(of: statement, imported, book) }
            services.imports.note(closings, of: mine, at: services.now())
        }
        _ = services.imports.remove(id, owner: owner)
        return try await record(imported)
    }

    /// Takes an import back whole: what it added, and the accounts and categories it brought along where nothing else
    /// uses them.
    func undo(_ id: ImportID, at now: Timestamp) async throws {
        _ = try await vault.access.commit(MoneyTracker.self, at: now) { book, start throws(MoneyError) in
            let book = copy book
            guard book.importRecord(id) != nil else { throw .notFound(.id) }
            let planned: Money.Planned<Void>
            do throws(MoneyError) {
                planned = try MoneyCommands.undo(
                    batchStart: id.change.batchStart,
                    in: book,
                    now: now,
                    batchStart: start
                )
            } catch {
                // Too old to undo as a step, or built on since: what it added goes all the same.
                planned = try MoneyCommands.undoImport(id, in: book, batchStart: start)
            }
            return Vault.Planned(changes: planned.changes, outcome: ())
        }
    }

    /// The import a staged or final id stands for.
    func importID(_ text: String) -> ImportID? {
        imported(text) ?? ImportID(text: text)
    }

    /// What the statements of an import say is in the accounts.
    func closings(of id: ImportID) -> [ClosingBalance] { services.imports.closings(of: mine(id)) }

    private func imported(_ id: String) -> ImportID? {
        services.imports.imported(id, owner: owner, in: vault.access.vaultID)
    }

    private func mine(_ id: ImportID) -> StagedImports.Imported {
        StagedImports.Imported(owner: owner, vault: vault.access.vaultID, id: id)
    }

    func find(_ id: String) throws(Problem) -> any StagedFile {
        guard let staged = services.imports.get(id, owner: owner, of: vault.access.vaultID, now: services.now()) else {
            throw Problem(.notFound)
        }
        return staged
    }

    func record(_ id: ImportID) async throws -> (id: ImportID, record: ImportRecord) {
        guard let record = try await vault.read({ book, _ in book.importRecord(id) }) else { throw Problem(.notFound) }
        return (id, record)
    }

    private func propose(_ staged: any StagedFile) async throws -> ImportProposal {
        switch staged {
        case let journal as StagedJournal: .journal(try await propose(journal))
        case let statement as StagedImport: .statement(try await propose(statement))
        default: throw Problem(.notFound)
        }
    }

    private func propose(_ staged: StagedImport) async throws -> Proposal {
        try await vault.read { book, head throws(MoneyError) in
            try Self.proposal(staged, book, head.index + 1)
        }
    }
}

extension ImportDesk {
    private static func plan(
        _ staged: StagedImport,
        _ adding: ImportAdding,
        _ book: MoneyBook,
        _ start: JournalIndex,
        _ day: CalendarDay
    ) throws(Problem) -> Money.Planned<ImportID> {
        let proposal: Proposal
        var plan: MoneyPlan
        do throws(MoneyError) {
            proposal = try self.proposal(staged, book, start)
            plan = proposal.plan
            if let table = staged.document.table, let mapping = table.mapping {
                try plan.putImportMapping(signature: table.shape.signature, mapping: mapping.encoded())
            }
        } catch {
            throw ErrorMapping.problem(error)
        }
        let rows = proposal.preview.rows
        let choices = try adding.choices(count: rows.count) {
            rows[$0].row.line
        } isKnown: {
            rows[$0].status.isDuplicate
        }
        let content = ImportContent(
            label: staged.fileName,
            format: staged.document.format.name,
            fileDigest: staged.digest,
            rowCount: 0,
            duplicateCount: proposal.preview.duplicateCount,
            rejectedCount: staged.document.rejectedCount + proposal.preview.unusableCount,
            day: day
        )
        let plain = Set(adding.plain.filter { $0 >= 1 && $0 <= rows.count }.map { $0 - 1 })
        do throws(ImportRefusal) {
            return try ImportPlanner(book: plan.book)
                .commit(proposal.preview, choices: choices, plain: plain, content: content, continuing: plan)
        } catch {
            throw ErrorMapping.problem(error)
        }
    }

    /// What the file says is in each account that it went to; the rows are in the book already.
    private static func closings(of staged: StagedImport, _ id: ImportID, _ book: MoneyBook) -> [ClosingBalance] {
        let sections = staged.document.sections
        let suggested = ImportPlanner(book: book).suggestedAccounts(for: staged.document)
        let touched = book.accounts(ofImport: id)
        let only = sections.count == 1 && touched.count == 1 ? touched[0].id : nil
        return zip(sections, suggested).compactMap { section, suggestion in
            let stated = section.balances.compactMap { balance in
                balance.kind == .closing ? balance.day.map { (day: $0, amount: balance.amount) } : nil
            }
            guard let closing = stated.max(by: { $0.day < $1.day }),
                let account = (staged.account ?? suggestion ?? only).flatMap({ book.account($0) }),
                let minorUnits = try? closing.amount.minorUnits(in: account.currency)
            else { return nil }
            return ClosingBalance(account: account.id, day: closing.day, minorUnits: minorUnits)
        }
    }

    /// Finds or makes an account for each section, and compares the rows with the book.
    private static func proposal(
        _ staged: StagedImport,
        _ book: MoneyBook,
        _ start: JournalIndex
    ) throws(MoneyError) -> Proposal {
        let document = staged.document
        var plan = MoneyPlan(book, batchStart: start)
        let suggested = ImportPlanner(book: book).suggestedAccounts(for: document)
        var accounts: [(id: AccountID?, name: String, isNew: Bool)] = []
        for (place, section) in document.sections.enumerated() {
            if let id = staged.account ?? suggested[place], let account = book.account(id) {
                accounts.append((id, account.name, false))
            } else {
                let content = newAccount(for: section.account, fileName: staged.fileName, in: plan.book)
                accounts.append((try plan.addAccount(content), content.name, true))
            }
        }
        return Proposal(
            staged: staged,
            preview: try ImportPlanner(book: plan.book).preview(document, accounts: accounts.map(\.id)),
            accounts: accounts,
            book: plan.book,
            importedBefore: book.liveImports.first { $0.content.fileDigest == staged.digest }?.content.day,
            plan: plan
        )
    }

    /// An account the book lacks, as far as the file describes it.
    private static func newAccount(
        for hint: StatementAccountHint,
        fileName: String,
        in book: MoneyBook
    ) -> AccountContent {
        let kind = hint.kind.flatMap { AccountKind(rawValue: $0.rawValue) } ?? .bank
        let kindName = kind.name.prefix(1).uppercased() + kind.name.dropFirst()
        let stem = fileName.split(separator: ".").first.map(String.init) ?? kindName
        let described = hint.name ?? hint.lastFour.map { "\(kindName) \($0)" } ?? stem
        let base = String(described.filter { !$0.isNewline }.prefix(MoneyLimits.nameCharacters - 4))
        let taken = Set(book.liveAccounts.map { $0.name.lowercased() })
        var name = base
        var number = 2
        while taken.contains(name.lowercased()) {
            name = "\(base) \(number)"
            number += 1
        }
        return AccountContent(name: name, kind: kind, currency: hint.currency ?? book.settings.baseCurrency)
    }
}
