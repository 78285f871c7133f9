/// Reads the part of Mustache that pages use: values, sections, inverted sections and parts.
///
/// There is no tag that prints unescaped, runs code or changes what a tag looks like. A line that holds nothing but a
/// section's or a part's tag prints no line of its own. Source: the manual at https://mustache.github.io.
struct TemplateParser {
    private let source: Substring
    private var rest: Substring
    /// Where the tag begins that is being read.
    private var tagStart: Substring.Index
    /// The innermost last; the first is the template itself.
    private var open: [(name: String, kind: Kind, nodes: [TemplateNode])] = [("", .whole, [])]

    private enum Kind {
        case whole
        case section(TemplateName)
        case inverted(TemplateName)
    }

    static func nodes(_ source: String) throws(TemplateError) -> [TemplateNode] {
        var parser = TemplateParser(source)
        return try parser.parse()
    }

    private init(_ source: String) {
        self.source = source[...]
        rest = self.source
        tagStart = rest.startIndex
    }

    private mutating func parse() throws(TemplateError) -> [TemplateNode] {
        while let start = rest.firstRange(of: "{{") {
            let before = rest[..<start.lowerBound]
            tagStart = start.lowerBound
            guard let end = rest[start.upperBound...].firstRange(of: "}}") else { throw .unclosedTag(line: line) }
            let tag = rest[start.upperBound..<end.lowerBound]
            let isAlone = isAlone(start.lowerBound..<end.upperBound, tag)
            append(text: isAlone ? before[..<lineStart(of: start.lowerBound)] : before)
            rest = rest[(isAlone ? nextLine(after: end.upperBound) : end.upperBound)...]
            try read(tag)
        }
        append(text: rest)
        guard open.count == 1 else { throw .unclosedSection(open[open.count - 1].name) }
        return open[0].nodes
    }

    private mutating func read(_ tag: Substring) throws(TemplateError) {
        switch tag.first {
        case "#": try begin(tag.dropFirst()) { .section($0) }
        case "^": try begin(tag.dropFirst()) { .inverted($0) }
        case "/": try end(tag.dropFirst())
        case ">" where tag.dropFirst().first == "*": append(.chosenPart(try name(tag.dropFirst(2))))
        case ">": append(.part(String(tag.dropFirst())))
        default: append(.value(try name(tag)))
        }
    }

    private mutating func begin(_ text: Substring, _ kind: (TemplateName) -> Kind) throws(TemplateError) {
        open.append((String(text), kind(try name(text)), []))
    }

    private mutating func end(_ text: Substring) throws(TemplateError) {
        guard open.count > 1, open[open.count - 1].name == text else {
            throw .unopenedSection(String(text), line: line)
        }
        let closed = open.removeLast()
        switch closed.kind {
        case .whole: break
        case .section(let name): append(.section(name, closed.nodes))
        case .inverted(let name): append(.inverted(name, closed.nodes))
        }
    }

    private func name(_ text: Substring) throws(TemplateError) -> TemplateName {
        guard let name = TemplateName(text) else { throw .unknownTag(line: line) }
        return name
    }

    private mutating func append(_ node: TemplateNode) { open[open.count - 1].nodes.append(node) }

    private mutating func append(text: Substring) {
        if !text.isEmpty { append(.text(Array(text.utf8))) }
    }

    private var line: Int { source[..<tagStart].count { $0.isNewline } + 1 }

    /// Whether a tag that prints nothing itself has its line to itself.
    private func isAlone(_ range: Range<Substring.Index>, _ tag: Substring) -> Bool {
        guard let first = tag.first, "#^/>".contains(first) else { return false }
        let before = source[lineStart(of: range.lowerBound)..<range.lowerBound]
        let after = source[range.upperBound...].prefix { !$0.isNewline }
        return before.allSatisfy(\.isWhitespace) && after.allSatisfy(\.isWhitespace)
    }

    private func lineStart(of index: Substring.Index) -> Substring.Index {
        source[..<index].lastIndex(where: \.isNewline).map(source.index(after:)) ?? source.startIndex
    }

    private func nextLine(after index: Substring.Index) -> Substring.Index {
        source[index...].firstIndex(where: \.isNewline).map(source.index(after:)) ?? source.endIndex
    }
}
