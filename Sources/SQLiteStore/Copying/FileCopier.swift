import Foundation
import Primitives

/// Gives the files store as frames, one file after another.
///
/// Files are written once and never changed: one that is listed is whole, and one that is deleted meanwhile is left
/// out.
/// - Source: docs/spec/backup.md §6.
struct FileCopier {
    static let format: UInt8 = 1
    private static let contentByteCountMaximum = 262_144

    let layout: FileLayout

    /// Bytes of all files.
    func byteCount() throws(StoreError) -> Int {
        var total = 0
        do {
            try forEachFile { path, _, _ in
                var facts = stat()
                if unsafe stat(path, &facts) == 0 { total += Int(facts.st_size) }
            }
        } catch { throw StoreError(error) }
        return total
    }

    /// - Throws: ``StoreError``, or what `sink` throws.
    func copy(to sink: @escaping ([UInt8]) throws -> Void) throws {
        var frames = FrameWriter(sink)
        try frames.write(.begin, [Self.format])
        var count: UInt64 = 0
        try forEachFile { path, vault, file in
            let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
            guard descriptor >= 0 else {
                if errno == ENOENT { return }
                throw StoreError(systemError: errno)
            }
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            try copy(handle, vault, file, to: &frames)
            count += 1
        }
        var end = ByteWriter()
        end.append(count)
        try frames.write(.end, end.bytes)
        try frames.flush()
    }

    private func copy(_ handle: FileHandle, _ vault: VaultID, _ file: FileID, to frames: inout FrameWriter) throws {
        var facts = stat()
        guard unsafe fstat(handle.fileDescriptor, &facts) == 0 else { throw StoreError(systemError: errno) }
        var rest = Int(facts.st_size)
        var begin = ByteWriter()
        begin.append(vault.bytes)
        begin.append(file.bytes)
        begin.append(UInt64(rest))
        try frames.write(.file, begin.bytes)
        while rest > 0 {
            let piece = try handle.read(upToCount: min(rest, Self.contentByteCountMaximum)) ?? Data()
            guard !piece.isEmpty else { throw StoreError.corrupt }  // shorter than it was a moment ago
            try frames.write(.content, Array(piece))
            rest -= piece.count
        }
    }

    func forEachFile(_ body: (String, VaultID, FileID) throws -> Void) throws {
        for shard in try Self.names(in: layout.root) where shard.utf8.count == 2 {
            for folder in try Self.names(in: "\(layout.root)/\(shard)") {
                guard let vault = FileLayout.vault(named: folder) else { continue }
                for name in try Self.names(in: layout.folder(of: vault)) {
                    guard let file = FileLayout.file(named: name) else { continue }
                    try body(layout.path(of: file, in: vault), vault, file)
                }
            }
        }
    }

    /// Empty for a directory that went meanwhile.
    private static func names(in directory: String) throws(StoreError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        } catch {
            guard unsafe access(directory, F_OK) == 0 else { return [] }
            throw .unavailable
        }
    }
}
