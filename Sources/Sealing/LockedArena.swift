import CPlatform
import Glibc
import Synchronization

/// Memory for keys: locked against swapping, left out of core dumps, zeroed on release.
///
/// Keys are 32 bytes and many; a page each would exhaust the limit of lockable memory (often 8 MiB), so they share
/// pages in cells of 64 bytes.
@safe
enum LockedArena {
    static let cellByteCount = 64
    private static let chunkByteCount = 65_536  // 1,024 keys; one chunk serves most servers

    // @unchecked: the pointers name cells that nobody uses; the lock around this struct hands each to one owner.
    @safe
    private struct FreeCells: @unchecked Sendable {
        var cells: [UnsafeMutableRawPointer] = unsafe []
    }

    private static let free = Mutex(FreeCells())
    /// Whether every chunk so far is locked against swapping.
    private static let isAllLocked = Mutex(true)

    static var isLocked: Bool { isAllLocked.withLock { $0 } }

    static func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
        guard byteCount <= cellByteCount else {
            return UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 16)
        }
        return unsafe free.withLock { free in
            if let cell = unsafe free.cells.popLast() { return unsafe cell }
            let chunk = unsafe mapChunk()
            for offset in stride(from: cellByteCount, to: chunkByteCount, by: cellByteCount) {
                unsafe free.cells.append(chunk + offset)
            }
            return unsafe chunk
        }
    }

    static func release(_ memory: UnsafeMutableRawPointer, byteCount: Int) {
        unsafe fk_wipe(memory, byteCount)
        guard byteCount <= cellByteCount else { return unsafe memory.deallocate() }
        free.withLock { free in unsafe free.cells.append(memory) }
    }

    /// Maps a chunk.
    ///
    /// Locking is best effort: where the limit of lockable memory is reached, the key is still wiped and still left out
    /// of dumps; `flowkeep doctor` names a limit that is too low.
    private static func mapChunk() -> UnsafeMutableRawPointer {
        let chunk = unsafe mmap(nil, chunkByteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let chunk = unsafe chunk, unsafe chunk != MAP_FAILED else {
            preconditionFailure("no memory for keys")
        }
        if unsafe mlock(chunk, chunkByteCount) != 0 { isAllLocked.withLock { $0 = false } }
        _ = unsafe madvise(chunk, chunkByteCount, MADV_DONTDUMP)
        return unsafe chunk
    }
}

/// What can be said of the memory that keys are in.
package enum SecretMemory {
    /// Whether the system keeps all of it out of swap.
    package static var isLocked: Bool { LockedArena.isLocked }
}
