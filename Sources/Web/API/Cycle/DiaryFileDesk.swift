import Cycle
import Primitives
import Sealing
import Vault

/// The file of another diary that was read and not yet imported.
struct StagedDiary: StagedFile {
    let id: String
    let owner: UserAccountID
    /// None: what the file says is in ``document``, and the rest of it is forgotten.
    let bytes: [UInt8] = []
    let fileName = ""
    let digest: [UInt8] = []
    var lastUse: Timestamp
    let access: VaultAccess
    let document: DiaryDocument

    /// About what the days take: there are no bytes to count.
    var byteCount: Int { document.days.count * 1500 + document.skipped.listed.count * 200 }

    /// The diary may have a lock of its own.
    func isReadable() async -> Bool {
        do throws(VaultError) {
            _ = try await access.read(CycleTracker.self) { _, head in head.index }
            return true
        } catch {
            return error != .locked && error != .outsideScope
        }
    }
}

/// Keeps a file between the page that took it and the one that says yes: the API sends it again, a form cannot.
struct DiaryFileDesk: Sendable {
    /// A file and what it would do to the diary as it is now.
    struct Proposal: Sendable {
        let staged: StagedDiary
        let plan: DiaryImportPlan
        let book: CycleBook
    }

    private let services: WebServices
    private let desk: DiaryImportDesk
    private let owner: UserAccountID

    init(_ request: WebRequest, _ services: WebServices) throws(Problem) {
        desk = try DiaryImportDesk(request, services)
        guard let owner = request.session?.account else { throw Problem(.notSignedIn) }
        self.owner = owner
        self.services = services
    }

    /// Keeps what a file says; nothing is saved.
    ///
    /// - Returns: what it is asked for by; it is known to this process only.
    func stage(_ document: DiaryDocument) -> String {
        let staged = StagedDiary(
            id: StagedFileID.make(),
            owner: owner,
            lastUse: services.now(),
            access: desk.vault.access,
            document: document
        )
        services.imports.put(staged)
        return staged.id
    }

    private func find(_ id: String) throws(Problem) -> StagedDiary {
        let found = services.imports.get(id, owner: owner, of: desk.vault.access.vaultID, now: services.now())
        guard let staged = found as? StagedDiary else { throw Problem(.notFound) }
        return staged
    }

    /// - Throws: ``ProblemKind/notFound``.
    func propose(_ id: String, _ choices: DiaryImportChoices) async throws -> Proposal {
        let staged = try find(id)
        let plan = try await desk.preview(staged.document, choices: choices)
        let book = try await desk.vault.read { book, _ in book }
        return Proposal(staged: staged, plan: plan, book: book)
    }

    func discard(_ id: String) { _ = services.imports.remove(id, owner: owner) }

    /// Adds what is new, and where both say something what was chosen, as one step.
    ///
    /// - Returns: the import; nil where nothing was to be done.
    func commit(_ request: WebRequest, _ id: String, _ choices: DiaryImportChoices) async throws -> ChangeID? {
        let staged = try find(id)
        let (_, start) = try await desk.take(staged.document, choices: choices, request)
        discard(id)
        guard let start else { return nil }
        return try await desk.vault.read { book, _ in book.imports.last { $0.id.batchStart == start }?.id }
    }

    /// Takes an import back, all of it at once.
    func undo(_ request: WebRequest, _ id: ChangeID) async throws {
        let now = services.now()
        try await desk.vault.change(request) { plan throws(CycleError) in
            guard plan.book.imports.contains(where: { $0.id == id }) else { throw .undoGone }
            try plan.undo(batchStart: id.batchStart, now: now)
        }
    }
}
