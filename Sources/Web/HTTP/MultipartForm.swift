/// A `multipart/form-data` body (RFC 7578), read strictly: text fields and as many files as the route takes.
package struct MultipartForm: Sendable {
    package struct File: Sendable {
        package let field: String
        /// As the browser sent it, without any folder.
        package let name: String
        package let bytes: ArraySlice<UInt8>
    }

    package enum Failure: Error, Hashable, Sendable {
        case malformed
        case duplicate
        case tooMany
    }

    private static let partCountMaximum = 64
    private static let headByteCountMaximum = 1024
    private static let textByteCountMaximum = 64 * 1024

    package let fields: FormFields
    package let files: [File]

    /// The only file, where a route takes one.
    package var file: File? { files.first }

    /// The file of a field.
    package func file(in field: String) -> File? { files.first { $0.field == field } }

    package init(parsing bytes: [UInt8], boundary: String, fileMaximum: Int = 1) throws(Failure) {
        guard (1...70).contains(boundary.utf8.count) else { throw .malformed }
        let delimiter = Array("\r\n--\(boundary)".utf8)
        var texts: [(name: String, value: String)] = []
        var names: Set<String> = []
        var files: [File] = []
        var rest = bytes[...]
        guard rest.starts(with: delimiter.dropFirst(2)) else { throw .malformed }
        rest = rest.dropFirst(delimiter.count - 2)
        while rest.starts(with: [0x0D, 0x0A]) {
            rest = rest.dropFirst(2)
            guard let headEnd = Self.position(of: [0x0D, 0x0A, 0x0D, 0x0A], in: rest),
                headEnd - rest.startIndex <= Self.headByteCountMaximum
            else { throw .malformed }
            let head = try MultipartPartHead(rest[..<headEnd])
            rest = rest[(headEnd + 4)...]
            guard let end = Self.position(of: delimiter, in: rest) else { throw .malformed }
            guard names.insert(head.name).inserted else { throw .duplicate }
            guard names.count <= Self.partCountMaximum else { throw .tooMany }
            if let fileName = head.fileName {
                guard files.count < fileMaximum else { throw .tooMany }
                files.append(File(field: head.name, name: fileName, bytes: rest[..<end]))
            } else {
                guard end - rest.startIndex <= Self.textByteCountMaximum,
                    let text = String(validating: rest[..<end], as: UTF8.self), !text.utf8.contains(0)
                else { throw .malformed }
                texts.append((head.name, text))
            }
            rest = rest[(end + delimiter.count)...]
        }
        guard rest.elementsEqual("--\r\n".utf8) || rest.elementsEqual("--".utf8) else { throw .malformed }
        fields = FormFields(texts)
        self.files = files
    }

    static func position(of pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        var index = bytes.startIndex
        while let hit = bytes[index...].firstIndex(of: pattern[0]) {
            guard hit + pattern.count <= bytes.endIndex else { return nil }
            if bytes[hit..<(hit + pattern.count)].elementsEqual(pattern) { return hit }
            index = hit + 1
        }
        return nil
    }
}

/// The header lines of one part: only what a browser sends.
struct MultipartPartHead {
    var name = ""
    var fileName: String?

    init(_ bytes: ArraySlice<UInt8>) throws(MultipartForm.Failure) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed }
        var hasDisposition = false
        for line in text.split(separator: "\r\n", omittingEmptySubsequences: false) {
            guard let colon = line.firstIndex(of: ":") else { throw .malformed }
            let value = line[line.index(after: colon)...].trimmed()
            switch line[..<colon].lowercased() {
            case "content-disposition":
                guard !hasDisposition else { throw .duplicate }
                hasDisposition = true
                try readDisposition(value)
            case "content-type": break  // what a file is, its content says
            default: throw .malformed
            }
        }
        guard hasDisposition, !name.isEmpty else { throw .malformed }
    }

    /// `form-data; name="file"; filename="May.csv"`.
    ///
    /// Browsers write quotes in names as `%22`.
    private mutating func readDisposition(_ value: String) throws(MultipartForm.Failure) {
        var rest = value[...]
        guard rest.hasPrefix("form-data") else { throw .malformed }
        rest = rest.dropFirst("form-data".count)
        var found: [String: String] = [:]
        while !rest.isEmpty {
            guard rest.first == ";" else { throw .malformed }
            rest = rest.dropFirst().drop { $0 == " " }
            guard let equals = rest.firstIndex(of: "=") else { throw .malformed }
            let key = rest[..<equals].lowercased()
            rest = rest[rest.index(after: equals)...]
            guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else { throw .malformed }
            let quoted = String(rest[rest.index(after: rest.startIndex)..<end])
            guard found.updateValue(quoted, forKey: key) == nil else { throw .duplicate }
            rest = rest[rest.index(after: end)...]
        }
        guard let name = found["name"], !name.utf8.contains(0) else { throw .malformed }
        self.name = name
        if let path = found["filename"] {
            fileName = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        }
    }
}
