import Foundation

/// One Swift file of a module, with comments and the contents of strings blanked.
struct SourceFile: Sendable {
    let module: String
    /// Relative to the repository.
    let path: String
    let code: String

    init(module: String, path: String, text: String) {
        self.module = module
        self.path = path
        self.code = SourceFile.bare(text)
    }

    /// The modules it imports.
    ///
    /// `import struct Foundation.Data` counts as `Foundation`.
    var imports: [String] {
        code.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").drop { $0.hasPrefix("@") || SourceFile.access.contains($0) }
            guard words.first == "import", let second = words.dropFirst().first else { return nil }
            let name = SourceFile.kinds.contains(second) ? words.dropFirst(2).first : second
            return name.map { String($0.prefix { $0 != "." && $0 != ";" }) }
        }
    }

    var edges: [ModuleEdge] { imports.map { ModuleEdge(from: module, to: $0, place: path) } }

    private static let access: Set<Substring> = ["package", "public", "internal", "private", "fileprivate"]
    private static let kinds: Set<Substring> = [
        "struct", "class", "enum", "protocol", "func", "var", "let", "typealias", "actor",
    ]

    /// Blanks comments and one-line string literals; multi-line literals keep their lines, which no rule looks for.
    static func bare(_ text: String) -> String {
        var isInBlock = false
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            var output = ""
            var isInString = false
            var index = line.startIndex
            while index < line.endIndex {
                let rest = line[index...]
                if isInBlock {
                    if rest.hasPrefix("*/") { (isInBlock, index) = (false, line.index(after: index)) }
                } else if isInString {
                    if rest.hasPrefix("\\") {
                        index = line.index(after: index)
                        guard index < line.endIndex else { break }
                    } else if rest.hasPrefix("\"") {
                        isInString = false
                        output.append("\"")
                    }
                } else if rest.hasPrefix("//") {
                    break
                } else if rest.hasPrefix("/*") {
                    isInBlock = true
                } else {
                    if rest.hasPrefix("\"") { isInString = true }
                    output.append(line[index])
                }
                index = line.index(after: index)
            }
            return output
        }
        return lines.joined(separator: "\n")
    }
}

/// All Swift files of `Sources`, read once.
struct SourceTree {
    /// The repository: three folders above this file.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    let files: [SourceFile]

    static func load() throws -> SourceTree {
        let sources = root.appending(path: "Sources").standardizedFileURL
        let paths = try FileManager.default.subpathsOfDirectory(atPath: sources.path).sorted()
        return SourceTree(
            files: try paths.filter { $0.hasSuffix(".swift") }.map { path in
                SourceFile(
                    module: String(path.prefix { $0 != "/" }),
                    path: "Sources/\(path)",
                    text: try String(contentsOf: sources.appending(path: path), encoding: .utf8)
                )
            }
        )
    }
}
