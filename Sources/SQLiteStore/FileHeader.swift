import Foundation
import Primitives

/// The header of the files store, in a file beside the files.
///
/// - Source: docs/spec/store-schema.md §1 and §2.
struct FileHeader {
    static let name = "store-header"
    private static let byteCountMaximum = 4096

    let header: StoreHeader
    let directory: String

    func checkOrCreate() throws(StoreError) {
        let path = "\(directory)/\(Self.name)"
        if unsafe access(path, F_OK) == 0 { return try header.check(read(path)) }
        guard errno == ENOENT else { throw StoreError(systemError: errno) }
        // Files without a header belong to somebody else.
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: directory)
            guard names.allSatisfy({ $0.hasPrefix("\(Self.name)-") }) else { throw StoreError.wrongStore(.product) }
        } catch {
            throw StoreError(error)
        }
        try write(to: path)
        // Another process may have been first: what counts is what is there now.
        try header.check(read(path))
    }

    private func read(_ path: String) throws(StoreError) -> [String: String] {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw .unavailable }
        guard bytes.count <= Self.byteCountMaximum, let text = String(data: bytes, encoding: .utf8) else {
            throw .wrongStore(.format)
        }
        var fields: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, fields.updateValue(String(parts[1]), forKey: String(parts[0])) == nil else {
                throw .wrongStore(.format)
            }
        }
        return fields
    }

    private func write(to path: String) throws(StoreError) {
        let incoming = "\(path)-\(UUID().uuidString)"
        let file = try IncomingFile(path: incoming)
        defer { _ = unsafe unlink(incoming) }
        let text = header.fields.map { "\($0.field.rawValue)=\($0.value)\n" }.joined()
        try file.append(Array(text.utf8))
        try file.sync()
        guard unsafe link(incoming, path) == 0 || errno == EEXIST else { throw StoreError(systemError: errno) }
        try PrivateFiles.syncDirectory(directory)
    }
}
