import Foundation
import Testing

/// The made-up year, as whoever tries Flowkeep first sees it.
@Suite("Demonstration", .serialized)
struct DemoTests {
    private let home: TemporaryDirectory

    init() throws { home = try TemporaryDirectory() }

    private func run(_ arguments: [String], input: String? = nil) throws -> (status: Int32, text: String) {
        try RunningServer.run(arguments + ["--data", home.path + "/data"], home: home, input: input)
    }

    /// Makes a demonstration.
    ///
    /// - Returns: what a report needs to be asked for.
    private func make(_ handle: String, seed: Int = 7) throws -> [String] {
        let made = try run(["demo", "--handle", handle, "--seed", String(seed)])
        #expect(made.status == 0, "\(made.text)")
        let label = "Passphrase (shown once): "
        let line = try #require(made.text.split(separator: "\n").first { $0.hasPrefix(label) })
        let file = try home.write("passphrase-" + handle, line.dropFirst(label.count) + "\n")
        return ["--handle", handle, "--passphrase-file", file]
    }

    private func report(_ words: [String], _ credentials: [String]) throws -> [[Substring]] {
        let report = try run(["report"] + words + ["--format", "csv"] + credentials)
        #expect(report.status == 0, "\(report.text)")
        #expect(!report.text.hasSuffix("\r\n\n"), "an empty line is no row")
        return report.text.split(separator: "\r\n").dropFirst().map { $0.split(separator: ",") }
    }

    @Test("one command makes an account that opens with what was printed, and holds a year up to today")
    func year() throws {
        let made = try run(["demo"])
        #expect(made.status == 0, "\(made.text)")
        #expect(made.text.contains("Handle: demo\n") && made.text.contains("Recovery code (shown once): "))
        let credentials = try make("second")
        let months = try report(["cash-flow"], credentials)
        #expect(months.count == 13)
        for month in months.dropLast() {
            #expect((try #require(Double(month[2]))) > 60_000, "income of \(month[0])")
            #expect((try #require(Double(month[3]))) > 40_000, "spending of \(month[0])")
        }
        let categories = Set(try report(["spending", "--by", "category"], credentials).map { String($0[0]) })
        let expected = [
            "Rent", "Groceries", "Eating out", "Household:Electricity", "Health:Medicine", "Travel",
            "Transport:Public transport", "Insurance", "Uncategorised",
        ]
        #expect(categories.isSuperset(of: expected), "\(categories)")
        let tags = Set(try report(["spending", "--by", "tag"], credentials).map { String($0[0]) })
        #expect(tags.isSuperset(of: ["goa", "diwali"]), "\(tags)")
        #expect(try report(["budget"], credentials).count == 5)
        #expect(try report(["forecast"], credentials).count == 8)
    }

    @Test("nobody's purse is below zero: only the card and the loan are owed")
    func balances() throws {
        let balances = try report(["balances"], try make("second"))
        #expect(balances.count == 8)
        for account in balances {
            let amount = try #require(Double(account[3]))
            #expect((amount < 0) == ["Card", "Scooter loan"].contains(account[0]), "\(account)")
        }
    }

    @Test("the same seed makes the same year, another seed another")
    func seeds() throws {
        let reports = try [("one", 7), ("two", 7), ("three", 8)].map { handle, seed in
            try report(["spending", "--by", "month,category"], try make(handle, seed: seed))
        }
        #expect(reports[0] == reports[1])
        #expect(reports[0] != reports[2])
    }

    @Test("an account of one's own is filled while it is empty, and never after that")
    func ownAccount() throws {
        let file = try home.write("passphrase", Person.passphrase + "\n")
        let credentials = ["--handle", "asha", "--passphrase-file", file]
        #expect(try run(["account", "create"] + credentials).status == 0)
        let filled = try run(["demo"] + credentials)
        #expect(filled.status == 0, "\(filled.text)")
        #expect(!filled.text.contains("assphrase"), "a passphrase that she has is not printed")
        let before = try report(["balances"], credentials)
        let again = try run(["demo"] + credentials)
        #expect(again.status == 1 && again.text.contains("already holds entries"), "\(again.text)")
        #expect(try report(["balances"], credentials) == before)
    }

    @Test("what somebody typed is left alone, one entry or one account, and a handle is not taken twice")
    func refused() throws {
        let file = try home.write("passphrase", Person.passphrase + "\n")
        let credentials = ["--handle", "asha", "--passphrase-file", file]
        #expect(try run(["account", "create"] + credentials).status == 0)
        #expect(try run(["add", "tea 20 cash"] + credentials).status == 0)
        let before = try report(["spending"], credentials)
        let refused = try run(["demo"] + credentials)
        #expect(refused.status == 1 && refused.text.split(separator: "\n").count == 1, "\(refused.text)")
        #expect(try report(["spending"], credentials) == before)
        let taken = try run(["demo", "--handle", "asha"])
        #expect(taken.status == 1 && taken.text.contains("--handle"), "\(taken.text)")
    }

    @Test("with a server running, the demonstration goes through it")
    func throughServer() async throws {
        let server = try await RunningServer(home: home)
        #expect(try report(["balances"], try make("second")).count == 8)
        try await server.stop()
    }
}
