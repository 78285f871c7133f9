import AuditTrail
import Identity
import JSON
import KeyService
import Money
import Primitives
import Sealing
import TestSupport
import Testing
import Vault

@testable import Web

/// docs/spec/archives.md, as its owner uses it.
@Suite("Archives of everything", .serialized)
struct ArchiveTests {
    private static let pdf = Array("%PDF-1.7\nmarked words of a bill\n%%EOF\n".utf8)

    /// Somebody with an entry, a receipt and a day of her diary.
    private static func person(_ household: TestHousehold) async throws -> APICaller {
        let caller = try await household.signUp()
        let book = try await APIBook(caller)
        let made = try await caller.call("POST", "/money/transactions", book.transaction("120.00"), expecting: 201)
        let id = try #require(made.text("id"))
        let path = "/money/transactions/\(id)/receipts?filename=bill.pdf"
        try await caller.call("POST", path, bytes: pdf, expecting: 201)
        try await caller.call("PUT", "/privacy/consents/cycle-diary", #"{"given":true}"#, expecting: 204)
        try await caller.call("PATCH", "/cycle/days/2026-11-19", #"{"note":"slept by the sea"}"#, expecting: 200)
        return caller
    }

    private static func vault(_ household: TestHousehold, _ caller: APICaller) async throws -> VaultID {
        let token = try #require(SessionToken(text: caller.token))
        return try await household.identity.session(token).vault
    }

    private static func make(_ household: TestHousehold, _ vault: VaultID) async throws {
        for _ in 0..<50 where try await household.archives.step(vault) == .more {}
        #expect(try await household.archives.step(vault) == .done)
    }

    @Test("everything is in it, in every format, and the sums and proofs hold")
    func whole() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.person(household)
            let vault = try await Self.vault(household, caller)
            _ = try await household.audit.publish()
            #expect(try await caller.call("GET", "/privacy/archive", expecting: 200).text("state") == "none")
            let asked = try await caller.call("POST", "/privacy/archive", #"{"sealed":false}"#, expecting: 202)
            #expect(asked["passphrase"] == nil)
            #expect(try await caller.call("GET", "/privacy/archive", expecting: 200).text("state") == "making")
            try await caller.call("GET", "/privacy/archive/file", expecting: 404)
            try await Self.make(household, vault)
            #expect(try await caller.call("GET", "/privacy/archive", expecting: 200).text("state") == "ready")
            let file = try await caller.call("GET", "/privacy/archive/file", expecting: 200)
            #expect(file.raw["content-length"] == String(file.raw.body.count))
            let files = try ZIPFiles.read(file.raw.body)
            let names = Set(files.map(\.name))
            for name in [
                "index.html", "SHA256SUMS", "money/flowkeep.json", "money/transactions.csv", "money/book.ledger",
                "money/book.beancount", "diary/diary.json", "diary/diary.csv", "diary/diary.fhir.json",
                "account/account.json", "account/consents.json", "account/access-history.json", "account/proofs.tar",
            ] { #expect(names.contains(name), "\(name)") }
            func text(_ name: String) -> String {
                String(decoding: files.first { $0.name == name }?.content ?? [], as: UTF8.self)
            }
            #expect(files.contains { $0.name.hasPrefix("money/receipts/") && $0.content == Self.pdf })
            #expect(text("money/book.ledger").contains("120.00"))
            #expect(text("diary/diary.csv").contains("slept by the sea"))
            #expect(
                text("diary/diary.fhir.json").contains("slept by the sea"),
                "everything, also what exports leave out"
            )
            #expect(text("account/account.json").contains(#""handle":"asha""#))
            for kind in RecordKind.allCases where kind.retention.goesWithAccount {
                switch kind.archived {
                case .section(let name): #expect(text("account/account.json").contains("\"\(name)\":["), "\(kind)")
                case .file(let name): #expect(names.contains(name), "\(kind)")
                case .left(let reason): #expect(!reason.isEmpty, "\(kind)")
                }
            }
            #expect(text("account/consents.json").contains("cycle-diary"))
            #expect(text("account/access-history.json").contains("vault-opening"))
            #expect(text("index.html").contains("money/book.beancount"))
            #expect(text("index.html").contains("</head><body><main>\n<h1>"))
            #expect(text("index.html").hasSuffix("</html>\n"))
            for name in names.subtracting(["SHA256SUMS"]) {
                let content = files.first { $0.name == name }?.content ?? []
                let sum = Hex.encode(Digest.sha256(content))
                #expect(text("SHA256SUMS").contains("\(sum)  \(name)\n"), "\(name)")
            }
            for stored in household.files.everything {
                #expect(!String(decoding: stored, as: UTF8.self).contains("slept by the sea"))
            }
            // Another request drops it, and its files with it.
            let count = household.files.everything.count
            try await caller.call("DELETE", "/privacy/archive", expecting: 204)
            #expect(try await caller.call("GET", "/privacy/archive", expecting: 200).text("state") == "none")
            #expect(household.files.everything.count < count)
        }
    }

    @Test("a sealed one opens with the passphrase that was shown, and each download is sealed anew")
    func sealed() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.person(household)
            let asked = try await caller.call("POST", "/privacy/archive", #"{"sealed":true}"#, expecting: 202)
            let passphrase = try #require(asked.text("passphrase"))
            #expect(passphrase.filter { $0 != "-" }.count == 26)
            try await Self.make(household, try await Self.vault(household, caller))
            let first = try await caller.call("GET", "/privacy/archive/file", expecting: 200).raw
            let second = try await caller.call("GET", "/privacy/archive/file", expecting: 200).raw
            #expect(first.body != second.body && first.body.count == second.body.count)
            #expect(first["content-length"] == String(first.body.count))
            #expect(first["content-disposition"]?.contains(".zip.age") == true)
            for body in [first.body, second.body] {
                let zip = try Self.opened(body, passphrase)
                #expect(try ZIPFiles.read(zip).contains { $0.name == "index.html" })
            }
            #expect(throws: SealingError.doesNotOpen) { try Self.opened(first.body, passphrase + "0") }
        }
    }

    private static func opened(_ file: [UInt8], _ passphrase: String) throws -> [UInt8] {
        let secret = SharedSecret(SecretBytes(copying: Array(passphrase.utf8)))
        return try AgeOpener.content(of: file, passphrase: secret.bytes)
    }

    @Test("it waits while she is locked, at any step, and goes on with her next opening")
    func pausing() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.person(household)
            let vault = try await Self.vault(household, caller)
            try await caller.call("POST", "/privacy/archive", #"{"sealed":false}"#, expecting: 202)
            var steps = 0
            while try await caller.call("GET", "/privacy/archive", expecting: 200).text("state") == "making" {
                try await caller.call("POST", "/sessions/current/lock", expecting: 204)
                #expect(try await household.archives.step(vault) == .locked)
                let body = #"{"passphrase":"\#(TestHousehold.passphrase)"}"#
                let unlocked = try await caller.call("POST", "/sessions/current/unlock", body, expecting: 200)
                caller.setToken(try #require(unlocked.text("token")))
                // Nobody has asked for anything since she came back: the work goes on by her session.
                #expect(try await household.archives.step(vault) != .locked)
                steps += 1
                try #require(steps < 20)
            }
            #expect(steps > 1, "it took several steps")
            let file = try await caller.call("GET", "/privacy/archive/file", expecting: 200)
            #expect(try ZIPFiles.read(file.raw.body).contains { $0.name.hasPrefix("money/receipts/") })
        }
    }

    @Test("a consent that is taken back meanwhile stops it: nothing is left of it, and it says why")
    func withdrawn() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.person(household)
            let vault = try await Self.vault(household, caller)
            let count = household.files.everything.count
            try await caller.call("POST", "/privacy/archive", #"{"sealed":false}"#, expecting: 202)
            #expect(try await household.archives.step(vault) == .more)
            #expect(household.files.everything.count > count)
            try await caller.call("PUT", "/privacy/consents/export", #"{"given":false}"#, expecting: 204)
            #expect(try await household.archives.step(vault) == .done)
            let shown = try await caller.call("GET", "/privacy/archive", expecting: 200)
            #expect(shown.text("state") == "stopped" && shown.text("reason") == "consent-withdrawn")
            #expect(household.files.everything.count == count)
            try await caller.call("POST", "/privacy/archive", #"{"sealed":false}"#, expecting: 403)
        }
    }

    @Test("what a failing store leaves of a step is swept, and the step is done again")
    func failing() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.person(household)
            let vault = try await Self.vault(household, caller)
            try await caller.call("POST", "/privacy/archive", #"{"sealed":false}"#, expecting: 202)
            var faults = 0
            for write in [1, 2, 3, 1, 2, 4, 3, 2] + [Int](repeating: 0, count: 40) {
                if write > 0 { household.files.fail(write: write, with: .unavailable) }
                do {
                    guard try await household.archives.step(vault) == .more else { break }
                } catch {
                    faults += 1
                }
            }
            let state = try await caller.call("GET", "/privacy/archive", expecting: 200).text("state")
            #expect(state == "ready")
            #expect(faults > 0)
            let file = try await caller.call("GET", "/privacy/archive/file", expecting: 200)
            let names = try ZIPFiles.read(file.raw.body).map(\.name)
            #expect(Set(names).count == names.count, "nothing is in it twice")
        }
    }

    @Test("it goes by itself when its time is up, also when she dropped it")
    func expiry() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.person(household)
            let vault = try await Self.vault(household, caller)
            let folder = ArchiveRecord.folder(of: vault)
            for isDropped in [false, true] {
                try await caller.call("POST", "/privacy/archive", #"{"sealed":false}"#, expecting: 202)
                #expect(try await household.identity.sweepArchives().making == [vault])
                try await Self.make(household, vault)
                #expect(try await household.identity.sweepArchives().making.isEmpty)
                #expect(try await !household.files.list(of: folder).isEmpty)
                if isDropped {
                    try await caller.call("DELETE", "/privacy/archive", expecting: 204)
                    // What a step writes that was under way.
                    try await household.files.put(FileID(high: 9, low: 9), of: folder, bytes: [1])
                }
                household.clock.turn(seconds: isDropped ? 300 : 3 * 86_400)
                #expect(try await household.identity.sweepArchives().making.isEmpty)
                #expect(try await household.files.list(of: folder).isEmpty)
                let body = #"{"handle":"asha","passphrase":"\#(TestHousehold.passphrase)"}"#
                caller.setToken(
                    try #require(try await caller.call("POST", "/sessions", body, expecting: 201).text("token"))
                )
            }
        }
    }

    @Test("nothing of it is left when the account is deleted, also what a step wrote after the first look")
    func deleted() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.person(household)
            let vault = try await Self.vault(household, caller)
            let folder = ArchiveRecord.folder(of: vault)
            try await caller.call("POST", "/privacy/archive", #"{"sealed":false}"#, expecting: 202)
            #expect(try await household.archives.step(vault) == .more)
            try await caller.call("POST", "/privacy/deletion", #"{"graceDays":0}"#, expecting: 200)
            #expect(try await household.archives.step(vault) != .more)
            try await household.identity.settleDeletions { _, _ in }
            #expect(try await household.files.list(of: folder).isEmpty)
            try await household.files.put(FileID(high: 9, low: 9), of: folder, bytes: [1])
            household.clock.turn(seconds: 61)
            try await household.identity.settleDeletions { _, _ in }
            #expect(try await household.files.list(of: folder).isEmpty)
        }
    }

    @Test("another that is asked for while a step runs takes its place, and whose files are gone is made anew")
    func anew() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.person(household)
            let vault = try await Self.vault(household, caller)
            try await caller.call("POST", "/privacy/archive", #"{"sealed":true}"#, expecting: 202)
            let old = try #require(try await household.identity.archiveWork(of: vault))
            try await caller.call("POST", "/privacy/archive", #"{"sealed":false}"#, expecting: 202)
            #expect(try await household.identity.keep(old) == nil, "the old one is nobody's any more")
            try await household.identity.stopArchive(of: vault, .damaged, id: old.record.id)
            #expect(try await caller.call("GET", "/privacy/archive", expecting: 200).text("state") == "making")
            #expect(try await household.archives.step(vault) == .more)
            try await household.files.deleteAll(of: ArchiveRecord.folder(of: vault))
            try await Self.make(household, vault)
            let file = try await caller.call("GET", "/privacy/archive/file", expecting: 200)
            #expect(try ZIPFiles.read(file.raw.body).contains { $0.name == "money/book.ledger" })
        }
    }

    @Test("a token in the vault makes nothing, and nobody is woken at once for it")
    func token() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.person(household)
            let vault = try await Self.vault(household, caller)
            let body = #"{"name":"Script","scopes":["money-read"],"days":30}"#
            let secret = try #require(
                try await caller.call("POST", "/privacy/tokens", body, expecting: 201).text("token")
            )
            try await caller.call("POST", "/privacy/archive", #"{"sealed":false}"#, expecting: 202)
            try await caller.call("POST", "/sessions/current/lock", expecting: 204)
            #expect(try await household.archives.step(vault) == .locked)
            let script = APICaller(household: household)
            script.setToken(secret)
            try await script.call("GET", "/money/accounts", expecting: 200)
            #expect(try await household.archives.step(vault) == .later)
        }
    }

    @Test("a consent that is taken back deletes one that is ready")
    func withdrawnLate() async throws {
        try await TestHousehold.run { household in
            let caller = try await Self.person(household)
            let vault = try await Self.vault(household, caller)
            try await caller.call("POST", "/privacy/archive", #"{"sealed":false}"#, expecting: 202)
            try await Self.make(household, vault)
            try await caller.call("PUT", "/privacy/consents/export", #"{"given":false}"#, expecting: 204)
            try await caller.call("PUT", "/privacy/consents/export", #"{"given":true}"#, expecting: 204)
            #expect(try await caller.call("GET", "/privacy/archive", expecting: 200).text("state") == "stopped")
            try await caller.call("GET", "/privacy/archive/file", expecting: 404)
            #expect(try await household.files.list(of: ArchiveRecord.folder(of: vault)).isEmpty)
        }
    }

    @Test("more are not made at once than anybody needs")
    func limited() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            for _ in 0..<6 {
                try await caller.call("POST", "/privacy/archive", #"{"sealed":false}"#, expecting: 202)
            }
            try await caller.call("POST", "/privacy/archive", #"{"sealed":false}"#, expecting: 429)
        }
    }

    @Test("where the work goes on is kept of a book with as many receipts as one may have")
    func largePoint() throws {
        let key = try #require(FileKey(bytes: [UInt8](repeating: 7, count: 32)))
        var point = ArchivePoint()
        point.writer = [1, 2, 3]
        for number in 0..<20_000 {
            let file = FileID(high: 1, low: UInt64(number))
            point.receipts.append(.init(name: "money/receipts/\(number).jpg", file: file, key: key, byteCount: number))
            point.listed.append(.init(name: "a\(number)", byteCount: number, digest: Digest.sha256([1])))
            point.pieces.append(.init(file: file, byteCount: number))
        }
        var unit = ArchivePoint.Unit(.history, book: VaultID(high: 1, low: 2), in: "account/")
        (unit.below, unit.number) = (17, 3)
        point.units = [unit, .init(.index, in: "")]
        (point.receiptTotal, point.unreadable, point.closedBooks) = (30_000, ["money/receipts/ü.jpg"], ["books/1/"])
        let bytes = point.encode()
        #expect(try ArchivePoint(decoding: bytes) == point)
        for end in [0, 1, 5, bytes.count / 2, bytes.count - 1] {
            #expect(throws: TruncatedBytes.self) { try ArchivePoint(decoding: Array(bytes[..<end])) }
        }
        #expect(throws: TruncatedBytes.self) { try ArchivePoint(decoding: bytes + [0]) }
    }

    @Test("a page asks for it, shows how far it is, and hands it out")
    func pages() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            let door = try await browser.get("/sign-up")
            let fields = [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
            _ = try await browser.post("/sign-up", from: door, fields)
            let page = try await browser.get("/privacy/archive")
            #expect(page.status == 200 && page["refresh"] == nil)
            let refused = try await browser.post("/privacy/archive", from: page, [("form", "other")])
            #expect(refused.status == 422)
            let shown = try await browser.post("/privacy/archive", from: page, [("form", "sealed")])
            #expect(shown.status == 200 && shown.text.contains("kept nowhere"))
            let making = try await browser.get("/privacy/archive")
            #expect(making.text.contains("Being made") && making["refresh"] != nil)
            let token = try #require(browser.cookie(Cookies.session).flatMap { SessionToken(text: $0) })
            try await Self.make(household, try await household.identity.session(token).vault)
            let ready = try await browser.get("/privacy/archive")
            #expect(ready.text.contains("Save it") && ready["refresh"] == nil)
            #expect(try await browser.get("/privacy/archive/file").status == 200)
            #expect(try await browser.post("/privacy/archive/drop", from: ready, []).status == 303)
            #expect(try await browser.get("/privacy/archive/file").status == 404)
            let history = try await browser.get("/privacy/access")
            #expect(history.text.contains("You asked for a copy of everything."))
        }
    }
}
