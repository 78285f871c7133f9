import CZstd

/// zstd (RFC 8878) as a stream, level 1: most of what comes is sealed already and does not shrink, so speed counts.
///
/// Compression comes before sealing, and every part is of many people: the length of the whole tells nothing of one.
@safe
struct Compressor: ~Copyable, @unchecked Sendable {
    // @unchecked: one owner at a time, which is the only one to use the context.
    private let context: OpaquePointer
    private static let level: Int32 = 1

    init() throws(BackupError) {
        guard let context = unsafe ZSTD_createCCtx() else { throw .system(12) }  // ENOMEM
        unsafe self.context = context
        _ = unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Self.level)
    }

    deinit { _ = unsafe ZSTD_freeCCtx(context) }

    /// Compresses the next bytes and appends what came out; with `isLast`, everything that is left.
    mutating func compress(_ bytes: [UInt8], isLast: Bool, into output: inout [UInt8]) throws(BackupError) {
        var room = [UInt8](repeating: 0, count: ZSTD_CStreamOutSize())
        var consumed = 0
        var rest = 1
        while isLast ? rest != 0 : consumed < bytes.count {
            let (written, code) = unsafe bytes.withUnsafeBytes { source in
                unsafe room.withUnsafeMutableBytes { target in
                    // unsafe: both buffers live through the call and are as long as they say.
                    var input = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: consumed)
                    var out = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
                    let code = unsafe ZSTD_compressStream2(context, &out, &input, isLast ? ZSTD_e_end : ZSTD_e_continue)
                    consumed = unsafe input.pos
                    return (unsafe out.pos, code)
                }
            }
            guard ZSTD_isError(code) == 0 else { throw .system(12) }  // ENOMEM: the only way this can fail
            rest = code
            output.append(contentsOf: room[..<written])
        }
    }
}

/// What ``Compressor`` compressed, back again.
@safe
struct Decompressor: ~Copyable, @unchecked Sendable {
    // @unchecked: one owner at a time, which is the only one to use the context.
    private let context: OpaquePointer
    /// Whether the last frame ended exactly where the input did.
    private(set) var isAtEnd = false
    /// 8 MiB: more than level 1 uses, and what a hostile stream can make us keep.
    private static let windowLog: Int32 = 23

    init() throws(BackupError) {
        guard let context = unsafe ZSTD_createDCtx() else { throw .system(12) }  // ENOMEM
        unsafe self.context = context
        _ = unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.windowLog)
    }

    deinit { _ = unsafe ZSTD_freeDCtx(context) }

    /// Gives back the content of the next bytes, in pieces of at most 128 KiB.
    ///
    /// - Returns: false when the bytes are not what a ``Compressor`` made.
    mutating func decompress(_ bytes: [UInt8], _ take: ([UInt8]) throws -> Void) throws -> Bool {
        var room = [UInt8](repeating: 0, count: ZSTD_DStreamOutSize())
        var consumed = 0
        var isFull = false
        // A full output says that more is waiting inside, though all input was taken.
        while consumed < bytes.count || isFull {
            guard !isAtEnd else { return false }  // bytes after the frame
            let (written, code) = unsafe bytes.withUnsafeBytes { source in
                unsafe room.withUnsafeMutableBytes { target in
                    // unsafe: both buffers live through the call and are as long as they say.
                    var input = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: consumed)
                    var out = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
                    let code = unsafe ZSTD_decompressStream(context, &out, &input)
                    consumed = unsafe input.pos
                    return (unsafe out.pos, code)
                }
            }
            guard ZSTD_isError(code) == 0 else { return false }
            isAtEnd = code == 0
            isFull = written == room.count && !isAtEnd
            if written > 0 { try take(Array(room[..<written])) }
        }
        return true
    }
}
