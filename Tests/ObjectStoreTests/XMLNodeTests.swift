import Testing

@testable import ObjectStore

/// Goal: answers are read within bounds, and nothing else is.
@Suite("Answers in XML")
struct XMLNodeTests {
    private func parse(_ text: String) -> XMLNode? { XMLNode.parse(Array(text.utf8)) }

    @Test("elements, text, attributes that do not matter, empty elements, entities")
    func read() throws {
        let root = try #require(
            parse(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <List xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>a&amp;b&#x26;&#38;</Name><Empty/>
                <Item><Key>1</Key></Item><Item><Key>2</Key></Item></List>
                """
            )
        )
        #expect(root.name == "List")
        #expect(root.value("Name") == "a&b&&")
        #expect(root.child("Empty") != nil)
        #expect(root.all("Item").map { $0.value("Key") } == ["1", "2"])
    }

    @Test(
        "refused: what is cut off, crossed, doubled, a document type, an unknown entity, too deep",
        arguments: [
            "", "text", "<a>", "<a><b></a></b>", "<a/><b/>", "<!DOCTYPE a><a/>", "<a>&unknown;</a>",
            "<a>&#x110000;</a>",
            "<a>&", "<a", "</a>", String(repeating: "<a>", count: 9) + String(repeating: "</a>", count: 9),
        ]
    )
    func refused(_ text: String) { #expect(parse(text) == nil) }

    @Test("no more elements than the bound")
    func bounded() {
        func list(_ count: Int) -> String { "<a>" + String(repeating: "<b/>", count: count) + "</a>" }
        #expect(parse(list(32_767)) != nil)
        #expect(parse(list(32_768)) == nil)
    }
}
