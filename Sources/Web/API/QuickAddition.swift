import Money
import Primitives
import Vault

/// Reads a typed line against the book and, unless something is open, adds what it says.
///
/// For API, pages and command line.
struct QuickAddition: Sendable {
    struct Outcome: Sendable {
        let line: String
        let reading: QuickAddReading
        /// The book the line was read against: for the names of what the reading refers to.
        let book: MoneyBook
        /// What was added; nil when nothing was, and when it repeats.
        let transaction: MoneyTransaction?
        /// What was added and repeats.
        let recurring: RecurringEntry?
        /// Nil when nothing was added.
        let batchStart: JournalIndex?
    }

    private enum Made: Sendable {
        case transaction(TransactionID)
        case recurring(RecurringID)
    }

    let services: WebServices

    func add(_ line: String, isTrial: Bool, on day: CalendarDay?, _ request: WebRequest) async throws -> Outcome {
        let vault = try MoneyVault(request, services)
        let today = day ?? services.today()
        // A book in which nothing was ever chosen has nothing a line could refer to.
        try await StarterBook(services: services).prepare(vault.access)
        let (reading, book) = try await vault.read { book, _ in (QuickAdd.read(line, book: book, today: today), book) }
        guard !isTrial, reading.draft != nil else {
            return Outcome(
                line: line,
                reading: reading,
                book: book,
                transaction: nil,
                recurring: nil,
                batchStart: nil
            )
        }
        // Read again under the lock: what the line means may depend on what was added meanwhile.
        let (made, start) = try await vault.change(request) { book, start throws(Problem) in
            let reading = QuickAdd.read(line, book: book, today: today)
            guard reading.draft != nil else { throw Problem(.unavailable, retryAfterSeconds: 1) }
            do throws(MoneyError) {
                return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) -> Made in
                    try Self.make(reading, &plan, today: today)
                }
            } catch {
                throw ErrorMapping.problem(error)
            }
        }
        guard let start else { throw Problem(.unavailable, retryAfterSeconds: 1) }
        // A request that was sent twice is answered from the first: what it made is known by where its batch began.
        let isRecurring: Bool =
            switch made {
            case .recurring: true
            case .transaction: false
            case nil: reading.schedule != nil
            }
        let (transaction, recurring, newBook) = try await vault.read { book, _ in
            (
                isRecurring ? nil : book.transaction(TransactionID(firstOf: start)),
                isRecurring ? book.recurring(RecurringID(firstOf: start)) : nil, book
            )
        }
        return Outcome(
            line: line,
            reading: reading,
            book: newBook,
            transaction: transaction,
            recurring: recurring,
            batchStart: start
        )
    }

    /// What repeats is made as far as it is due in the same batch, so that one undo takes all of it back.
    private static func make(
        _ reading: QuickAddReading,
        _ plan: inout MoneyPlan,
        today: CalendarDay
    ) throws(MoneyError) -> Made {
        if let recurring = reading.recurring {
            let id = try plan.addRecurring(recurring, today: today)
            _ = try plan.makeDueOccurrences(today: today)
            return .recurring(id)
        }
        guard let draft = reading.draft else { throw .missing(.text) }
        return .transaction(try plan.addTransaction(draft))
    }
}
