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

    /// The calendar day where this machine is.
    package static let today: @Sendable () -> CalendarDay = { now().day(utcOffsetMinutes: utcOffsetMinutes()) }

    /// How far this machine's clock is east of UTC at the moment.
    package static let utcOffsetMinutes: @Sendable () -> Int = {
        var seconds = time_t(now().seconds)
        var parts = unsafe tm()
        // Both live through the call. Without a known zone the system answers in UTC.
        guard unsafe localtime_r(&seconds, &parts) != nil else { return 0 }
        return unsafe parts.tm_gmtoff / 60
    }
}
