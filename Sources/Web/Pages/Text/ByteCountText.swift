/// The size of a file, as people say it.
enum ByteCountText {
    /// In whole kilobytes or megabytes, never zero of them.
    static func text(_ byteCount: Int) -> String {
        byteCount < 1_000_000
            ? localized("{count} kB", ["count": "\(max(1, (byteCount + 500) / 1000))"])
            : localized("{count} MB", ["count": "\((byteCount + 500_000) / 1_000_000)"])
    }
}
