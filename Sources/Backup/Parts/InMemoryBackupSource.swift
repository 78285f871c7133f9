import Synchronization

/// A source that is bytes in memory.
///
/// It passes the same contract as the stores; tests change it while it is copied.
package final class InMemoryBackupSource: BackupSource {
    private struct Content {
        var parts: [BackupPart: [UInt8]] = [:]
        var keyFiles: [BackupKeyFile] = []
    }

    private let content = Mutex(Content())

    package init() {}

    package func set(_ part: BackupPart, _ bytes: [UInt8]) { content.withLock { $0.parts[part] = bytes } }

    package func set(keyFiles: [BackupKeyFile]) { content.withLock { $0.keyFiles = keyFiles } }

    package func hold() async throws -> any BackupView {
        content.withLock { View(parts: $0.parts, files: $0.keyFiles) }
    }

    private struct View: BackupView {
        private static let pieceByteCount = 100_000  // no multiple of a chunk, so that seams fall anywhere

        let parts: [BackupPart: [UInt8]]
        let files: [BackupKeyFile]

        func byteCount(of part: BackupPart) async throws -> Int { parts[part]?.count ?? 0 }

        func copy(_ part: BackupPart, to sink: @escaping @Sendable ([UInt8]) throws -> Void) async throws {
            let bytes = parts[part] ?? []
            for start in stride(from: 0, to: bytes.count, by: Self.pieceByteCount) {
                try sink(Array(bytes[start..<min(start + Self.pieceByteCount, bytes.count)]))
            }
        }

        func keyFiles() async throws -> [BackupKeyFile] { files }

        func release() async {}
    }
}

/// A receiver that keeps what comes in memory.
package final class InMemoryBackupReceiver: BackupReceiver {
    private let parts = Mutex<[BackupPart: [UInt8]]>([:])

    package init() {}

    /// The parts that came whole.
    package var received: [BackupPart: [UInt8]] { parts.withLock(\.self) }

    package func receive(_ part: BackupPart) throws -> any BackupPartReceiver { Part(part: part, owner: self) }

    private final class Part: BackupPartReceiver {
        private let part: BackupPart
        private let owner: InMemoryBackupReceiver
        private var bytes: [UInt8] = []

        init(part: BackupPart, owner: InMemoryBackupReceiver) {
            self.part = part
            self.owner = owner
        }

        func append(_ bytes: [UInt8]) throws { self.bytes += bytes }

        func finish() throws {
            let bytes = bytes
            owner.parts.withLock { $0[part] = bytes }
        }
    }
}
