import CPlatform
import Glibc
import Primitives
import Sealing

/// Seals and opens boxes of a few sizes for a fixed time each and prints bytes per second as JSON.
///
/// Counts the processor's time, as `openssl speed` does, so that other work on the machine hits both alike.
///
/// Both directions are whole boxes as the vault makes them: a fresh salt, HKDF, commitment, nonce and tag for each.
enum SealingSpeed {
    static let sizes = [65_536, 262_144, 1_048_576]

    static func run(milliseconds: Int) throws {
        fk_keep_heap(32 << 20)  // as the processes that seal do
        var lines: [String] = []
        for size in sizes {
            let speed = try measure(size: size, during: .milliseconds(milliseconds))
            lines.append(#"  {"bytes": \#(size), "seal": \#(speed.seal), "open": \#(speed.open)}"#)
        }
        print("[\n\(lines.joined(separator: ",\n"))\n]")
    }

    private static func measure(size: Int, during time: Duration) throws -> (seal: Int, open: Int) {
        let key = SecretBytes.random(count: 32)
        let plaintext = SecureRandom.bytes(count: size)
        let context = SealingContext(.segment, place: Array("benchmark".utf8))
        var box = SealedBox.seal(plaintext, under: key, keyVersion: 1, context: context)
        let seal = bytesPerSecond(size: size, during: time) {
            box = SealedBox.seal(plaintext, under: key, keyVersion: 1, context: context)
        }
        var opened = 0
        let open = try bytesPerSecond(size: size, during: time) {
            opened += try SealedBox.open(box, with: key, context: context).count
        }
        precondition(opened.isMultiple(of: size) && opened > 0, "every box opened to its plaintext")
        return (seal, open)
    }

    private static func bytesPerSecond(size: Int, during time: Duration, _ body: () throws -> Void) rethrows -> Int {
        let start = processorTime()
        var count = 0
        repeat {
            for _ in 0..<8 { try body() }
            count += 8
        } while processorTime() - start < time
        return Int(Double(count * size) / ((processorTime() - start) / .seconds(1)))
    }

    /// User and system time of this process.
    static func processorTime() -> Duration {
        var time = timespec()
        let status = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        precondition(status == 0, "every Linux has this clock")
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
