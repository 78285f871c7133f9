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

    private enum Region { case code, string, block }

    /// Blanks comments and one-line string literals; multi-line literals keep their lines, which no rule looks for.
    ///
    /// Over bytes: this reads every source file in a debug build.
    static func bare(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let (slash, star, quote, escape) =
            (UInt8(ascii: "/"), UInt8(ascii: "*"), UInt8(ascii: "\""), UInt8(ascii: "\\"))
        let newline = UInt8(ascii: "\n")
        var output: [UInt8] = []
        var region = Region.code
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : newline
            switch (region, byte, next) {
            case (.code, slash, slash):
                while index < bytes.count, bytes[index] != newline { index += 1 }
                continue
            case (.code, slash, star): region = .block
            case (.code, quote, _):
                region = .string
                output.append(byte)
            case (.block, star, slash):
                region = .code
                index += 1
            case (.string, escape, _) where next != newline: index += 1
            case (.string, quote, _), (.string, newline, _):
                region = .code
                output.append(byte)
            case (.code, _, _), (_, newline, _): output.append(byte)
            default: break
            }
            index += 1
        }
        return String(decoding: output, as: UTF8.self)
    }
}

/// All Swift files of `Sources`, read once.
struct SourceTree: Sendable {
    /// The repository: three folders above this file.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    let files: [SourceFile]

    /// Read once for all tests.
    static func load() throws -> SourceTree { try loaded.get() }

    private static let loaded = Result { try read() }

    private static func read() throws -> SourceTree {
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
