import Glibc
package import Primitives

/// The wall clock.
///
/// Everything below is handed this and reads no clock of its own.
package enum SystemClock {
    package static let now: Now = {
        var time = timespec()
        // `time` lives through the call; CLOCK_REALTIME exists on every Linux, so the call cannot fail.
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
