import Cycle
import Identity
import Primitives
import Vault

/// A diary in an archive: everything that was logged, in three formats.
struct ArchivedDiary {
    private static let files: [(name: String, format: DiaryExportFormat)] = [
        ("diary.json", .json), ("diary.csv", .csv), ("diary.fhir.json", .fhir),
    ]

    let services: WebServices

    /// - Throws: `VaultError.outsideScope` while the diary's own lock is closed.
    func write(_ unit: ArchivePoint.Unit, to writing: inout ArchiveWriting) async throws {
        let access = writing.archive.access
        let diary = try await access.read(CycleTracker.self) { book, _ in DiaryCopy(copy book) }
        let options = DiaryExportAPI.options(access, at: services.now())
        for file in Self.files {
            let bytes = services.diaryExporter.bytes(of: diary, as: file.format, options: options)
            try await writing.file(unit.folder + file.name, bytes)
        }
    }
}
