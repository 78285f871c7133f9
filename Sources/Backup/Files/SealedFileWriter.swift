import Sealing
import Synchronization

/// Writes one file of a backup: compressed, sealed in chunks, counted and hashed on the way.
///
/// Holds a few hundred kilobytes, however long the file gets.
final class SealedFileWriter: Sendable {
    private struct State: ~Copyable {
        let file: BackupFile
        var sealer: ChunkSealer
        var compressor: Compressor
        /// Compressed bytes that no chunk holds yet.
        var pending: [UInt8] = []
        var digest = RunningDigest()
        var sealedByteCount = 0
        var contentByteCount = 0

        mutating func write(_ bytes: [UInt8]) throws(BackupError) {
            try file.write(bytes)
            digest.update(bytes)
            sealedByteCount += bytes.count
        }

        /// Seals what is more than a chunk; the last one must not be empty, so a full one waits.
        mutating func sealFullChunks() throws(BackupError) {
            var start = 0
            while pending.count - start > ChunkedBox.chunkByteCount {
                let end = start + ChunkedBox.chunkByteCount
                try write(sealer.seal(Array(pending[start..<end]), isLast: false))
                start = end
            }
            pending.removeFirst(start)
        }
    }

    private let state: Mutex<State>

    /// Starts a file that must not be there yet.
    init(path: String, key: borrowing SecretBytes, context: SealingContext) throws(BackupError) {
        let sealer = ChunkSealer(under: key, keyVersion: BackupKey.version, context: context)
        let header = sealer.header
        var first = State(file: try BackupFile(making: path), sealer: sealer, compressor: try Compressor())
        try first.write(header)
        state = Mutex(first)
    }

    func append(_ bytes: [UInt8]) throws(BackupError) {
        try state.withLock { (state: inout sending State) throws(BackupError) in
            state.contentByteCount += bytes.count
            try state.compressor.compress(bytes, isLast: false, into: &state.pending)
            try state.sealFullChunks()
        }
    }

    /// Seals the rest; the file is durable when this returns.
    func finish() throws(BackupError) -> BackupManifest.Size {
        try state.withLock { (state: inout sending State) throws(BackupError) in
            try state.compressor.compress([], isLast: true, into: &state.pending)
            try state.sealFullChunks()
            try state.write(state.sealer.seal(state.pending, isLast: true))
            try state.file.sync()
            return BackupManifest.Size(
                byteCount: state.sealedByteCount,
                contentByteCount: state.contentByteCount,
                digest: state.digest.value()
            )
        }
    }
}
