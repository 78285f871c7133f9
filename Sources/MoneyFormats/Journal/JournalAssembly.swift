import Money
import Primitives

/// Puts a journal's transactions together as their lines arrive.
struct JournalAssembly {
    var document: JournalDocument
    var accounts = JournalAccounts()
    /// Names that our export wrote beside declarations, by place of the account.
    var names: [Int: String] = [:]
    private(set) var open: Open?

    /// A transaction whose lines are still coming.
    struct Open {
        var transaction: JournalTransaction
        var postings: [JournalPosting] = []
        /// The first thing wrong with it.
        var spoiled: RejectedLine?
        var notes: [String] = []
        /// Set where our export wrote them; they beat what the other tools see.
        var exactNote: String?
        var exactTags: [String]?

        mutating func spoil(line: Int, _ reason: RejectedLine.Reason) {
            if spoiled == nil { spoiled = RejectedLine(line: line, reason: reason) }
        }

        /// Adds a part in place: a copy for each would make a file of many parts quadratic.
        ///
        /// What is beyond all that a book could keep is not gathered; the note is cut there anyway.
        mutating func add(note part: String) {
            var note = exactNote.take() ?? ""
            if note.utf8.count < Self.noteByteMaximum { note += part }
            exactNote = note
        }

        mutating func add(tags part: [String]) {
            var tags = exactTags.take() ?? []
            tags += part.prefix(max(0, StatementLimits.splitCount - tags.count))
            exactTags = tags
        }

        /// Four times the longest note, at four bytes a character.
        private static let noteByteMaximum = MoneyLimits.noteCharacters * 16
    }

    init(_ document: JournalDocument) { self.document = document }

    var isOurs: Bool { document.origin != nil }

    mutating func begin(line: Int, day: CalendarDay) throws(StatementError) {
        end()
        guard document.transactions.count < StatementLimits.rowCount else { throw .tooManyRows }
        open = Open(transaction: JournalTransaction(line: line, day: day))
    }

    /// Changes the open transaction, if there is one.
    mutating func change(_ body: (inout Open) -> Void) {
        guard var current = open.take() else { return }
        body(&current)
        open = current
    }

    mutating func add(_ posting: JournalPosting, line: Int) {
        change { open in
            if open.postings.count < StatementLimits.splitCount {
                open.postings.append(posting)
            } else {
                open.spoil(line: line, .tooManyParts)
            }
        }
    }

    /// What a tag of ours says of the open transaction; false when it is none of ours.
    mutating func take(key: String, value: String) -> Bool {
        guard isOurs, open != nil else { return false }
        switch key {
        case "fk-id": change { $0.transaction.id = value }
        case "fk-opening": change { $0.transaction.isOpening = true }
        case "fk-payee": change { $0.transaction.payee = value }
        case "fk-note": change { $0.exactNote = value }
        case "fk-tags": change { $0.exactTags = Self.tags(value) }
        // Parts of what is too long for one line, in their order.
        case _ where JournalEscape.isPart(key, of: "fk-note"): change { $0.add(note: value) }
        case _ where JournalEscape.isPart(key, of: "fk-tags"): change { $0.add(tags: Self.tags(value)) }
        case "fk-day":
            guard let day = CalendarDay(iso: value) else { return false }
            change { $0.transaction.day = day }
        // The file beside the journal is not imported; the list of lines says so.
        case "fk-receipt": document.leaveOut(line: open?.transaction.line ?? 0, .metadata)
        default: return false
        }
        return true
    }

    private static func tags(_ value: String) -> [String] {
        value.unicodeScalars.split(separator: "|").map { JournalEscape.unescaped(String($0)) }
    }

    /// What a tag of ours says of an account; false when it is none of ours.
    mutating func take(key: String, value: String, account place: Int) -> Bool {
        guard isOurs else { return false }
        switch key {
        case "fk-name": names[place] = value
        case "fk-id": accounts.change(place) { $0.ours.id = value }
        case "fk-kind": accounts.change(place) { $0.ours.kind = AccountKind(name: value) }
        case "fk-currency": accounts.change(place) { $0.ours.currencies = [value] }
        case "fk-archived": accounts.change(place) { $0.ours.isArchived = true }
        default: return false
        }
        return true
    }

    /// Ends the open transaction: into the document, or among what was rejected.
    mutating func end() {
        guard let done = open.take() else { return }
        if let spoiled = done.spoiled { return document.reject(line: spoiled.line, spoiled.reason) }
        var transaction = done.transaction
        transaction.note = done.exactNote ?? done.notes.joined(separator: "\n")
        transaction.tags = done.exactTags ?? transaction.tags
        var balancer = JournalBalancer()
        do throws(RejectedLine.Reason) {
            transaction.lines = try balancer.lines(of: done.postings)
            guard !transaction.lines.isEmpty else { return document.leaveOut(line: transaction.line, .directive) }
            document.transactions.append(transaction)
            if balancer.keptAtCost { document.leaveOut(line: transaction.line, .commodityAtCost) }
        } catch {
            document.reject(line: transaction.line, error)
        }
    }

    /// The document with everything in it.
    mutating func finished() -> JournalDocument {
        end()
        accounts.resolve(names: names)
        document.accounts = accounts.all
        return document
    }
}
