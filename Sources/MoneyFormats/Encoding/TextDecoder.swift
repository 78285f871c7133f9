import CPlatform
import Money

/// Turns the bytes of a file into UTF-8.
///
/// Source: statement-import §3.
enum TextDecoder {
    struct Decoded {
        var bytes: [UInt8]
        var encoding: TextEncoding
        var reason: StatementNote.EncodingReason
    }

    /// - Throws: `.notInEncoding`, `.unknownEncoding`, `.notText`.
    static func decode(_ bytes: [UInt8], chosen: TextEncoding?) throws(StatementError) -> Decoded {
        var decoded = try decodedText(bytes, chosen: chosen)
        if decoded.bytes.starts(with: utf8Mark) { decoded.bytes.removeFirst(utf8Mark.count) }
        var nulCount = 0
        for byte in decoded.bytes where byte == 0 { nulCount += 1 }
        // A stray NUL spoils its line; many of them are not a text in this encoding at all.
        guard nulCount * 100 <= decoded.bytes.count else { throw .notText }
        return decoded
    }

    private static let utf8Mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private static func decodedText(_ bytes: [UInt8], chosen: TextEncoding?) throws(StatementError) -> Decoded {
        if let chosen {
            return Decoded(bytes: try convert(bytes, from: chosen), encoding: chosen, reason: .chosen)
        }
        if bytes.starts(with: utf8Mark) {
            return Decoded(bytes: try convert(bytes, from: .utf8), encoding: .utf8, reason: .byteOrderMark)
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            let encoding: TextEncoding = bytes[0] == 0xFF ? .utf16LittleEndian : .utf16BigEndian
            return Decoded(bytes: try convert(bytes, from: encoding), encoding: encoding, reason: .byteOrderMark)
        }
        if let encoding = unmarkedUTF16(bytes) {
            return Decoded(bytes: try convert(bytes, from: encoding), encoding: encoding, reason: .content)
        }
        if isUTF8(bytes) {
            let isASCII = bytes.allSatisfy { $0 < 0x80 }
            return Decoded(bytes: bytes, encoding: .utf8, reason: isASCII ? .onlyASCII : .content)
        }
        if let declared = declaredEncoding(bytes), declared != .utf8 {
            return Decoded(bytes: try convert(bytes, from: declared), encoding: declared, reason: .declared)
        }
        let encoding: TextEncoding = bytes.contains(where: SingleByteText.isUndefinedIn1252) ? .latin1 : .windows1252
        return Decoded(bytes: try convert(bytes, from: encoding), encoding: encoding, reason: .fallback)
    }

    private static func convert(_ bytes: [UInt8], from encoding: TextEncoding) throws(StatementError) -> [UInt8] {
        switch encoding {
        case .utf8:
            guard isUTF8(bytes) else { throw .notInEncoding }
            return bytes
        case .utf16LittleEndian: return try UTF16Text.toUTF8(bytes, isBigEndian: false)
        case .utf16BigEndian: return try UTF16Text.toUTF8(bytes, isBigEndian: true)
        case .windows1252: return SingleByteText.toUTF8(bytes, isWindows: true)
        case .latin1: return SingleByteText.toUTF8(bytes, isWindows: false)
        case .other(let name): return try convert(bytes, named: name)
        }
    }

    private static func convert(_ bytes: [UInt8], named name: String) throws(StatementError) -> [UInt8] {
        // No encoding grows by more than four: one byte becomes at most one scalar, a few become two of three bytes.
        let capacity = bytes.count * 4 + 16
        var count = 0
        let output = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, written in
            // The buffer lives for this call and the C function writes at most `capacity` bytes into it.
            count = unsafe bytes.withUnsafeBufferPointer { input in
                unsafe fk_iconv_to_utf8(name, input.baseAddress, input.count, buffer.baseAddress, capacity)
            }
            written = max(0, count)
        }
        guard count != -1 else { throw .unknownEncoding }
        guard count >= 0, isUTF8(output) else { throw .notInEncoding }
        return output
    }

    static func isUTF8(_ bytes: [UInt8]) -> Bool {
        do {
            _ = try UTF8Span(validating: bytes.span)
            return true
        } catch {
            return false
        }
    }

    /// UTF-16 without a mark: western text has a zero in every second byte.
    private static func unmarkedUTF16(_ bytes: [UInt8]) -> TextEncoding? {
        let count = min(bytes.count, 4096) / 2 * 2
        guard count >= 8 else { return nil }
        var zeros = (even: 0, odd: 0)
        for index in 0..<count where bytes[index] == 0 {
            if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        let half = count / 2
        if zeros.odd * 10 >= half * 6, zeros.even * 10 < half { return .utf16LittleEndian }
        if zeros.even * 10 >= half * 6, zeros.odd * 10 < half { return .utf16BigEndian }
        return nil
    }

    /// `CHARSET:1252` of an OFX header, `encoding="…"` of an XML declaration.
    private static func declaredEncoding(_ bytes: [UInt8]) -> TextEncoding? {
        let head = Array(bytes.prefix(1024))
        for key in ["CHARSET:", "encoding=\"", "encoding='"] {
            guard let start = ByteSearch.firstIndex(of: Array(key.utf8), in: head) else { continue }
            let name = head[(start + key.utf8.count)...].prefix { byte in
                byte > 0x20 && byte != 0x22 && byte != 0x27 && byte < 0x7F
            }
            if let encoding = TextEncoding(name: String(decoding: name, as: UTF8.self)), encoding != .other("NONE") {
                return encoding
            }
        }
        return nil
    }
}
