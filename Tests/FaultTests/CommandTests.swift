import Composition
import Foundation
import Testing

/// Commands as people type them, with a server running and without: the same words give the same answers.
@Suite("Commands", .serialized)
struct CommandTests {
    private let home: TemporaryDirectory
    private let passphraseFile: String

    init() throws {
        home = try TemporaryDirectory()
        passphraseFile = try home.write("passphrase", Person.passphrase + "\n")
    }

    private var common: [String] {
        ["--data", home.path + "/data", "--handle", "asha", "--passphrase-file", passphraseFile]
    }

    private func run(_ arguments: [String], input: String? = nil) throws -> (status: Int32, text: String) {
        try RunningServer.run(arguments, home: home, input: input)
    }

    /// Everything a person does from a terminal; returns the reports, to compare.
    private func journey() throws -> [String] {
        let made = try run(["account", "create"] + common)
        #expect(made.status == 0 && made.text.contains("Recovery code (shown once): "), "\(made.text)")
        let added = try run(["add", "coffee 120 on 2026-03-05"] + common)
        #expect(added.status == 0 && added.text.contains("Added."), "\(added.text)")
        let tried = try run(["add", "tea 40 on 2026-03-05", "--dry-run"] + common)
        #expect(tried.status == 0 && tried.text.contains("Would be added."), "\(tried.text)")
        let statement = try home.write(
            "statement.csv",
            "Date,Description,Amount\n2026-03-07,Grocer,-640.50\nnot a day,Broken,-1.00\n2026-03-09,Bus,-20.00\n"
        )
        let looked = try run(["import", statement, "--dry-run", "--account", "Cash"] + common)
        #expect(looked.status == 0 && looked.text.contains("2 of 2 would be imported"), "\(looked.text)")
        let imported = try run(["import", statement, "--account", "Cash"] + common)
        #expect(imported.status == 0 && imported.text.contains("line 3: "), "\(imported.text)")
        let again = try run(["import", statement, "--account", "Cash"] + common)
        #expect(again.text.contains("0 of 2 imported, 2 already there"), "\(again.text)")
        return try ["spending", "cash-flow", "balances", "net-worth", "budget", "forecast"].flatMap { name in
            try OutputFormats.all.map { format in
                let report = try run(["report", name, "--format", format] + common)
                #expect(report.status == 0, "\(name) \(format): \(report.text)")
                return report.text
            }
        }
    }

    @Test("a new installation breaks no promise: what the build does is what it says")
    func promises() throws {
        let all = try run(["promises", "--now", "--data", home.path + "/data"])
        #expect(all.status == 0, "\(all.text)")
        #expect(all.text.contains("kept     LAW-3") && !all.text.contains("broken"), "\(all.text)")
    }

    @Test("the book is exported in every format, comes back without loss, and a journal says what of it is not kept")
    func exports() throws {
        _ = try run(["account", "create"] + common)
        _ = try run(["add", "coffee 120 on 2026-03-05 #home"] + common)
        for format in ["json", "csv", "ledger", "hledger", "beancount", "ofx", "qif"] {
            let printed = try run(["export", "--format", format] + common)
            #expect(printed.status == 0 && printed.text.contains("120.00"), "\(format): \(printed.text)")
        }
        let file = home.path + "/book.beancount"
        let written = try run(["export", "--format", "beancount", "--to", file] + common)
        #expect(written.status == 0 && written.text.contains("kB written."), "\(written.text)")
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let again = try run(["export", "--format", "beancount", "--to", file] + common)
        #expect(again.status == 1 && again.text.contains("--force"), "\(again.text)")
        #expect(try run(["export", "--format", "beancount", "--to", file, "--force"] + common).status == 0)
        let folder = try run(["export", "--format", "hledger", "--to", home.path] + common)
        #expect(folder.status == 0 && folder.text.contains(".journal: "), "\(folder.text)")
        #expect(try !FileManager.default.contentsOfDirectory(atPath: home.path).contains { $0.hasSuffix(".new") })
        let own = try run(["import", file] + common)
        #expect(own.status == 0 && own.text.contains("0 of 1 imported, 1 already there, 0 refused."), "\(own.text)")
        let other = ["--data", home.path + "/other", "--handle", "devika", "--passphrase-file", passphraseFile]
        _ = try run(["account", "create"] + other)
        let there = try run(["import", file, "--format", "beancount"] + other)
        #expect(there.status == 0 && there.text.contains("1 of 1 imported"), "\(there.text)")
        let report = ["report", "spending", "--format", "csv"]
        #expect(try run(report + other).text == run(report + common).text)
        let journal = try home.write(
            "theirs.ledger",
            "2026-03-07 * Grocer\n  Expenses:Food  5 INR\n  Assets:Purse\n\n2026-03-08 Bad\n  Assets:Purse  1 INR\n"
        )
        let looked = try run(["import", journal, "--dry-run"] + common)
        #expect(looked.text.contains("1 of 1 would be imported, 0 already there, 1 refused."), "\(looked.text)")
        #expect(looked.text.contains("line 5: The postings do not add up to zero."), "\(looked.text)")
        #expect(looked.text.contains("new accounts: Purse"), "\(looked.text)")
        #expect(looked.text.contains("line 1, not kept: "), "\(looked.text)")
        let account = try run(["import", journal, "--account", "Cash"] + common)
        #expect(account.status == 1 && account.text.contains("A journal names its accounts itself."), "\(account.text)")
    }

    private enum OutputFormats { static let all = ["table", "csv", "json"] }

    @Test("without a server, commands work by themselves and print what was asked for")
    func alone() throws {
        let reports = try journey()
        #expect(reports[0].contains("780.50"))
        #expect(reports[1].contains("INR,120.00\r\n"))
        let json = try #require(try JSONSerialization.jsonObject(with: Data(reports[2].utf8)) as? [String: Any])
        #expect((json["totals"] as? [[String: String]])?.first?["amount"] == "780.50")
        let doctor = try run(["doctor", "--data", home.path + "/data"])
        #expect(doctor.status == 0 && doctor.text.hasSuffix("consistent\n"), "\(doctor.text)")
    }

    @Test("with a server, the same commands go through it and print the same")
    func throughServer() async throws {
        let alone = try journey()
        let other = try CommandTests()
        let server = try await RunningServer(home: other.home)
        #expect(try other.journey() == alone)
        #expect(try other.run(["doctor", "--data", server.data]).text.hasSuffix("consistent\n"))
        try await server.stop()
    }

    @Test("a passphrase comes from standard input, too, and a wrong one is a sentence and status 1")
    func standardInput() throws {
        _ = try run(["account", "create"] + common)
        let place = ["--data", home.path + "/data", "--handle", "asha"]
        #expect(try run(["report", "balances"] + place, input: Person.passphrase + "\n").status == 0)
        let wrong = try run(["report", "balances"] + place, input: "not the passphrase at all\n")
        #expect(wrong.status == 1)
        #expect(wrong.text.split(separator: "\n").count == 1, "\(wrong.text)")
    }

    @Test("what cannot be understood or found is refused with a sentence, and changes nothing")
    func refused() throws {
        _ = try run(["account", "create"] + common)
        let refusals: [([String], Int32)] = [
            (["account", "create"] + common, 1),
            (["report", "spending", "--by", "colour"] + common, 1),
            (["report", "spending", "--from", "2026-02-30"] + common, 1),
            (["import", home.path + "/missing.csv"] + common, 1),
            (["report", "forecast", "--days", "0"] + common, 1), (["report", "spending", "--days", "3"] + common, 1),
            (["report", "nonsense"] + common, 2),
            (["add"] + common, 2),
            (["report", "balances", "--handle", "asha", "--passphrase-file", home.path + "/missing"], 1),
            (["report", "balances", "--data", home.path + "/data"], 2),
        ]
        for (arguments, status) in refusals {
            let result = try run(arguments)
            #expect(result.status == status, "\(arguments): \(result.text)")
            #expect(!result.text.isEmpty)
        }
    }

    @Test("a passphrase that is too weak makes no account")
    func weak() throws {
        let result = try run(
            ["account", "create", "--data", home.path + "/data", "--handle", "asha"],
            input: "password1\n"
        )
        #expect(result.status == 1)
        #expect(try run(["report", "balances"] + common).status == 1)
    }

    @Test("doctor names a file open to others, and a root key that is gone")
    func doctorFinds() throws {
        _ = try journey()
        let data = home.path + "/data"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: data + "/vaults/vaults.sqlite")
        let open = try run(["doctor", "--data", data])
        #expect(open.status == 1 && open.text.contains("vaults/vaults.sqlite"), "\(open.text)")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: data + "/vaults/vaults.sqlite")
        try FileManager.default.removeItem(atPath: home.path + "/.config/flowkeep")
        let lost = try run(["doctor", "--data", data])
        #expect(lost.status == 1 && lost.text.contains("root key"), "\(lost.text)")
    }

    @Test("every command explains itself with an example")
    func help() throws {
        let commands = [
            "serve", "account create", "add", "import", "report", "demo", "doctor", "keeper", "app",
            "jobs list", "jobs retry", "keys status", "keys rotate", "keys history",
            "backup", "backup run", "backup list", "backup verify", "backup restore",
            "trust", "trust processing",
        ]
        for command in commands {
            let result = try run(command.split(separator: " ").map(String.init) + ["--help"])
            #expect(result.status == 0 && result.text.contains("EXAMPLE"), "\(command)")
        }
    }
}
