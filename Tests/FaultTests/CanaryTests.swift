import Composition
import Foundation
import Testing

/// Plants marked text by every way in, and looks for it in every file the program wrote.
@Suite("Nothing readable is written", .serialized)
struct CanaryTests {
    private static let payee = "Canary Payee Quillfeather"
    private static let note = "a canary note about marmalade"
    private static let tag = "canarytagsaffron"
    private static let amount = "48151623.42"
    private static let filed = "CanaryFiled Wintergreen"
    private static let line = "canaryquick 9182736 yesterday"
    private static let billed = "CanaryBilled Marigold"

    @Test("no file holds a handle, a passphrase, a payee, a note, an amount or a token, in any form")
    func files() async throws {
        let home = try TemporaryDirectory()
        let server = try await RunningServer(home: home)
        let person = try await Person(signingUpOn: server)
        #expect(try await person.add(payee: Self.payee, note: Self.note, amount: Self.amount))
        _ = try await person.send(
            "POST",
            "/money/quick-add",
            body: Array("{\"text\":\"\(Self.line) #\(Self.tag)\"}".utf8)
        )
        let statement = "Date,Payee,Amount\n2026-04-01,\(Self.filed),-77.00\n"
        _ = try await person.send(
            "POST",
            "/money/imports?format=auto&filename=canaryfilename.csv&account=\(person.account)",
            body: Array(statement.utf8),
            contentType: "text/csv"
        )
        let entries = try await person.object("GET", "/money/transactions")["items"] as? [[String: Any]]
        let entry = try #require(entries?.first?["id"] as? String)
        let receipt = try await person.send(
            "POST",
            "/money/transactions/\(entry)/receipts?filename=canaryreceiptname.pdf",
            body: Array("%PDF-1.7\n\(Self.billed)\n%%EOF\n".utf8),
            contentType: "application/pdf"
        )
        #expect(receipt.status == 201)
        // A refused request may be written to diagnostics; what it said may not.
        _ = try await person.send("POST", "/money/transactions", body: Array("{\"payee\":\"\(Self.payee)\"}".utf8))
        _ = try await person.send("GET", "/money/transactions?q=canaryquery")

        let canaries = [
            Person.handle, Person.passphrase, Self.payee, Self.note, Self.tag, Self.amount, "4815162342", Self.filed,
            Self.billed, "canaryreceiptname", "canaryquick", "canaryfilename", "canaryquery", person.token,
            person.recoveryCode,
        ].map(Canary.init)
        for canary in canaries { #expect(try canary.hits(below: home.path) == [], "\(canary.text), running") }
        try await server.stop()
        for canary in canaries {
            #expect(try canary.hits(below: home.path) == [], "\(canary.text), stopped")
            #expect(canary.form(in: Data(server.text.utf8)) == nil, "\(canary.text), in what was printed")
        }
    }

    @Test("the search itself finds what is there", arguments: [0, 1, 2])
    func searchFinds(_ lead: Int) throws {
        let home = try TemporaryDirectory()
        let text = "planted words"
        let padding = [UInt8](repeating: 7, count: lead)
        let encoded = Data(padding + Array(text.utf8) + [9, 9]).base64EncodedString()
        _ = try home.write("encoded", "xx" + encoded)
        let hexadecimal = Array(text.utf8).map { String(format: "%02X", $0) }.joined()
        _ = try home.write("hexadecimal", hexadecimal)
        _ = try home.write("plain", "before \(text) after")
        #expect(try Canary(text).hits(below: home.path).count == 3)
    }
}
