import Glibc
import Sealing

/// The program file of this process.
enum OwnBinary {
    /// Begins to hash it, beside the rest of a start: that takes some tenths of a second, and ends by itself.
    static func hashing() -> Task<Result<[UInt8], SystemError>, Never> {
        Task.detached {
            do throws(SystemError) { return .success(try digest()) } catch { return .failure(error) }
        }
    }

    /// Its SHA-256, which a start writes into the log.
    ///
    /// The kernel's name for it holds also when the file was replaced since.
    static func digest() throws(SystemError) -> [UInt8] {
        let number = unsafe open("/proc/self/exe", O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw SystemError("open") }
        let file = Descriptor(owning: number)
        var digest = RunningDigest()
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(file.number, buffer.baseAddress, buffer.count)  // writes at most the buffer's count
            }
            if count == 0 { return digest.value() }
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemError("read")
            }
            if count < chunk.count { chunk.removeLast(chunk.count - count) }
            digest.update(chunk)
        }
    }
}
