import Foundation
import Testing

@testable import Identity

@Suite("Handles")
struct HandleTests {
    @Test(
        "handles that look the same are the same",
        arguments: [
            ("Asha", "asha"), ("  asha ", "asha"), ("\u{FF21}sha", "asha"), ("\u{1D400}bc", "abc"), ("ﬁona", "fiona"),
            ("ZOE\u{308}", "zoë"), ("Straße", "straße"), ("आशा", "आशा"), ("İpek", "i\u{307}pek"),
            ("a.b-c_1", "a.b-c_1"),
        ]
    )
    func folded(_ text: String, _ folded: String) throws {
        let handle = try Handle(text)
        #expect(
            Array(handle.folded.unicodeScalars) == Array(folded.precomposedStringWithCanonicalMapping.unicodeScalars)
        )
        #expect(try Handle(handle.folded) == handle)
    }

    @Test(
        "what is no handle is refused with the reason",
        arguments: [
            ("", Handle.Problem.tooShort), ("ab", .tooShort), ("   a   ", .tooShort),
            (String(repeating: "a", count: 33), .tooLong), ("as ha", .characterNotAllowed),
            ("asha@x", .characterNotAllowed),
            ("a/b", .characterNotAllowed), ("asha\u{0}", .characterNotAllowed), ("asha\u{202E}", .characterNotAllowed),
            ("as\u{200B}ha", .characterNotAllowed), ("🙂🙂🙂", .characterNotAllowed), ("asha\n", .characterNotAllowed),
            (String(repeating: "a\u{301}\u{301}\u{301}\u{301}\u{301}", count: 20), .tooLong),
        ]
    )
    func refused(_ text: String, _ problem: Handle.Problem) {
        #expect(throws: IdentityError.handle(problem)) { _ = try Handle(text) }
    }

    @Test("the longest and the shortest")
    func bounds() throws {
        _ = try Handle("abc")
        _ = try Handle(String(repeating: "a", count: 32))
    }
}
