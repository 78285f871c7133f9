import Testing

@testable import Web

/// The language of the templates: what prints, what a name finds, what is refused.
@Suite("Templates")
struct TemplateTests {
    private struct Row {
        let name: String
        let note: String?
        var isOn = false
    }

    private struct Inner {
        let depth: Int
        let inner: [String]
    }

    private struct Root {
        var title = "Tea & <b>\"cake\"</b> 'now'"
        var rows: [Row] = []
        var inner: Inner?
        var isShown = true
        var isHidden = false
        var count = 3
        var chosen = "second"
        var missing: String?
    }

    private func render(
        _ template: String,
        _ root: Root = Root(),
        parts: [String: String] = [:]
    ) throws -> String {
        let library = try TemplateLibrary(parts.merging(["main": template]) { part, _ in part })
        return String(decoding: library.render("main", root), as: UTF8.self)
    }

    @Test("a value is printed with everything escaped that HTML could read as markup")
    func escaping() throws {
        #expect(try render("<p>{{title}}</p>") == "<p>Tea &amp; &lt;b&gt;&quot;cake&quot;&lt;/b&gt; &#39;now&#39;</p>")
        #expect(try render("{{count}} × {{missing}}{{nowhere}}") == "3 × ")
    }

    @Test("a flag, a list, a text and a value that is not there decide what a section prints")
    func sections() throws {
        let root = Root(rows: [Row(name: "a", note: nil), Row(name: "b", note: "x")])
        #expect(try render("{{#isShown}}1{{/isShown}}{{#isHidden}}2{{/isHidden}}{{^isHidden}}3{{/isHidden}}") == "13")
        #expect(try render("{{#rows}}<{{name}}>{{/rows}}{{^rows}}none{{/rows}}", root) == "<a><b>")
        #expect(try render("{{#rows}}<{{name}}>{{/rows}}{{^rows}}none{{/rows}}") == "none")
        #expect(try render("{{#rows}}{{#note}}[{{.}}]{{/note}}{{^note}}-{{/note}}{{/rows}}", root) == "-[x]")
        #expect(try render("{{#missing}}1{{/missing}}{{^missing}}2{{/missing}}") == "2")
    }

    @Test("a name is looked for outwards; with a dot before it, only in the innermost value")
    func lookUp() throws {
        let root = Root(rows: [Row(name: "a", note: nil)], inner: Inner(depth: 2, inner: ["x", "y"]))
        #expect(try render("{{#rows}}{{count}}{{.count}}{{name}}{{.name}}{{/rows}}", root) == "3aa")
        #expect(try render("{{inner.depth}}{{#inner.inner}}{{.}}{{/inner.inner}}", root) == "2xy")
        #expect(try render("{{#inner}}{{.depth}}{{#.inner}}{{.}}{{inner.depth}}{{/.inner}}{{/inner}}", root) == "2xy")
        #expect(try render("{{inner.depth}}{{title.length}}") == "")
    }

    @Test("parts are printed in place, by their name or by a name in the model")
    func parts() throws {
        let parts = ["first": "1", "second": "2{{#rows}}{{>row}}{{/rows}}", "row": "({{name}})"]
        let root = Root(rows: [Row(name: "a", note: nil)])
        #expect(try render("{{>first}}{{>*chosen}}{{>*missing}}", root, parts: parts) == "12(a)")
    }

    @Test("a line with nothing but a section's or a part's tag prints no line")
    func linesOfTheirOwn() throws {
        let template = "<ul>\n  {{#isShown}}\n  <li>{{count}}\n  {{/isShown}}\n{{>part}}\n</ul>\n{{count}}\n"
        #expect(try render(template, parts: ["part": "<p>\n"]) == "<ul>\n  <li>3\n<p>\n</ul>\n3\n")
        #expect(try render("{{#isShown}} a\n{{/isShown}}\nb", parts: [:]) == " a\nb")
    }

    @Test(
        "what is not of the language is refused, with its line",
        arguments: [
            ("a\n{{title", TemplateError.unclosedTag(line: 2)),
            ("{{{title}}}", .unknownTag(line: 1)),
            ("{{&title}}", .unknownTag(line: 1)),
            ("\n\n{{! a note }}", .unknownTag(line: 3)),
            ("{{title }}", .unknownTag(line: 1)),
            ("{{}}", .unknownTag(line: 1)),
            ("{{a..b}}", .unknownTag(line: 1)),
            ("{{#isShown}}", .unclosedSection("isShown")),
            ("{{#isShown}}\n{{/rows}}\n", .unopenedSection("rows", line: 2)),
            ("{{/rows}}", .unopenedSection("rows", line: 1)),
        ]
    )
    func refused(_ template: String, _ error: TemplateError) {
        #expect(throws: error) { try TemplateParser.nodes(template) }
    }

    @Test("a library with a template that does not parse, or a part that is not there, is refused")
    func refusedLibraries() {
        #expect(throws: PageRendererError.malformed("main")) { try TemplateLibrary(["main": "{{#a}}"]) }
        #expect(throws: PageRendererError.missing("part")) { try TemplateLibrary(["main": "{{#a}}{{>part}}{{/a}}"]) }
    }
}
