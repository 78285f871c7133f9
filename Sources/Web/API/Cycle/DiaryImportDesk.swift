import Cycle
import Primitives
import Vault

/// Where files of other diaries are taken in, for the API and the pages.
struct DiaryImportDesk: Sendable {
    let vault: CycleVault

    init(_ request: WebRequest, _ services: WebServices) throws(Problem) { vault = try CycleVault(request, services) }

    /// What a request brought.
    ///
    /// - Throws: ``DiaryFileError`` where nothing of the file can be used.
    static func document(_ request: WebRequest) throws(DiaryFileError) -> DiaryDocument {
        guard case .upload(let receiver, _, _) = request.body, let upload = receiver as? DiaryUpload else {
            throw DiaryFileError.empty
        }
        return try upload.document()
    }

    /// What a file would do, before it is done.
    func preview(_ document: DiaryDocument, choices: DiaryImportChoices) async throws -> DiaryImportPlan {
        let (names, today) = (Self.builtInNames, vault.today)
        // Outside of the vault's lock: a large file takes its time, and nobody else has to wait for it.
        let book = try await vault.read { book, _ in book }
        return CyclePlan(book, batchStart: 1).imports(document, choices: choices, builtIn: names, today: today)
    }

    /// Takes a file in.
    ///
    /// - Returns: what was done, nil when the request was done before; and the batch that undo takes back.
    func take(
        _ document: DiaryDocument,
        choices: DiaryImportChoices,
        _ request: WebRequest
    ) async throws -> (plan: DiaryImportPlan?, batchStart: JournalIndex?) {
        let (names, today) = (Self.builtInNames, vault.today)
        let (made, start) = try await vault.change(request) { plan throws(CycleError) in
            try plan.take(document, choices: choices, builtIn: names, today: today)
        }
        return (made, start)
    }

    /// In English, as most files have them; files in other languages bring names of their own.
    private static var builtInNames: [(key: FeelingKey, name: String)] {
        BuiltInSymptom.allCases.map { symptom in
            (FeelingKey(.symptom, UInt64(symptom.rawValue)), symptom.codeName.replacing("-", with: " "))
        }
            + BuiltInMood.allCases.map { mood in
                (FeelingKey(.mood, UInt64(mood.rawValue)), mood.codeName.replacing("-", with: " "))
            }
    }
}
