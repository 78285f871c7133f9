import TestSupport
import Testing

@testable import Sealing

@Suite("Secret bytes")
struct SecretBytesTests {
    @Test("memory of a key is zero once its owner is gone")
    func wiped() {
        // The cell stays mapped after its release, so that it can be looked at.
        let cell = unsafe LockedArena.allocate(byteCount: 32)
        unsafe cell.initializeMemory(as: UInt8.self, repeating: 0xEE, count: 32)
        unsafe LockedArena.release(cell, byteCount: 32)
        let after = unsafe UnsafeRawBufferPointer(start: cell, count: 32)
        #expect(unsafe after.allSatisfy { $0 == 0 })
    }

    @Test("an array handed over is zeroed")
    func wipedSource() {
        var bytes: [UInt8] = [1, 2, 3]
        let secret = SecretBytes(wiping: &bytes)
        #expect(bytes == [0, 0, 0])
        let isSame = secret.equals(SecretBytes(copying: [1, 2, 3]))
        #expect(isSame)
    }

    @Test("two owners are never given the same memory", arguments: [1, 32, 64, 65, 5000])
    func distinct(_ count: Int) {
        let first = SecretBytes.random(count: count)
        let second = SecretBytes.random(count: count)
        let copy = first.duplicate()
        let (isCopy, isOther) = (copy.equals(first), !first.equals(second))
        #expect(isCopy)
        #expect(count < 8 || isOther)
        #expect(first.count == count)
    }

    @Test("comparison says equal only for equal bytes and lengths")
    func comparison() {
        #expect(ConstantTime.equal([1, 2, 3], [1, 2, 3]))
        #expect(!ConstantTime.equal([1, 2, 3], [1, 2, 4]))
        #expect(!ConstantTime.equal([1, 2, 3], [1, 2]))
        #expect(ConstantTime.equal([UInt8](), [UInt8]()))
    }
}

@Suite("Argon2id")
struct Argon2idTests {
    /// From the reference implementation's command: `argon2 0123456789abcdef -id -t 3 -k 64 -p 1 -l 32 -r`.
    @Test("agrees with the reference implementation")
    func referenceVector() throws {
        let passphrase = SecretBytes(copying: Array("correct horse".utf8))
        let parameters = Argon2id.Parameters(memoryKibibytes: 64, passes: 3, lanes: 1)
        let key = try Argon2id.derive(from: passphrase, salt: Array("0123456789abcdef".utf8), parameters: parameters)
        let expected = try #require(Hex.decode("5de797640c71ce5e1dbe17ed17ba7d249adbc20db030460e84bd4c325101844e"))
        let agrees = key.equals(SecretBytes(copying: expected))
        #expect(agrees)
    }

    @Test("parameters that would exhaust memory or time, and salts of the wrong length, are refused")
    func limits() {
        let passphrase = SecretBytes(copying: [1])
        let salt = [UInt8](repeating: 1, count: 16)
        let bad: [Argon2id.Parameters] = [
            .init(memoryKibibytes: 1 << 30, passes: 1, lanes: 1),
            .init(memoryKibibytes: 64, passes: 0, lanes: 1),
            .init(memoryKibibytes: 64, passes: 100, lanes: 1),
            .init(memoryKibibytes: 64, passes: 1, lanes: 64),
        ]
        for parameters in bad {
            #expect(throws: SealingError.derivationFailed) {
                _ = try Argon2id.derive(from: passphrase, salt: salt, parameters: parameters)
            }
        }
        let fine = Argon2id.Parameters(memoryKibibytes: 64, passes: 1, lanes: 1)
        #expect(throws: SealingError.derivationFailed) {
            _ = try Argon2id.derive(from: passphrase, salt: [1, 2], parameters: fine)
        }
    }

    @Test("the standard is what the threat model counts on: 64 MiB, three passes")
    func standard() {
        #expect(Argon2id.Parameters.standard == .init(memoryKibibytes: 65_536, passes: 3, lanes: 1))
    }
}

@Suite("Length-prefixed fields")
struct LengthPrefixedTests {
    @Test("moving a byte from one field to the next changes the whole")
    func unambiguous() {
        var left = LengthPrefixed()
        left.append("ab")
        left.append("c")
        var right = LengthPrefixed()
        right.append("a")
        right.append("bc")
        #expect(left.bytes != right.bytes)
        #expect(left.bytes == [0, 0, 0, 2, 97, 98, 0, 0, 0, 1, 99])
    }
}
