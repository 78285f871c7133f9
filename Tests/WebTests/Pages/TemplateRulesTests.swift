import Foundation
import Testing

@testable import Web

/// What no template may do, read from the files that ship.
@Suite("Template rules")
struct TemplateRulesTests {
    private let templates: [String: String]
    private let style: String

    init() throws {
        let resources = PageRenderer.resources
        let root = resources.appending(path: "templates")
        let files = try #require(FileManager.default.enumerator(atPath: root.path(percentEncoded: false)))
        var templates: [String: String] = [:]
        for case let name as String in files where name.hasSuffix(".mustache") {
            templates[String(name.dropLast(9))] = try String(contentsOf: root.appending(path: name), encoding: .utf8)
        }
        self.templates = templates
        style = try String(contentsOf: resources.appending(path: "assets/flowkeep.css"), encoding: .utf8)
        try #require(templates.count > PageTemplate.allCases.count)
    }

    @Test(
        "no template prints unescaped, styles inline or runs a script inline",
        arguments: [
            #"\{\{\{"#, #"\{\{&"#, #"\{\{%"#, #"\{\{=?="#, #"\sstyle\s*="#, #"<style"#, #"\son[a-z]+\s*="#,
            #"javascript:"#,
            #"https?://"#, #"=\{\{"#,
            #"<script(?! type="module" src="\{\{assets\.(script|staffScript)\}\}"></script>)"#,
        ]
    )
    func forbidden(_ pattern: String) throws {
        let expression = try NSRegularExpression(pattern: pattern, options: [.caseInsensitive])
        for (name, text) in templates {
            let range = NSRange(text.startIndex..., in: text)
            #expect(expression.firstMatch(in: text, range: range) == nil, "\(name) has \(pattern)")
        }
    }

    @Test("the rule that forbids inline handlers would find one")
    func rulesCanFail() throws {
        let expression = try NSRegularExpression(pattern: #"\son[a-z]+\s*="#)
        let text = "<p onclick=\"x\">"
        #expect(expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil)
    }

    @Test("every partial that is named exists: a missing one would print nothing")
    func partialsExist() {
        for (name, text) in templates {
            for match in text.matches(of: /\{\{>\s*([^}*\s]+)\s*\}\}/) {
                #expect(templates[String(match.1)] != nil, "\(name) names \(match.1)")
            }
        }
    }

    @Test("every class has a rule in the one stylesheet")
    func classesHaveRules() {
        for (name, text) in templates {
            for match in text.matches(of: /class="((?:[^"{]|\{\{.*?\}\})*)"/) {
                let plain = match.1.replacing(/\{\{.*?\}\}/, with: " ")
                for used in plain.split(separator: " ") where !used.hasSuffix("-") {
                    #expect(style.contains(".\(used)"), "\(name) uses .\(used)")
                }
            }
        }
    }

    @Test("the stylesheet loads nothing")
    func stylesheetIsClosed() {
        #expect(!style.contains("@import"))
        #expect(!style.contains("url("))
    }
}
