import CCipher
import CPlatform

/// Secret bytes with one owner: never copied, never swapped to disk, zeroed when the owner is done.
///
/// Up to 64 bytes live in ``LockedArena``; larger secrets (a passphrase) in memory of their own that is wiped too.
/// There is no description and no mirror: a secret cannot be printed by accident.
@safe
package struct SecretBytes: ~Copyable, @unchecked Sendable {
    // @unchecked: the memory has exactly one owner, is written only while that owner is being made, and never escapes
    // the two lending functions below.
    private let memory: UnsafeMutableRawPointer
    package let count: Int

    /// Takes a copy.
    ///
    /// The caller's own bytes are its to wipe, see ``init(wiping:)``.
    package init(copying bytes: some Collection<UInt8>) {
        unsafe self.init(byteCount: bytes.count) { buffer in
            var offset = 0
            for byte in bytes {
                unsafe buffer.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
                offset += 1
            }
        }
    }

    /// Takes a copy and zeroes the array it came from.
    package init(wiping bytes: inout [UInt8]) {
        self.init(copying: bytes)
        Wipe.zero(&bytes)
    }

    /// Makes `count` random bytes from the system's generator.
    package static func random(count: Int) -> SecretBytes {
        unsafe SecretBytes(byteCount: count) { buffer in
            // unsafe: the buffer has room for `count` bytes, all of which the call fills or the process stops.
            let isFilled = unsafe fk_random_bytes(buffer.baseAddress, count)
            precondition(isFilled == 1, "the system has no random bytes")
        }
    }

    /// Lets `fill` write all bytes in place, so that a derived key never lies in ordinary memory.
    init<Failure: Error>(
        byteCount count: Int,
        fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        self.count = count
        unsafe self.memory = LockedArena.allocate(byteCount: count)
        // unsafe: the buffer covers exactly the memory just allocated and ends with this call.
        try unsafe fill(UnsafeMutableRawBufferPointer(start: memory, count: count))
    }

    deinit {
        unsafe LockedArena.release(memory, byteCount: count)
    }

    /// Lends the bytes for one synchronous call.
    package borrowing func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(RawSpan(_unsafeStart: memory, byteCount: count))
    }

    /// As ``withBytes(_:)``, for C and for swift-crypto.
    borrowing func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(UnsafeRawBufferPointer(start: memory, count: count))
    }

    /// A second owner of the same bytes; named so that a reader stops at it.
    package borrowing func duplicate() -> SecretBytes {
        unsafe withUnsafeBytes { source in
            unsafe SecretBytes(byteCount: source.count) { target in unsafe target.copyMemory(from: source) }
        }
    }

    /// Compares in constant time; lengths are not secret.
    package borrowing func equals(_ other: borrowing SecretBytes) -> Bool {
        withBytes { left in other.withBytes { right in ConstantTime.equal(left, right) } }
    }
}

/// A secret that several owners may hold: wiped when the last lets go.
///
/// For keys that sit in caches and dictionaries, which cannot hold noncopyable values.
package final class SharedSecret: Sendable {
    package let bytes: SecretBytes

    package init(_ bytes: consuming SecretBytes) { self.bytes = bytes }
}
