import Cycle
import Primitives
import Vault

/// Reads a typed line as fields of a day and, unless something is open, writes them into the diary.
///
/// For API and pages.
struct DiaryAddition: Sendable {
    struct Outcome: Sendable {
        let line: String
        let reading: DiaryLineReading
        /// What she calls symptoms and moods.
        let names: DiaryLineNames
        /// The diary is not started, or is locked: nothing was written.
        var isClosed = false
        /// Why the day did not take it.
        var refusal: CycleError?
        var isAdded = false
        /// Where the batch began; nil where nothing had to be written.
        var batchStart: JournalIndex?
    }

    let services: WebServices

    /// - `day`: Her day, where it differs from the server's.
    func add(_ line: String, isTrial: Bool, on day: CalendarDay?, _ request: WebRequest) async throws -> Outcome {
        // A device may be a day ahead or behind; a day further away is nobody's today.
        let server = services.today()
        let today = day.map { min(max($0, server.adding(days: -1)), server.adding(days: 1)) } ?? server
        return try await add(line, isTrial: isTrial, today: today, request)
    }

    /// As ``add(_:isTrial:on:_:)`` for a day that is known to have been hers.
    func add(_ line: String, isTrial: Bool, today: CalendarDay, _ request: WebRequest) async throws -> Outcome {
        guard let vault = try await CycleVault.beside(request, services) else {
            let reading = DiaryQuickAdd.read(line, today: today)
            return Outcome(line: line, reading: reading, names: DiaryLineNames(), isClosed: true)
        }
        let names = try await vault.read { book, _ in Self.names(book) }
        var outcome = Outcome(
            line: line,
            reading: DiaryQuickAdd.read(line, names: names, today: today),
            names: names
        )
        guard !isTrial, outcome.reading.entry != nil else { return outcome }
        do {
            outcome.batchStart = try await vault.change(request) { plan throws(CycleError) in
                try Self.record(line, today, &plan)
            }.batchStart
            outcome.isAdded = true
        } catch CommitError<CycleError>.refused(let error) {
            outcome.refusal = error
        }
        return outcome
    }

    /// Read again under the lock: names, and what the day has, may have changed meanwhile.
    private static func record(_ line: String, _ today: CalendarDay, _ plan: inout CyclePlan) throws(CycleError) {
        let reading = DiaryQuickAdd.read(line, names: names(plan.book), today: today)
        guard let entry = reading.entry else { throw .changedMeanwhile }
        let old = plan.book.day(reading.day)?.entry ?? DayEntry()
        try plan.record(DayPatch(old.adding(entry)), on: reading.day, today: today)
    }

    private static func names(_ book: CycleBook) -> DiaryLineNames {
        var names = DiaryLineNames()
        for (key, definition) in book.feelings {
            guard let name = definition.name else { continue }
            switch key.kind {
            case .symptom:
                if let id = SymptomID(rawValue: key.id) { names.symptoms[id] = name }
            case .mood:
                if let id = MoodID(rawValue: key.id) { names.moods[id] = name }
            }
        }
        return names
    }
}
