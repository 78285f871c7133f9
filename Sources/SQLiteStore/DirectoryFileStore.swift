import Dispatch
import Foundation
package import Primitives
import Vault

/// The files store as a directory.
///
/// - Source: docs/spec/store-schema.md §1 and §8.
///
/// Invariant of the `unsafe` system calls: a `String` handed to C is a terminated copy that lives for the call.
package final class DirectoryFileStore: FileStore {
    /// Threads that may wait for the disk at a time; the work of one vault stays in order.
    private static let laneCount = 4

    private let layout: FileLayout
    private let lanes: [DispatchQueue]

    init(directory: String, header: StoreHeader) throws(StoreError) {
        layout = FileLayout(root: directory)
        lanes = (0..<Self.laneCount).map { DispatchQueue(label: "store.files.\($0)", qos: .userInitiated) }
        try PrivateFiles.createDirectory(directory)
        try FileHeader(header: header, directory: directory).checkOrCreate()
        try PrivateFiles.createDirectory(layout.incoming)
        // What a killed process left half-written.
        for name in try Self.names(in: layout.incoming) ?? [] {
            let path = "\(layout.incoming)/\(name)"
            if IncomingFile.isAbandoned(path) { try Self.unlink(path) }
        }
    }

    package func put(
        _ file: FileID,
        of vault: VaultID,
        from next: () async throws(StoreError) -> [UInt8]?
    ) async throws(StoreError) {
        let layout = layout
        let incoming = layout.incomingPath(of: file, in: vault)
        let writer = try await perform(vault) { () throws(StoreError) in try IncomingFile(path: incoming) }
        do throws(StoreError) {
            while let chunk = try await next() {
                try await perform(vault) { () throws(StoreError) in try writer.append(chunk) }
            }
            try await perform(vault) { () throws(StoreError) in
                try writer.sync()
                let folder = layout.folder(of: vault)
                try PrivateFiles.createDirectory(layout.shard(of: vault))
                try PrivateFiles.createDirectory(folder)
                guard unsafe link(incoming, layout.path(of: file, in: vault)) == 0 else {
                    throw errno == EEXIST ? .conflict : StoreError(systemError: errno)
                }
                try PrivateFiles.syncDirectory(folder)
                try Self.unlink(incoming)
            }
        } catch {
            let failure = error
            // The reason to tell is the first one; a file that cannot be removed now goes at the next start.
            do { try await perform(vault) { () throws(StoreError) in try Self.unlink(incoming) } } catch {}
            throw failure
        }
    }

    package func read(
        _ file: FileID,
        of vault: VaultID,
        from offset: Int,
        byteCountMaximum: Int
    ) async throws(StoreError) -> [UInt8]? {
        let path = layout.path(of: file, in: vault)
        return try await perform(vault) { () throws(StoreError) in
            try Self.read(path, from: max(offset, 0), byteCountMaximum: max(byteCountMaximum, 0))
        }
    }

    package func delete(_ file: FileID, of vault: VaultID) async throws(StoreError) {
        let path = layout.path(of: file, in: vault)
        let folder = layout.folder(of: vault)
        try await perform(vault) { () throws(StoreError) in
            guard unsafe access(folder, F_OK) == 0 else { return }
            try Self.unlink(path)
            try PrivateFiles.syncDirectory(folder)
        }
    }

    package func deleteAll(of vault: VaultID) async throws(StoreError) {
        let folder = layout.folder(of: vault)
        let shard = layout.shard(of: vault)
        try await perform(vault) { () throws(StoreError) in
            guard let names = try Self.names(in: folder) else { return }
            for name in names { try Self.unlink("\(folder)/\(name)") }
            try PrivateFiles.syncDirectory(folder)
            guard unsafe rmdir(folder) == 0 || errno == ENOENT else { throw StoreError(systemError: errno) }
            try PrivateFiles.syncDirectory(shard)
        }
    }

    package func list(of vault: VaultID) async throws(StoreError) -> [FileID] {
        let folder = layout.folder(of: vault)
        return try await perform(vault) { () throws(StoreError) in
            try (Self.names(in: folder) ?? []).compactMap(FileLayout.file(named:))
                .sorted { ($0.high, $0.low) < ($1.high, $1.low) }
        }
    }

    package func list(of vault: VaultID, putBefore time: Timestamp) async throws(StoreError) -> [FileID] {
        let layout = layout
        let all = try await list(of: vault)
        return try await perform(vault) { () throws(StoreError) in
            all.filter { Self.time(of: layout.path(of: $0, in: vault)).map { $0 < time } ?? false }
        }
    }

    /// When a file was written; nil when it is gone.
    private static func time(of path: String) -> Timestamp? {
        var facts = stat()
        guard unsafe lstat(path, &facts) == 0 else { return nil }
        return Timestamp(seconds: Int64(facts.st_mtim.tv_sec))
    }

    /// Bytes of all files of all vaults.
    func byteCount() async throws(StoreError) -> Int {
        let copier = FileCopier(layout: layout)
        return try await perform(Self.everybody) { () throws(StoreError) in try copier.byteCount() }
    }

    /// The first bytes of some files of vaults at or after `start` (16 bytes), at most `limit` of them.
    package func sample(from start: [UInt8], limit: Int, byteCount: Int) async throws(StoreError) -> [[UInt8]] {
        let copier = FileCopier(layout: layout)
        return try await perform(Self.everybody) { () throws(StoreError) in
            var found: [[UInt8]] = []
            do {
                try copier.forEachFile { path, vault, _ in
                    guard !vault.bytes.lexicographicallyPrecedes(start) else { return }
                    guard found.count < limit else { throw EnoughFiles() }
                    if let bytes = try Self.read(path, from: 0, byteCountMaximum: byteCount) { found.append(bytes) }
                }
            } catch is EnoughFiles {
                // The sample is full.
            } catch { throw StoreError(error) }
            return found
        }
    }

    private struct EnoughFiles: Error {}

    /// Gives all files of all vaults as frames; see ``FileCopier``.
    func copy(to sink: @escaping @Sendable ([UInt8]) throws -> Void) async throws {
        let copier = FileCopier(layout: layout)
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            // Not on a lane: requests would wait behind it.
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(with: Result { try copier.copy(to: sink) })
            }
        }
    }

    private static let everybody = VaultID(high: 0, low: 0)

    /// Runs a blocking call away from the threads that serve requests.
    private func perform<Value: Sendable>(
        _ vault: VaultID,
        _ body: @escaping @Sendable () throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let lane = lanes[Int(truncatingIfNeeded: vault.low % UInt64(lanes.count))]
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            lane.async {
                continuation.resume(returning: Result { () throws(StoreError) in try body() })
            }
        }
        return try result.get()
    }

    private static func names(in directory: String) throws(StoreError) -> [String]? {
        guard unsafe access(directory, F_OK) == 0 else { return nil }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: directory)
        } catch {
            throw .unavailable
        }
    }

    private static func unlink(_ path: String) throws(StoreError) {
        guard unsafe Foundation.unlink(path) == 0 || errno == ENOENT else { throw StoreError(systemError: errno) }
    }

    private static func read(_ path: String, from offset: Int, byteCountMaximum: Int) throws(StoreError) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw StoreError(systemError: errno)
        }
        defer { _ = close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        guard size >= 0 else { throw .unavailable }
        let count = min(max(size - offset, 0), byteCountMaximum)
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            // The buffer has `count - done` bytes from `done` on.
            let step = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe pread(descriptor, buffer.baseAddress?.advanced(by: done), count - done, off_t(offset + done))
            }
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { throw .unavailable }
            done += step
        }
        return bytes
    }
}
