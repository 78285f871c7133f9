import Primitives
import Testing

@testable import Money

@Suite("Searches")
struct SearchQueryTests {
    /// A Friday.
    private static let today = CalendarDay.test("2026-11-20")

    private func read(_ text: String, _ grouping: DigitGrouping = .western) -> SearchQuery {
        SearchQuery(text, today: Self.today, grouping)
    }

    private func conditions(_ text: String, _ grouping: DigitGrouping = .western) -> [SearchCondition] {
        read(text, grouping).terms.map(\.condition)
    }

    private func bound(_ digits: Int64, _ decimals: Int = 0, isIncluded: Bool = false) -> SizeBound? {
        SizeBound(digits: digits, decimals: decimals, isIncluded: isIncluded)
    }

    private func minimum(_ text: String) -> UInt64? {
        guard case .size(let minimum?, nil)? = conditions(text).first else { return nil }
        return minimum.lowest(decimals: 2)
    }

    private func maximum(_ text: String) -> UInt64? {
        guard case .size(nil, let maximum?)? = conditions(text).first else { return nil }
        return maximum.highest(decimals: 2)
    }

    @Test("words, tags, sizes and names are told apart, in any order")
    func parts() {
        let expected: [SearchCondition] = [
            .word("dinner"), .tag("trip"), .size(minimum: bound(500), maximum: nil), .word("with"), .tag("Goa"),
            .size(minimum: nil, maximum: bound(125_050, 2, isIncluded: true)), .category("Eating out"),
            .account("cash"), .word("two words"),
        ]
        let text = "  dinner #trip >500 with #Goa <=1,250.50 category:\"Eating out\" account:cash \"two words\""
        #expect(conditions(text) == expected)
        #expect(read(text).problems.isEmpty)
    }

    @Test("a sign of minus asks for the opposite")
    func negation() {
        let terms = read("-dinner -#trip ->500 -is:split -\"two words\" - -account:\"My cash\"").terms
        let negated: [SearchCondition] = [
            .word("dinner"), .tag("trip"), .size(minimum: bound(500), maximum: nil), .trait(.split),
            .word("two words"), .account("My cash"),
        ]
        #expect(terms.filter(\.isNegated).map(\.condition) == negated)
        #expect(terms.filter { !$0.isNegated }.map(\.condition) == [.word("-")])
    }

    @Test("a bound leaves itself out unless it says so")
    func strictness() {
        #expect(minimum(">500") == 50_001)
        #expect(minimum(">=500") == 50_000)
        #expect(minimum("≥ 500") == 50_000)
        #expect(maximum("<20") == 1999)
        #expect(maximum("<=20") == 2000)
        #expect(maximum("<0") == nil)
    }

    @Test("amounts are one size, or from one to another")
    func amounts() {
        let (low, high) = (bound(100, isIncluded: true), bound(500, isIncluded: true))
        #expect(conditions("amount:100..500") == [.size(minimum: low, maximum: high)])
        #expect(conditions("amount:100..") == [.size(minimum: low, maximum: nil)])
        #expect(conditions("betrag:..500") == [.size(minimum: nil, maximum: high)])
        #expect(conditions("amount:100") == [.size(minimum: low, maximum: low)])
        #expect(conditions("amount:>100") == [.size(minimum: bound(100), maximum: nil)])
        for text in ["amount:..", "amount:much", "amount:1..x"] {
            #expect(read(text).problems == [.unreadableAmount(text)])
            #expect(conditions(text) == [.word(text)])
        }
    }

    @Test(
        "days are days, months, years and spans with a name",
        arguments: [
            ("on:2026-03-05", "2026-03-05", "2026-03-05"), ("on:2026-02", "2026-02-01", "2026-02-28"),
            ("on:2024", "2024-01-01", "2024-12-31"), ("on:today", "2026-11-20", "2026-11-20"),
            ("on:yesterday", "2026-11-19", "2026-11-19"), ("on:this-week", "2026-11-16", "2026-11-22"),
            ("on:last-week", "2026-11-09", "2026-11-15"), ("on:last-month", "2026-10-01", "2026-10-31"),
            ("on:this-month", "2026-11-01", "2026-11-30"), ("on:this-year", "2026-01-01", "2026-12-31"),
            ("am:letztes-jahr", "2025-01-01", "2025-12-31"), ("on:9999-12", "9999-12-01", "9999-12-31"),
            ("on:9999", "9999-01-01", "9999-12-31"), ("ON:Last-Month", "2026-10-01", "2026-10-31"),
        ]
    )
    func days(_ text: String, _ first: String, _ last: String) {
        #expect(conditions(text) == [.days(from: .test(first), until: .test(last))])
        let value = text.drop { $0 != ":" }
        #expect(conditions("from\(value)") == [.days(from: .test(first), until: nil)])
        #expect(conditions("until\(value)") == [.days(from: nil, until: .test(last))])
    }

    @Test("what is no day or trait is said, and searched for as a word")
    func refusals() {
        #expect(read("on:never").problems == [.unreadableDay("on:never")])
        #expect(read("from:2026-13").problems == [.unreadableDay("from:2026-13")])
        #expect(read("is:blue").problems == [.unknownTrait("is:blue")])
        #expect(read("has:split").problems == [.unknownTrait("has:split")])
        #expect(conditions("-on:never") == [.word("on:never")])
        #expect(
            conditions("foo:bar http://x.example is: :x")
                == ["foo:bar", "http://x.example", "is:", ":x"].map { .word($0) }
        )
        #expect(read("foo:bar http://x.example is: :x").problems.isEmpty)
    }

    @Test("a bound is in units of each currency, whatever its decimals")
    func decimals() throws {
        let bound = try #require(SizeBound(digits: 195, decimals: 1, isIncluded: true))
        #expect(bound.lowest(decimals: 0) == 20)
        #expect(bound.highest(decimals: 0) == 19)
        #expect(bound.lowest(decimals: 3) == 19_500)
        let open = try #require(SizeBound(digits: 195, decimals: 1, isIncluded: false))
        #expect(open.lowest(decimals: 0) == 20)
        #expect(open.highest(decimals: 0) == 19)
        let huge = try #require(SizeBound(digits: .max, decimals: 0, isIncluded: false))
        #expect(huge.lowest(decimals: 4) == nil)
        #expect(huge.highest(decimals: 4) == .max)
    }

    @Test("a sign of a currency, grouping and a space after the sign are read", arguments: [">₹1,20,000", "> 120000"])
    func writings(_ text: String) {
        #expect(minimum(text) == 12_000_001)
        #expect(conditions(text).count == 1)
    }

    @Test("numbers are read with the marks of the person's own")
    func marks() {
        #expect(conditions(">1.500,25", .continental) == [.size(minimum: bound(150_025, 2), maximum: nil)])
        #expect(conditions(">1,500.25", .western) == [.size(minimum: bound(150_025, 2), maximum: nil)])
        #expect(conditions("<12,5", .western) == [.size(minimum: nil, maximum: bound(125, 1))])
        #expect(conditions("<1,250", .western) == [.size(minimum: nil, maximum: bound(1250))])
    }

    @Test(
        "what only looks like a size or a tag is a word",
        arguments: [">", ">5a", "#", "<1.2.3", ">-5", "<,500", ">.", ">99999999999999999999", ">0.1234567"]
    )
    func words(_ text: String) { #expect(conditions(text) == [.word(text)]) }

    @Test("a sign that no number follows keeps what follows it; quotation marks that do not end take the rest")
    func nothingIsPassedOver() {
        #expect(conditions("> rent") == [.word(">"), .word("rent")])
        #expect(conditions("dinner >") == [.word("dinner"), .word(">")])
        #expect(conditions("a \"b c") == [.word("a"), .word("b c")])
        #expect(conditions("\"\"").isEmpty)
        #expect(conditions((0..<40).map { "w\($0)" }.joined(separator: " ")).count == 16)
    }

    @Test(
        "any text is read without a trap, and becomes a word where it is nothing else",
        arguments: 1...20 as ClosedRange<UInt64>
    )
    func anyText(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("ab1 :\"-#><=.,₹“is:on:from:amount:2026-03")
        for _ in 0..<200 {
            let count = Int.random(in: 0...24, using: &generator)
            let text = String((0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
            let terms = read(text).terms
            #expect(terms.count <= SearchParts.maximum, "seed \(seed): \(text)")
            let isBlank = text.allSatisfy { $0.isWhitespace || SearchParts.quotationMarks.contains($0) || $0 == "-" }
            #expect(isBlank || !terms.isEmpty, "seed \(seed): \(text)")
        }
    }

    @Test("a list is narrowed by size in its own currency, by every tag, and to what has no category")
    func lists() throws {
        var test = try TestBook.starter()
        let yen = try test.run { try $0.addAccount(AccountContent(name: "Yen", kind: .cash, currency: .jpy)) }
        func add(
            _ minorUnits: Int64,
            _ account: AccountID,
            _ currency: Currency,
            tags: [String],
            category: CategoryID
        ) throws {
            try test.run { plan in
                _ = try plan.addTransaction(
                    TransactionDraft(
                        day: .test("2026-03-01"),
                        payee: "P",
                        note: nil,
                        tags: tags,
                        postings: [
                            Posting(.account(account), Amount(minorUnits: -minorUnits, currency: currency)),
                            Posting(.category(category), Amount(minorUnits: minorUnits, currency: currency)),
                        ]
                    )
                )
            }
        }
        let groceries = test.category("Groceries")
        try add(50_000, test.account("Cash"), .inr, tags: ["trip"], category: groceries)
        try add(50_001, test.account("Cash"), .inr, tags: ["trip", "goa"], category: .uncategorisedExpense)
        try add(501, yen, .jpy, tags: [], category: groceries)
        func count(_ text: String) throws -> Int {
            try test.book.list(TransactionFilter(terms: SearchQuery(text, today: Self.today).terms)).matchCount
        }
        #expect(try count(">500") == 2)
        #expect(try count(">=500") == 3)
        #expect(try count("<500") == 0)
        #expect(try count("<=500") == 1)
        #expect(try count("#trip") == 2)
        #expect(try count("#trip #goa") == 1)
        #expect(try count("p >500 #goa") == 1)
        #expect(try test.book.list(TransactionFilter(isUncategorised: true)).matchCount == 1)
        #expect(test.book.uncategorisedCount == 1)
    }

    /// Six entries of the first months of 2026 and what tells them apart.
    private static func sample() throws -> TestBook {
        var test = try TestBook.starter()
        try test.spend(10_000, "Fuel", "2026-01-31", payee: "Café", note: "Ålesund trip", tags: ["car", "trip"])
        try test.spend(2_000, "Transport", "2026-02-01", account: "Card", tags: ["trip"])
        try test.spend(70_000, "Rent", "2026-03-01", account: "Savings", payee: "Landlord")
        let (cash, card, savings) = (test.account("Cash"), test.account("Card"), test.account("Savings"))
        let (salary, taxi, groceries) = (test.category("Salary"), test.category("Taxi"), test.category("Groceries"))
        func rupees(_ minorUnits: Int64) -> Amount { Amount(minorUnits: minorUnits, currency: .inr) }
        func draft(_ day: String, _ payee: String?, _ postings: [Posting]) -> TransactionDraft {
            TransactionDraft(day: .test(day), payee: payee, note: nil, tags: [], postings: postings)
        }
        try test.run { plan in
            _ = try plan.addTransaction(.income(rupees(500_000), day: .test("2026-02-15"), into: savings, from: salary))
            _ = try plan.addTransaction(
                draft(
                    "2026-02-20",
                    "Market",
                    [
                        Posting(.account(cash), rupees(-900)), Posting(.category(taxi), rupees(400)),
                        Posting(.category(groceries), rupees(500)),
                    ]
                )
            )
            _ = try plan.addTransaction(
                draft(
                    "2026-03-02",
                    nil,
                    [Posting(.account(cash), rupees(-5000)), Posting(.account(card), rupees(5000))]
                )
            )
        }
        return test
    }

    @Test(
        "each part asks what it says, and its opposite the rest",
        arguments: [
            ("payee:cafe", 1), ("payee:trip", 0), ("note:alesund", 1), ("tag:TRIP", 2), ("tag:tri", 0),
            ("account:sav", 2), ("account:card", 2), ("category:transport", 3), ("category:transport/fuel", 1),
            ("category:fuel/transport", 0), ("category:taxi", 1), ("on:2026-02", 3), ("from:2026-03", 2),
            ("until:2026-01", 1), ("is:split", 1), ("is:transfer", 1), ("is:income", 1), ("is:expense", 4),
            ("is:imported", 0), ("is:uncategorised", 0), ("has:payee", 3), ("has:note", 1), ("has:tag", 2),
            ("has:receipt", 0), ("has:beleg", 0),
            ("amount:9", 1), ("amount:20..100", 3), ("landlord", 1), ("transport", 3), ("amount:4..5", 1),
        ]
    )
    func operators(_ text: String, _ expected: Int) throws {
        let test = try Self.sample()
        func count(_ text: String) throws -> Int {
            try test.book.list(TransactionFilter(terms: read(text).terms)).matchCount
        }
        #expect(try count(text) == expected)
        #expect(try count("-" + text) == 6 - expected)
        #expect(try count("\(text) -\(text)") == 0)
        #expect(test.book.problems(of: read(text)).isEmpty || expected == 0)
    }

    @Test("parts beyond the last that is looked for are said")
    func tooManyParts() {
        let text = (0..<17).map { "w\($0)" }.joined(separator: " ")
        let query = SearchQuery(text, today: .test("2026-01-01"))
        #expect(query.terms.count == 16 && query.problems == [.tooManyParts("w16")])
        #expect(SearchQuery(String(text.dropLast(4)), today: .test("2026-01-01")).problems.isEmpty)
    }

    @Test("folding by hand is folding by Unicode", arguments: 0..<4 as Range<UInt64>)
    func folding(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let letters = Array("aZ9 éÉßŒÅø गाँवक्षि 日本語한글 ЖжΣσ İı 🚲𝔘 ẞ\u{301}")
        for _ in 0..<300 {
            let text = String((0..<12).map { _ in letters.randomElement(using: &generator) ?? "a" })
            let expected = text.unicodeScalars.flatMap { scalar -> [UInt8] in
                TextFold.folded(String(Character(scalar)))
            }
            #expect(TextFold.folded(text) == expected, "\(text)")
            #expect(TextFold.contains(Array(text.utf8)[...], TextFold.folded(text.suffix(4))), "\(text)")
        }
        #expect(TextFold.folded("गाँव") == Array("गाँव".utf8) && TextFold.folded("ЖÉ") == Array("жe".utf8))
    }

    @Test("names that the book does not have are said")
    func unknownNames() throws {
        let test = try Self.sample()
        #expect(
            test.book.problems(of: read("account:moon category:moon payee:moon tag:moon on:moon")) == [
                .unreadableDay("on:moon"), .noAccount("moon"), .noCategory("moon"),
            ]
        )
    }

    @Test("totals of a search by category count what went into that category only")
    func totals() throws {
        let test = try Self.sample()
        let terms = { (text: String) in TransactionFilter(terms: read(text).terms) }
        #expect(try test.book.totals(terms("category:taxi")).map(\.outgoing) == [400])
        #expect(try test.book.totals(terms("category:taxi category:groceries")).map(\.outgoing) == [900])
        #expect(try test.book.totals(terms("-category:taxi is:expense")).map(\.outgoing) == [82_000])
        #expect(
            try test.book.spending(by: [.category], terms("is:split category:groceries")).totals.map(\.minorUnits) == [
                500
            ]
        )
    }
}
