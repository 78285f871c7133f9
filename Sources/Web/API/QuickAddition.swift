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
        /// What was added; nil when nothing was.
        let transaction: MoneyTransaction?
        let batchStart: JournalIndex?
    }

    let services: WebServices

    func add(_ line: String, isTrial: Bool, on day: CalendarDay?, _ request: WebRequest) async throws -> Outcome {
        let vault = try MoneyVault(request, services)
        let today = day ?? services.today()
        // A book in which nothing was ever chosen has nothing a line could refer to.
        try await StarterBook(services: services).prepare(vault.access)
        let (reading, book) = try await vault.read { book, _ in (QuickAdd.read(line, book: book, today: today), book) }
        guard !isTrial, reading.draft != nil else {
            return Outcome(line: line, reading: reading, book: book, transaction: nil, batchStart: nil)
        }
        // Read again under the lock: what the line means may depend on what was added meanwhile.
        let (made, start) = try await vault.change(request) { book, start throws(Problem) in
            guard let draft = QuickAdd.read(line, book: book, today: today).draft else {
                throw Problem(.unavailable, retryAfterSeconds: 1)
            }
            do throws(MoneyError) {
                return try MoneyCommands.addTransaction(draft, to: book, batchStart: start)
            } catch {
                throw ErrorMapping.problem(error)
            }
        }
        let id = made ?? TransactionID(firstOf: start)
        let (transaction, newBook) = try await vault.read { book, _ in (book.transaction(id), book) }
        return Outcome(line: line, reading: reading, book: newBook, transaction: transaction, batchStart: start)
    }
}
