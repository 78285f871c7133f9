import Primitives
import Testing

@testable import Money

@Suite("Names of receipts in archives")
struct ReceiptNamesTests {
    @Test("a name is the day, the payee and a number, and the paths of an entry are its receipts'")
    func names() throws {
        var test = try TestBook.starter()
        let later = try test.spend(100, "Groceries", "2026-11-20", payee: "Café “Åse” & Søn")
        let first = try test.spend(100, "Groceries", "2026-11-01", payee: "../../etc/passwd")
        let same = try test.spend(100, "Groceries", "2026-11-20", payee: "CAFÉ ÅSE SØN")
        let none = try test.spend(100, "Groceries", "2026-11-20")
        try test.run { try $0.add(ReceiptContent.test(later, 1)) }
        try test.run { try $0.add(ReceiptContent.test(first, 2, media: .pdf)) }
        try test.run { try $0.add(ReceiptContent.test(same, 3)) }
        try test.run { try $0.add(ReceiptContent.test(none, 4)) }
        try test.run { try $0.add(ReceiptContent.test(later, 5)) }
        let names = ReceiptNames(test.book)
        let stem = "2026-11-20-" + ReceiptNames.plain("Café “Åse” & Søn")
        #expect(
            names.entries.map(\.name) == [
                "2026-11-01-etc-passwd-1.pdf", stem + "-1.jpg", stem + "-2.jpg", stem + "-3.jpg",
                "2026-11-20-receipt-1.jpg",
            ]
        )
        #expect(names.paths[later] == ["receipts/\(stem)-1.jpg", "receipts/\(stem)-2.jpg"])
        #expect(names.byteCount == 5000 + 1 + 2 + 3 + 4 + 5)
    }

    @Test("whatever a payee is called, a name is plain and no other's", arguments: 0..<4 as Range<UInt64>)
    func plain(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("aZ9 /\\.:-_~$`\"'<>|*?\u{0}\u{202E}éßåı漢🚲\n")
        for _ in 0..<500 {
            let count = Int.random(in: 0...60, using: &generator)
            let text = String((0..<count).map { _ in alphabet.randomElement(using: &generator) ?? "a" })
            let plain = ReceiptNames.plain(text)
            #expect((1...40).contains(plain.utf8.count), "seed \(seed)")
            #expect(plain.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) })
            #expect(!plain.hasPrefix("-") && !plain.hasSuffix("-") && !plain.contains("--"))
        }
    }
}
