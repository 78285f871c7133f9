import Money

/// Tells formats apart by content.
///
/// Source: statement-import §4.
enum FormatDetector {
    /// The bytes are UTF-8.
    static func format(_ bytes: [UInt8]) -> StatementFormat {
        var start = 0
        while start < bytes.count, bytes[start] <= 0x20 { start += 1 }
        if isQIF(bytes, at: start) { return .qif }
        if CAMTReader.isCAMT(bytes, from: start) { return .camt }
        if MT940Reader.isMT940(bytes) { return .mt940 }
        let isOFX = ByteSearch.matches("OFXHEADER", in: bytes, at: start) || bytes[start] == 0x3C
        if isOFX, OFXReader.rootIndex(bytes) != nil { return .ofxSGML }
        // Some banks put a line of their own before the header.
        if OFXReader.rootIndex(Array(bytes.prefix(4096))) != nil { return .ofxSGML }
        return .delimited
    }

    private static func isQIF(_ bytes: [UInt8], at index: Int) -> Bool {
        guard index < bytes.count, bytes[index] == 0x21 else { return false }
        return ByteSearch.matches("!TYPE:", in: bytes, at: index)
            || ByteSearch.matches("!ACCOUNT", in: bytes, at: index)
            || ByteSearch.matches("!OPTION:", in: bytes, at: index)
            || ByteSearch.matches("!CLEAR:", in: bytes, at: index)
    }
}
