import Sealing
import TestSupport
import Testing

@testable import Keeper

@Suite("Shares as text")
struct RootKeyShareTests {
    /// Share 2 of set 00…05 with the bytes 5a…5a; printed in docs/spec/key-service.md §10.
    private static func share() -> RootKeyShare {
        let secret = SharedSecret(SecretBytes(copying: [UInt8](repeating: 0x5A, count: 32)))
        return RootKeyShare(set: Array(0..<6), share: SecretShare(number: 2, secret: secret))
    }

    private static func text() -> String { String(decoding: share().text(threshold: 2, count: 5), as: UTF8.self) }

    /// If this fails, shares that officers keep on paper are no longer read.
    @Test("the frozen share of docs/spec/key-service.md is printed and read")
    func frozen() throws {
        #expect(Self.text() == Vectors.share)
        let read = try RootKeyShare(text: Array(Vectors.share.utf8))
        #expect(read.payload == Self.share().payload)
        #expect(read.number == 2)
    }

    @Test("case, groups, spaces, comments and the end of lines do not matter, and look-alikes are read")
    func typed() throws {
        let lines = Self.text().split(separator: "\n").filter { !$0.hasPrefix("#") }
        let typed = lines.map { " " + $0.lowercased().replacing("-", with: "  ").replacing("0", with: "o") }
        for text in [typed.joined(separator: "\r\n"), "# c\n\n" + typed.joined(separator: "\n\n") + "\n# end"] {
            #expect(try RootKeyShare(text: Array(text.utf8)).payload == Self.share().payload)
        }
    }

    @Test("a letter that was mistyped is found, and its line named")
    func mistyped() {
        var lines = Self.text().split(separator: "\n").filter { !$0.hasPrefix("#") }.map { Array($0.utf8) }
        var found = 0
        var tried = 0
        for number in lines.indices {
            for offset in lines[number].indices where lines[number][offset] != UInt8(ascii: "-") {
                let right = lines[number][offset]
                lines[number][offset] = right == UInt8(ascii: "Z") ? UInt8(ascii: "Y") : UInt8(ascii: "Z")
                tried += 1
                do {
                    _ = try RootKeyShare(text: Array(lines.joined(separator: [0x0A])))
                } catch {
                    if error == .line(number + 1) { found += 1 }
                }
                lines[number][offset] = right
            }
        }
        // Ten bits of check let one in a thousand through, which the commitment then finds.
        #expect(tried == 72 && found >= 71, "\(found) of \(tried)")
    }

    @Test("lines in another order, missing or too many are refused")
    func lines() {
        let lines = Self.text().split(separator: "\n").filter { !$0.hasPrefix("#") }
        let faults: [([Substring], RootKeyShare.TextError)] = [
            ([lines[1], lines[0], lines[2], lines[3]], .line(1)), (Array(lines[..<3]), .lineCount), ([], .lineCount),
            (lines + [lines[3]], .lineCount), ([lines[0], lines[1], lines[2], lines[3] + "0"], .line(4)),
        ]
        for (text, expected) in faults {
            #expect(throws: expected) { try RootKeyShare(text: Array(text.joined(separator: "\n").utf8)) }
        }
    }

    @Test("another format, number 0 and another length are no share")
    func payloads() {
        let payload = Self.share().payload
        #expect(RootKeyShare(payload: payload) != nil)
        for altered in [[2] + payload.dropFirst(), [1, 0] + payload.dropFirst(2), Array(payload.dropLast()), []] {
            #expect(RootKeyShare(payload: altered) == nil)
        }
    }
}
