import Money

/// Recognises what people upload by mistake, to say what to do instead.
enum OtherFiles {
    static func kind(_ bytes: [UInt8]) -> StatementError.OtherFileKind? {
        let kinds: [(StatementError.OtherFileKind, [UInt8])] = [
            (.pdf, Array("%PDF".utf8)), (.zip, [0x50, 0x4B, 0x03, 0x04]), (.zip, [0x50, 0x4B, 0x05, 0x06]),
            (.compound, [0xD0, 0xCF, 0x11, 0xE0]), (.picture, [0x89, 0x50, 0x4E, 0x47]),
            (.picture, [0xFF, 0xD8, 0xFF]),
            (.picture, Array("GIF8".utf8)), (.compressed, [0x1F, 0x8B]), (.compressed, Array("BZh".utf8)),
            (.compressed, [0x28, 0xB5, 0x2F, 0xFD]), (.compressed, [0x37, 0x7A, 0xBC, 0xAF]),
        ]
        return kinds.first { bytes.starts(with: $0.1) }?.0
    }

    /// Banks answer an expired session with a page.
    static func isWebPage(_ bytes: [UInt8]) -> Bool {
        var start = 0
        while start < bytes.count, bytes[start] <= 0x20 { start += 1 }
        return ByteSearch.matches("<!DOCTYPE HTML", in: bytes, at: start)
            || ByteSearch.matches("<HTML", in: bytes, at: start)
    }
}
