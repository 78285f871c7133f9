import Cycle
import HTTPTypes
import Identity
import Primitives
import Vault

/// Import by page: the file of another diary, the check, what was added.
struct CycleImportPages: Sendable {
    static let path = "/cycle/import"
    private static let earlierCount = 10

    let site: PageSite

    var endpoints: [Endpoint] { [showFile, consent, take, check, commit, discard, done, undo] }

    // MARK: The file

    private var showFile: Endpoint { .diaryPage(Self.path) { try await filePage($0) } }

    private func filePage(_ request: WebRequest, problems: FormProblems = .none) async throws -> Answer {
        let records = try await site.services.identity.consents(for: try request.sessionToken())
        let needsConsent = !(records.first { $0.purpose == .cycleImport }?.isInForce ?? false)
        let (today, words, now) = (site.today, site.words(request), site.services.now())
        let offset = site.utcOffsetMinutes()
        let page = try await CycleVault(request, site.services).read { book, _ in
            let text = BodyText(book, words, today: today)
            let undoable = Set(book.undoableBatches(now: now).map(\.batchStart))
            return CycleImportPage(
                needsConsent: needsConsent,
                limitMegabytes: DiaryImportLimits.fileByteCount >> 20,
                earlier: book.imports.suffix(Self.earlierCount).reversed().map { row in
                    Self.earlier(row, text, undoable.contains(row.id.batchStart), utcOffsetMinutes: offset)
                },
                problems: problems
            )
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private static func earlier(
        _ row: DiaryImportRow,
        _ text: BodyText,
        _ canUndo: Bool,
        utcOffsetMinutes: Int
    ) -> CycleImportPage.Earlier {
        let words = text.words
        let fields = words.count(row.note.fields, one: "{count} entry", other: "{count} entries")
        return CycleImportPage.Earlier(
            day: text.short(row.time.day(utcOffsetMinutes: utcOffsetMinutes)),
            format: DiaryFormatWords(words: words).name(row.note.format),
            summary: text.days(row.note.days) + ", " + fields,
            undoPath: canUndo ? "\(path)/\(row.id.text)/undo" : nil,
            undoNote: canUndo ? nil : words("It can no longer be undone.")
        )
    }

    private var consent: Endpoint {
        .diaryForm(Self.path + "/consent") { request in
            try await site.services.identity.setConsent(.cycleImport, for: try request.sessionToken(), given: true)
            return .seeOther(Self.path)
        }
    }

    private var take: Endpoint {
        Endpoint(.post, Self.path, surface: .page, access: .unlocked) { request in
            let desk = try DiaryFileDesk(request, site.services)
            do throws(DiaryFileError) {
                return .seeOther("\(Self.path)/\(desk.stage(try DiaryImportDesk.document(request)))")
            } catch {
                return try await refuse(request, DiaryFileSentences.sentence(error))
            }
        }.with {
            let reader = site.services.diaryReader
            $0.body = .upload(byteCountMaximum: DiaryUpload.byteCountMaximum) { DiaryUpload(reader) }
            $0.readsDiaryFile()
        }
    }

    private func refuse(_ request: WebRequest, _ sentence: String) async throws -> Answer {
        let error = FieldError(field: "file", label: localized("File"), message: sentence)
        return try await filePage(request, problems: FormProblems(errors: [error]))
    }

    // MARK: The check

    private var check: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .page, access: .unlocked) { request in
            let choices = DiaryImportChoices()
            let proposal = try await DiaryFileDesk(request, site.services)
                .propose(request.parameter("id"), choices)
            let text = BodyText(proposal.book, site.words(request), today: site.today)
            let page = CycleImportWords(
                document: proposal.staged.document,
                plan: proposal.plan,
                choices: choices,
                book: proposal.book,
                text: text,
                id: proposal.staged.id
            )
            .page()
            return try await site.answer(page, request)
        }.with { $0.readsDiaryFile() }
    }

    private var commit: Endpoint {
        .form(Self.path + "/{id}/commit") { request in
            let desk = try DiaryFileDesk(request, site.services)
            guard let id = try await desk.commit(request, request.parameter("id"), Self.choices(request.form)) else {
                return .seeOther(Self.path, .discarded)
            }
            return .seeOther("\(Self.path)/\(id.text)/done")
        }.with { $0.readsDiaryFile() }
    }

    private static func choices(_ form: FormFields) -> DiaryImportChoices {
        func choice(_ word: String) -> DiaryImportChoices.Choice? {
            word == "take" ? .takeFile : word == "keep" ? .keepMine : nil
        }
        var exceptions: [DayFieldKey: DiaryImportChoices.Choice] = [:]
        for name in form.names {
            guard let key = CycleImportWords.key(name), let chosen = form[name].flatMap(choice) else { continue }
            exceptions[key] = chosen
        }
        return DiaryImportChoices(usual: form["usual"].flatMap(choice) ?? .keepMine, exceptions: exceptions)
    }

    private var discard: Endpoint {
        .form(Self.path + "/{id}/discard") { request in
            try DiaryFileDesk(request, site.services).discard(request.parameter("id"))
            return .seeOther(Self.path, .discarded)
        }.with { $0.readsDiaryFile() }
    }

    // MARK: Done

    private var done: Endpoint {
        .diaryPage(Self.path + "/{id}/done") { request in
            guard let id = ChangeID(text: request.parameter("id")) else { throw Problem(.notFound) }
            let (words, now, today) = (site.words(request), site.services.now(), site.today)
            let page = try await CycleVault(request, site.services).read { book, _ throws(Problem) in
                guard let row = book.imports.first(where: { $0.id == id }) else { throw Problem(.notFound) }
                let canUndo = book.undoableBatches(now: now).contains { $0.batchStart == id.batchStart }
                let text = BodyText(book, words, today: today)
                return CycleImportDonePage(
                    heading: words.count(row.note.days, one: "{count} day came in", other: "{count} days came in"),
                    format: DiaryFormatWords(words: words).name(row.note.format),
                    lines: [
                        .init(label: words("Entries"), value: words.number(row.note.fields)),
                        .init(label: words("Days with an entry"), value: text.days(book.diaryDays.count)),
                    ],
                    undoPath: canUndo ? "\(Self.path)/\(id.text)/undo" : nil,
                    undoNote: canUndo ? nil : words("It can no longer be undone.")
                )
            }
            return try await site.answer(page, request)
        }
    }

    private var undo: Endpoint {
        .diaryForm(Self.path + "/{id}/undo") { request in
            guard let id = ChangeID(text: request.parameter("id")) else { throw Problem(.notFound) }
            do {
                try await DiaryFileDesk(request, site.services).undo(request, id)
            } catch CommitError<CycleError>.refused {
                return .seeOther(Self.path, .notUndone)
            }
            return .seeOther(Self.path, .undone)
        }
    }
}

extension Endpoint {
    /// Opens the diary to read a file that she brings; where she did not agree to that yet, she is asked.
    fileprivate mutating func readsDiaryFile() {
        purpose = .cycleImport
        doors = [.noConsent: CycleImportPages.path, .notAllowed: "/cycle/unlock"]
    }
}
