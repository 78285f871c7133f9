/// What exports have to know of all transactions at once.
///
/// One pass over the columns that makes no transaction and looks at each text once: a page asks for it.
package struct BookTraits: Sendable {
    /// Transactions with tags.
    package private(set) var tagged = 0
    /// Transactions on a category that is not a built-in one.
    package private(set) var categorised = 0
    /// Transactions with more than two postings.
    package private(set) var ofSeveralParts = 0
    /// Transactions of which it cannot be said which part of an account's amount went where.
    package private(set) var mixed = 0
    /// Transactions whose note has line breaks or other control characters.
    package private(set) var withBreaks = 0
    /// Transactions whose texts a format has to cut, as the caller decides.
    package private(set) var cut = 0

    /// As much of a text as decides whether a format can hold it.
    package struct TextShape: Sendable {
        /// Unicode scalars; 0 where there is no text.
        package var length = 0
        package var hasLineFeed = false
        package var hasControl = false
    }

    package init(_ book: MoneyBook, isCut: (_ payee: TextShape, _ note: TextShape) -> Bool) {
        let columns = book.transactions
        let payees = Self.shapes(book.payees)
        let notes = Self.shapes(book.notes)
        let isBuiltIn = book.categories.map(\.isBuiltIn)
        for slot in 0..<columns.count where !columns.isRemoved[slot] {
            let note = notes[Int(columns.notes[slot])]
            if columns.tagSets[slot] != 0 { tagged += 1 }
            if note.hasControl { withBreaks += 1 }
            if isCut(payees[Int(columns.payees[slot])], note) { cut += 1 }
            count(columns, columns.postings(slot), isBuiltIn)
        }
    }

    private mutating func count(_ columns: TransactionColumns, _ postings: Range<Int>, _ isBuiltIn: [Bool]) {
        var accountCount = 0
        var isCategorised = false
        var hasTwoCurrencies = false
        for posting in postings {
            let target = columns.targets[posting]
            if columns.currencies[posting] != columns.currencies[postings.lowerBound] { hasTwoCurrencies = true }
            if target & TransactionColumns.categoryBit == 0 {
                accountCount += 1
            } else if !isBuiltIn[Int(target & ~TransactionColumns.categoryBit)] {
                isCategorised = true
            }
        }
        if isCategorised { categorised += 1 }
        if postings.count > 2 { ofSeveralParts += 1 }
        let isPlain = accountCount == 1 ? !hasTwoCurrencies : accountCount == 2 && postings.count == 2
        if !isPlain { mixed += 1 }
    }

    /// By reference; 0 is no text.
    private static func shapes(_ table: TextTable) -> [TextShape] {
        var shapes = [TextShape()]
        shapes.reserveCapacity(table.count + 1)
        var start = 0
        for end in table.ends {
            var shape = TextShape()
            for byte in table.bytes[start..<Int(end)] {
                // Every scalar has one byte that does not continue another.
                if byte & 0xC0 != 0x80 { shape.length += 1 }
                if byte < 0x20 { shape.hasControl = true }
                if byte == 0x0A { shape.hasLineFeed = true }
            }
            shapes.append(shape)
            start = Int(end)
        }
        return shapes
    }
}
