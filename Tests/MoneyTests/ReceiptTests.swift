import Primitives
import Testing
import Vault

@testable import Money

@Suite("Receipts of the book")
struct ReceiptTests {
    private static let changes: [MoneyChange] = [
        .addItem(.receipt(.test(TransactionID(rawValue: 5 << 24), 1))),
        .putItem(
            ChangeID(batchStart: 1, ordinal: 0),
            .receipt(.test(TransactionID(rawValue: 5 << 24), 2, media: .pdf))
        ),
        .removeItem(.receipt, ChangeID(batchStart: 1, ordinal: 0)),
    ]

    @Test("every kind of change comes back as it was, in its order")
    func roundTrip() throws {
        let bytes = try MoneyTracker.encode(Self.changes[...])
        #expect(try MoneyTracker.decode(bytes[...], schema: 1) == Self.changes)
    }

    /// Frozen when receipts were added to schema 1: if this fails, journals already on disk no longer open.
    @Test("the vector decodes, and encodes to the same bytes")
    func frozenVector() throws {
        let frozen = try Vectors.bytes("money-receipts-v1.hex")
        #expect(try MoneyTracker.decode(frozen[...], schema: 1) == Self.changes)
        #expect(try MoneyTracker.encode(Self.changes[...]) == frozen)
    }

    @Test("damaged bytes are refused or read, and never trap", arguments: 0..<4 as Range<UInt64>)
    func damaged(_ seed: UInt64) throws {
        let bytes = try MoneyTracker.encode(Self.changes[...])
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        for _ in 0..<500 {
            var mutated = bytes
            mutated[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            do { _ = try MoneyTracker.decode(mutated[...], schema: 1) } catch { refused += 1 }
        }
        #expect(refused > 50, "seed \(seed)")
    }

    @Test("a receipt is found by its transaction, removed, and undone")
    func undo() throws {
        var test = try TestBook.starter()
        let transaction = try test.spend(100, "Groceries", "2026-11-01")
        let other = try test.spend(200, "Groceries", "2026-11-02")
        let id = try test.run { try $0.add(ReceiptContent.test(transaction, 1)) }
        #expect(test.book.receipts(of: transaction).map(\.id) == [id])
        #expect(test.book.receipts(of: other).isEmpty)
        #expect(test.book.hasReceipt(transaction))
        try test.run { try $0.remove(id) }
        #expect(!test.book.hasReceipt(transaction))
        try test.undo(test.nextBatch - 1)
        #expect(test.book.receipts(of: transaction).map(\.id) == [id])
    }

    @Test("a receipt goes and comes back with its transaction, and cannot be removed meanwhile")
    func withTransaction() throws {
        var test = try TestBook.starter()
        let transaction = try test.spend(100, "Groceries", "2026-11-01")
        let id = try test.run { try $0.add(ReceiptContent.test(transaction, 1)) }
        try test.run { try $0.deleteTransaction(transaction, expectedVersion: 1) }
        let deletion = test.nextBatch - 1
        #expect(test.book.receipts(of: transaction).isEmpty)
        let items: [Item<ReceiptContent>] = test.book.items()
        #expect(items.isEmpty)
        #expect(throws: MoneyError.notFound(.id)) { try test.run { try $0.remove(id) } }
        #expect(throws: MoneyError.notFound(.id)) {
            try test.run { try $0.add(ReceiptContent.test(transaction, 2)) }
        }
        try test.undo(deletion)
        #expect(test.book.receipts(of: transaction).map(\.id) == [id])
    }

    @Test("files are named as long as undo reaches them, and no longer")
    func files() throws {
        var test = try TestBook.starter()
        let transaction = try test.spend(100, "Groceries", "2026-11-01")
        let (kept, removed) = (ReceiptContent.test(transaction, 1), ReceiptContent.test(transaction, 2))
        try test.run { try $0.add(kept) }
        let id = try test.run { try $0.add(removed) }
        try test.run { try $0.remove(id) }
        let all = Set((kept.files + removed.files).map(\.id))
        #expect(all.count == 4)
        #expect(MoneyTracker.files(of: test.book, now: test.time) == all)
        let later = test.time.adding(seconds: Int64(MoneyLimits.undoDays + 1) * 86_400)
        #expect(MoneyTracker.files(of: test.book, now: later) == Set(kept.files.map(\.id)))
        try test.run { try $0.deleteTransaction(transaction, expectedVersion: 1) }
        #expect(MoneyTracker.files(of: test.book, now: test.time) == all)
        #expect(MoneyTracker.files(of: test.book, now: later).isEmpty)
        let forgotten = try MoneyTracker.restore(MoneyTracker.snapshot(of: test.book, now: later))
        #expect(forgotten.items.sorted.count == 0)
    }

    @Test("all receipts of a book take 2 GiB at most, with those that undo can bring back")
    func room() throws {
        var test = try TestBook.starter()
        var transactions: [TransactionID] = []
        for _ in 0..<11 { transactions.append(try test.spend(100, "Groceries", "2026-11-01")) }
        func content(_ number: Int, _ byteCount: Int) -> ReceiptContent {
            var content = ReceiptContent.test(transactions[number / 20], UInt8(number), media: .pdf)
            content.byteCount = byteCount
            return content
        }
        func add(_ number: Int, _ byteCount: Int) throws -> ReceiptID {
            let now = test.time
            return try test.run { try $0.addReceipt(content(number, byteCount), now: now) }
        }
        let largest = ReceiptLimits.byteCount
        let count = MoneyLimits.receiptBytes / largest
        var ids: [ReceiptID] = []
        for number in 0..<count { ids.append(try add(number, largest)) }
        let rest = MoneyLimits.receiptBytes - count * largest
        #expect(rest > 0 && rest < largest)
        #expect(throws: MoneyError.full(.receipt)) { try add(count, rest + 1) }
        // A removed one keeps its place as long as undo can bring it back, and so does one of a removed entry.
        try test.run { try $0.remove(ids[0]) }
        #expect(throws: MoneyError.full(.receipt)) { try add(count, rest + 1) }
        try test.run { try $0.deleteTransaction(transactions[1], expectedVersion: 1) }
        #expect(throws: MoneyError.full(.receipt)) { try add(count, rest + 1) }
        test.time = test.time.adding(seconds: Int64(MoneyLimits.undoDays + 1) * 86_400)
        _ = try add(count, rest + 1)
        try test.book.checkReceiptRoom(21 * largest - 1, now: test.time)
        #expect(throws: MoneyError.full(.receipt)) {
            try test.book.checkReceiptRoom(21 * largest, now: test.time)
        }
    }

    @Test("what is too many, too large, there already, or of no transaction is refused")
    func refusals() throws {
        var test = try TestBook.starter()
        let transaction = try test.spend(100, "Groceries", "2026-11-01")
        try test.run { try $0.add(ReceiptContent.test(transaction, 1)) }
        #expect(throws: MoneyError.nameTaken(.receipt)) {
            try test.run { try $0.add(ReceiptContent.test(transaction, 1)) }
        }
        #expect(throws: MoneyError.notFound(.id)) {
            try test.run { try $0.add(ReceiptContent.test(TransactionID(rawValue: 7), 1)) }
        }
        var (large, unmeasured, huge) = (
            ReceiptContent.test(transaction, 2), ReceiptContent.test(transaction, 2),
            ReceiptContent.test(transaction, 2)
        )
        large.byteCount = ReceiptLimits.byteCount + 1
        unmeasured.size = nil
        huge.size = PixelSize(width: .max, height: 2)
        for content in [large, unmeasured, huge] {
            #expect(throws: MoneyError.invalid(.receipt)) { try test.run { try $0.add(content) } }
        }
        for number in 2...20 as ClosedRange<UInt8> {
            try test.run { try $0.add(ReceiptContent.test(transaction, number)) }
        }
        #expect(throws: MoneyError.tooMany(.receipt, maximum: 20)) {
            try test.run { try $0.add(ReceiptContent.test(transaction, 21)) }
        }
    }

    @Test(
        "the receipts of each transaction are those that a look at every row finds",
        arguments: 0..<8 as Range<UInt64>
    )
    func index(_ seed: UInt64) throws {
        var random = RandomCommands(seed: seed)
        for _ in 0..<400 { try random.step() }
        let book = random.test.book
        let restored = try MoneyTracker.restore(MoneyTracker.snapshot(of: book, now: random.test.time))
        for book in [book, restored] {
            var expected: [TransactionID: [ReceiptID]] = [:]
            for item in book.items(ReceiptContent.self) {
                expected[item.content.transaction, default: []].append(item.id)
            }
            for (transaction, ids) in expected {
                let found: [ReceiptID] = book.receipts(of: transaction).map(\.id)
                #expect(found == ids)
            }
            for slot in 0..<book.transactions.count where !book.transactions.isRemoved[slot] {
                let id = TransactionID(rawValue: book.transactions.ids[slot])
                #expect(book.hasReceipt(id) == (expected[id] != nil), "seed \(seed)")
                #expect(book.slotsWithReceipts[slot] == book.hasReceipt(id))
            }
        }
    }

    @Test("entries with and without a receipt are found, in every language")
    func search() throws {
        var test = try TestBook.starter()
        let transaction = try test.spend(100, "Groceries", "2026-11-01")
        let other = try test.spend(200, "Groceries", "2026-11-02")
        try test.run { try $0.add(ReceiptContent.test(transaction, 1)) }
        for text in ["has:receipt", "hat:beleg", "साथ:रसीद", "has:Belege"] {
            for (typed, expected) in [(text, transaction), ("-" + text, other)] {
                var filter = TransactionFilter()
                let query = SearchQuery(typed, today: .test("2026-11-20"))
                #expect(query.problems.isEmpty)
                filter.terms = query.terms
                #expect(try test.book.list(filter, limit: 10, after: nil).transactions.map(\.id) == [expected])
            }
        }
    }

    @Test(
        "a file's name is mended, and its ending says what it is",
        arguments: [
            ("IMG_1.JPG", "IMG_1.jpg"), ("photo.jpeg", "photo.jpg"), ("bill.pdf", "bill.jpg"), ("", "receipt.jpg"),
            ("../../etc/passwd", ".. .. etc passwd.jpg"), ("a\u{202E}gpj.exe", "a gpj.jpg"),
            ("4111 1111 1111 1111.jpg", "receipt.jpg"), ("Müller 2026.11.20", "Müller 2026.11.20.jpg"),
            ("a\nb", "a b.jpg"), (".jpg", "receipt.jpg"),
        ]
    )
    func names(_ typed: String, _ kept: String) {
        #expect(ReceiptName.proposed(for: typed, .jpeg) == kept)
        let long = ReceiptName.proposed(for: String(repeating: "ü", count: 5000), .webp)
        #expect(long.unicodeScalars.count == 100)
        #expect(long.hasSuffix(".webp"))
    }

    @Test("a key is not printed with what holds it")
    func redacted() {
        let receipt = ReceiptContent.test(TransactionID(rawValue: 1), 1)
        var text = ""
        dump(receipt, to: &text)
        #expect(!("\(receipt)" + text).contains("171"))
    }
}

extension ReceiptContent {
    /// A receipt whose file, digest and size follow from a number.
    static func test(_ transaction: TransactionID, _ number: UInt8, media: ReceiptMedia = .jpeg) -> ReceiptContent {
        guard let key = FileKey(bytes: [UInt8](repeating: 171, count: 32)) else { preconditionFailure("32 bytes") }
        return ReceiptContent(
            transaction: transaction,
            name: "receipt \(number).\(media.fileExtension)",
            media: media,
            byteCount: 1000 + Int(number),
            digest: [UInt8](repeating: number, count: 32),
            file: FileID(high: 1, low: UInt64(number)),
            key: key,
            size: media.isPicture ? PixelSize(width: 640, height: 480) : nil,
            thumbnail: media.isPicture ? Thumbnail(file: FileID(high: 2, low: UInt64(number)), byteCount: 99) : nil
        )
    }
}
