import Assurance
import CycleFormats
import Identity
import KeyService
import MoneyFormats
import Primitives
import ReportPDF
import Sealing
import Vault
import Web

/// LAW-4: that everything leaves, in open formats, when its owner says so.
struct PortabilityCheck: PromiseCheck {
    let promise = PromiseID.law4
    let method =
        "Makes a person in memory with an account of hers in her book, asks for a sealed archive of everything as she "
        + "would, lets the job's code make it, takes it, opens it with its passphrase alone, and reads it: every file "
        + "must be there, her account must stand in the formats that have a place for it, and every kind of record "
        + "that is hers must be in a file or have a reason not to be. Another passphrase must open nothing."
    let now: Now
    /// Makes the archive; a test leaves something out.
    var make: @Sendable (ArchiveMaker, VaultID) async throws -> Void = { maker, vault in
        for _ in 0..<100 where try await maker.step(vault) == .more {}
    }
    /// What is done to the file on its way; a test alters it.
    var carry: @Sendable ([UInt8]) -> [UInt8] = { $0 }

    private static let files = [
        "index.html", "SHA256SUMS", "money/flowkeep.json", "money/transactions.csv", "money/book.ledger",
        "money/book.beancount", "diary/diary.json", "diary/diary.csv", "diary/diary.fhir.json", "account/account.json",
        "account/consents.json", "account/access-history.json", "account/proofs.tar",
    ]
    /// Those that name each account.
    private static let naming = ["money/flowkeep.json", "money/book.ledger", "money/book.beancount"]

    func run() async throws -> PromiseFinding {
        let clock = CheckedClock(now())
        let person = try await CheckedPerson(now: { clock.now })
        defer { person.close() }
        let (file, passphrase) = try await taken(person)
        guard let file else { return PromiseFinding([Evidence("The archive", "was not made", isAsPromised: false)]) }
        let other = Self.opened(file, passphrase + "x")
        guard let bytes = Self.opened(file, passphrase) else {
            return PromiseFinding([Evidence("The archive", "does not open", isAsPromised: false)])
        }
        let archive = ArchiveListing(bytes)
        let missing = Self.files.filter { archive.text($0) == nil }
        let named = Self.naming.count { archive.text($0)?.contains(CheckedPerson.accountName) == true }
        let lacking = Self.lacking(archive)
        let isHers = archive.text("account/account.json")?.contains("\"\(person.handle)\"") == true
        return PromiseFinding([
            Evidence(
                "Files of it",
                missing.isEmpty ? "all \(Self.files.count)" : "missing: \(missing.joined(separator: ", "))",
                isAsPromised: missing.isEmpty
            ),
            Evidence(
                "Formats with her account in it",
                "\(named) of \(Self.naming.count)",
                isAsPromised: named == Self.naming.count
            ),
            Evidence(
                "Kinds of records that are a person’s and in no file",
                lacking.isEmpty ? "none without a reason" : lacking.joined(separator: ", "),
                isAsPromised: lacking.isEmpty
            ),
            Evidence("Her account’s file", isHers ? "names her" : "is of nobody", isAsPromised: isHers),
            Evidence("With another passphrase", other == nil ? "closed" : "opens", isAsPromised: other == nil),
        ])
    }

    private func taken(_ person: CheckedPerson) async throws -> (file: [UInt8]?, passphrase: String) {
        guard case .open(_, let access) = try await person.identity.authenticate(person.token, purpose: .export) else {
            throw VaultError.locked
        }
        let asked = try await person.identity.askArchive(isSealed: true, language: "en-IN", for: person.token)
        let services = services(person)
        let renderer = try PageRenderer(assets: AssetCatalogue())
        try await make(ArchiveMaker(services: services, renderer: renderer), asked.vault)
        let passphrase = asked.passphrase?.value ?? ""
        guard let finished = try await person.identity.finishedArchive(access, for: person.token) else {
            return (nil, passphrase)
        }
        var download = try await ArchiveDownload(finished, services)
        var file: [UInt8] = []
        while let piece = try await download.next() { file += piece }
        return (carry(file), passphrase)
    }

    private func services(_ person: CheckedPerson) -> WebServices {
        WebServices(
            identity: person.identity,
            audit: person.audit,
            statements: FileStatementReader(),
            journals: FileJournalReader(),
            rateFiles: FileRateReader(),
            exporter: FileBookExporter(),
            receipts: FileReceiptReader(),
            diaryReader: FileDiaryReader(),
            diaryExporter: FileDiaryExporter(),
            reportPrinter: PaperReportPrinter(),
            files: person.stores.files,
            archives: ArchiveQueue { _ in },
            promises: PromiseBoard(checks: { [] }, now: now),
            address: SiteAddress(name: "localhost", httpsPort: 443),
            now: now,
            today: { [now] in now().day() }
        )
    }

    private static func opened(_ file: [UInt8], _ passphrase: String) -> [UInt8]? {
        let secret = SharedSecret(SecretBytes(copying: Array(passphrase.utf8)))
        do throws(SealingError) { return try AgeOpener.content(of: file, passphrase: secret.bytes) } catch {
            return nil
        }
    }

    private static func lacking(_ archive: ArchiveListing) -> [String] {
        let account = archive.text("account/account.json") ?? ""
        return RecordKind.allCases.filter { $0.retention.goesWithAccount }.filter { kind in
            switch kind.archived {
            case .section(let name): !account.contains("\"\(name)\":[")
            case .file(let name): archive.text(name) == nil
            case .left: false
            }
        }
        .map { $0.retention.what }
    }
}

/// The files of a ZIP archive of stored files, by the list at its end.
struct ArchiveListing {
    private let bytes: [UInt8]
    private var places: [String: Range<Int>] = [:]

    /// What is not such an archive has no files.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let end = bytes.count - 22
        guard number(end, 4) == 0x0605_4B50, let count = number(end + 10, 2), var place = number(end + 16, 4) else {
            return
        }
        for _ in 0..<count {
            guard number(place, 4) == 0x0201_4B50, let size = number(place + 24, 4),
                let nameCount = number(place + 28, 2), let extra = number(place + 30, 2),
                let head = number(place + 42, 4), place + 46 + nameCount <= bytes.count,
                let headName = number(head + 26, 2), let headExtra = number(head + 28, 2)
            else { return }
            let name = String(decoding: bytes[place + 46..<place + 46 + nameCount], as: UTF8.self)
            let start = head + 30 + headName + headExtra
            guard start + size <= bytes.count else { return }
            places[name] = start..<start + size
            place += 46 + nameCount + extra
        }
    }

    /// Nil where there is no such file.
    func text(_ name: String) -> String? { places[name].map { String(decoding: bytes[$0], as: UTF8.self) } }

    private func number(_ place: Int, _ count: Int) -> Int? {
        guard place >= 0, place + count <= bytes.count else { return nil }
        return (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
}
