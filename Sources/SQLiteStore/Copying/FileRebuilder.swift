import Foundation
package import Primitives

/// Makes a files store of the frames that a ``FileCopier`` gave; used by one call at a time.
///
/// Nothing of it is durable before the whole directory is synced.
/// - Source: docs/spec/backup.md §6.
package final class FileRebuilder {
    private let layout: FileLayout
    private let keepsContent: Bool
    private var frames = FrameReader()
    private var open: (file: IncomingFile?, rest: UInt64)?
    private var fileCount: UInt64 = 0
    private var isBegun = false
    private var isEnded = false

    /// - Parameters:
    ///   - directory: of the files store, without any yet.
    ///   - header: what the store says of itself.
    ///   - keepsContent: false to check the frames and leave the store empty.
    /// - Throws: ``StoreError/wrongStore(_:)`` when something lies there already.
    package init(directory: String, header: StoreHeader, keepsContent: Bool) throws(StoreError) {
        layout = FileLayout(root: directory)
        self.keepsContent = keepsContent
        try PrivateFiles.createDirectory(directory)
        try FileHeader(header: header, directory: directory).checkOrCreate()
    }

    package func append(_ bytes: [UInt8]) throws(StoreError) {
        frames.append(bytes)
        while let (tag, payload) = try frames.next() {
            guard !isEnded, isBegun == (tag != .begin) else { throw .corrupt }
            do {
                try take(tag, payload)
            } catch let error as StoreError {
                throw error
            } catch {
                throw .corrupt  // a frame that ends too early or too late
            }
        }
    }

    package func finish() throws(StoreError) {
        guard isEnded, frames.isEmpty, open == nil else { throw .corrupt }
    }

    private func take(_ tag: FrameTag, _ payload: [UInt8]) throws {
        var reader = ByteReader(payload)
        switch tag {
        case .begin:
            guard try reader.read(UInt8.self) == FileCopier.format else { throw StoreError.wrongStore(.format) }
            isBegun = true
            try reader.finish()
        case .file:
            try begin(&reader)
            try reader.finish()
        case .content:
            guard let (file, rest) = open, UInt64(payload.count) <= rest, !payload.isEmpty else {
                throw StoreError.corrupt
            }
            try file?.append(payload)
            open = rest == UInt64(payload.count) ? nil : (file, rest - UInt64(payload.count))
        case .end:
            guard open == nil, try reader.read(UInt64.self) == fileCount else { throw StoreError.corrupt }
            isEnded = true
            try reader.finish()
        case .table, .columns, .row, .index: throw StoreError.corrupt
        }
    }

    private func begin(_ reader: inout ByteReader) throws {
        guard open == nil, let vault = VaultID(bytes: try reader.read(count: VaultID.byteCount)),
            let file = FileID(bytes: try reader.read(count: FileID.byteCount))
        else { throw StoreError.corrupt }
        let count = try reader.read(UInt64.self)
        fileCount += 1
        var target: IncomingFile?
        if keepsContent {
            for folder in [layout.shard(of: vault), layout.folder(of: vault)] {
                guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw StoreError(systemError: errno) }
            }
            target = try IncomingFile(path: layout.path(of: file, in: vault))
        }
        open = count == 0 ? nil : (target, count)
    }
}
