import Money
import Primitives
import Sealing
import Vault

/// A file of rates that was read and not yet imported.
struct StagedRates: StagedFile {
    let id: String
    let owner: UserAccountID
    let bytes: [UInt8]
    let fileName: String
    let digest: [UInt8]
    var file: RateFile
    /// Of what one unit is expressed under headings of one currency.
    var base: Currency?
    /// What stands before decimals, where the person said it.
    var mark: DecimalMark?
    /// Whether only rates that the book needs are taken.
    var isOfBook = true
    var lastUse: Timestamp
    let access: VaultAccess
}

/// Takes files of rates in, shows what they would change, and writes it.
struct RateDesk: Sendable {
    let services: WebServices
    let vault: MoneyVault
    let owner: UserAccountID

    init(_ request: WebRequest, _ services: WebServices) throws(Problem) {
        vault = try MoneyVault(request, services)
        guard let owner = request.session?.account else { throw Problem(.notSignedIn) }
        self.owner = owner
        self.services = services
    }

    /// Reads a file; nothing is saved.
    ///
    /// - Result: The id of the staged file.
    func stage(_ bytes: [UInt8], fileName: String, base: Currency?) throws(StatementError) -> String {
        let staged = StagedRates(
            id: StagedFileID.make(),
            owner: owner,
            bytes: bytes,
            fileName: fileName,
            digest: Digest.sha256(bytes),
            file: try services.rateFiles.read(bytes, base: base, mark: nil),
            base: base,
            lastUse: services.now(),
            access: vault.access
        )
        services.imports.put(staged)
        return staged.id
    }

    func find(_ id: String) throws(Problem) -> StagedRates {
        guard
            let staged = services.imports.get(id, owner: owner, of: vault.access.vaultID, now: services.now())
                as? StagedRates
        else {
            throw Problem(.notFound)
        }
        return staged
    }

    /// Reads a staged file again, with other choices.
    func change(_ staged: StagedRates) throws(StatementError) {
        var staged = staged
        staged.file = try services.rateFiles.read(staged.bytes, base: staged.base, mark: staged.mark)
        services.imports.put(staged)
    }

    func discard(_ id: String) -> Bool { services.imports.remove(id, owner: owner) }

    /// Writes what a staged file changes; the file goes.
    ///
    /// - Result: Where the batch began; nil where the file says nothing new.
    func commit(_ id: String, _ request: WebRequest) async throws -> JournalIndex? {
        let staged = try find(id)
        let (_, start) = try await vault.change(request) { book, start throws(MoneyError) in
            try Self.plan(staged.file, isOfBook: staged.isOfBook, book, start)
        }
        _ = discard(id)
        return start
    }

    /// Writes what a file changes.
    static func write(
        _ file: RateFile,
        isOfBook: Bool,
        _ vault: MoneyVault,
        _ request: WebRequest
    ) async throws -> RateImport {
        let (outcome, _) = try await vault.change(request) { book, start throws(MoneyError) in
            try plan(file, isOfBook: isOfBook, book, start)
        }
        if let outcome { return outcome }
        // The request was done before.
        return try await vault.read { book, _ in RateImport(file, into: book, isOfBook: isOfBook) }
    }

    /// - Errors: ``ProblemKind/notFound`` where the pair has no rate of the day.
    static func removal(
        of id: RateID,
        _ book: MoneyBook,
        _ start: JournalIndex
    ) throws(Problem) -> Money.Planned<Void> {
        guard book.rate(id) != nil else { throw Problem(.notFound) }
        do throws(MoneyError) {
            return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                _ = try plan.putRates([RateStep(id, nil)])
            }
        } catch {
            throw ErrorMapping.problem(error)
        }
    }

    private static func plan(
        _ file: RateFile,
        isOfBook: Bool,
        _ book: MoneyBook,
        _ start: JournalIndex
    ) throws(MoneyError) -> Money.Planned<RateImport> {
        let outcome = RateImport(file, into: book, isOfBook: isOfBook)
        return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
            _ = try plan.putRates(outcome.steps)
            return outcome
        }
    }
}
