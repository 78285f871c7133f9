import Primitives
import Testing

@testable import Money

@Suite("Search words")
struct SearchWordsTests {
    private func minimum(_ text: String) -> UInt64? { SearchWords(text).minimum?.lowest(decimals: 2) }
    private func maximum(_ text: String) -> UInt64? { SearchWords(text).maximum?.highest(decimals: 2) }

    @Test("words, tags and sizes are told apart, in any order")
    func parts() {
        let search = SearchWords("  dinner #trip >500 with #Goa <=1,250.50 ")
        #expect(search.words == ["dinner", "with"])
        #expect(search.tags == ["trip", "Goa"])
        #expect(search.minimum == SizeBound(digits: 500, decimals: 0, isIncluded: false))
        #expect(search.maximum == SizeBound(digits: 125_050, decimals: 2, isIncluded: true))
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
        #expect(SearchWords(text).words.isEmpty)
    }

    @Test("numbers are read with the marks of the person's own")
    func marks() {
        let exact = SizeBound(digits: 150_025, decimals: 2, isIncluded: false)
        #expect(SearchWords(">1.500,25", .continental).minimum == exact)
        #expect(SearchWords(">1,500.25", .western).minimum == exact)
        #expect(SearchWords("<12,5", .western).maximum == SizeBound(digits: 125, decimals: 1, isIncluded: false))
        #expect(SearchWords("<1,250", .western).maximum == SizeBound(digits: 1250, decimals: 0, isIncluded: false))
    }

    @Test(
        "what only looks like a size or a tag is a word",
        arguments: [">", ">5a", "#", "<1.2.3", ">-5", "<,500", ">.", ">99999999999999999999", ">0.1234567"]
    )
    func words(_ text: String) {
        let search = SearchWords(text)
        #expect(search.words == [text])
        #expect(search.minimum == nil && search.maximum == nil && search.tags.isEmpty)
    }

    @Test("a sign that no number follows keeps what follows it")
    func nothingIsPassedOver() {
        #expect(SearchWords("> rent").words == [">", "rent"])
        #expect(SearchWords("dinner >").words == ["dinner", ">"])
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
            var filter = TransactionFilter()
            SearchWords(text).narrow(&filter)
            return try test.book.list(filter).matchCount
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
}
