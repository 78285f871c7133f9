import Money
import Primitives
import Sealing

extension ImportDesk {
    func journal(
        _ bytes: [UInt8],
        _ fileName: String,
        _ format: JournalFormat?,
        _ encoding: TextEncoding?
    ) throws(StatementError) -> StagedJournal {
        StagedJournal(
            id: StagedFileID.make(),
            owner: owner,
            bytes: bytes,
            fileName: fileName,
            digest: Digest.sha256(bytes),
            format: format,
            encoding: encoding,
            document: try services.journals.read(bytes, format: format, encoding: encoding),
            lastUse: services.now(),
            access: vault.access
        )
    }

    /// Reads a staged journal again, with other choices.
    func change(_ staged: StagedJournal) async throws -> JournalProposal {
        var staged = staged
        staged.document = try services.journals.read(staged.bytes, format: staged.format, encoding: staged.encoding)
        let proposal = try await propose(staged)
        services.imports.put(staged)
        return proposal
    }

    func propose(_ staged: StagedJournal) async throws -> JournalProposal {
        let bookID = BookDownload.bookID(of: vault.access)
        return try await vault.read { book, _ in JournalProposal(staged, book, bookID: bookID) }
    }
}
