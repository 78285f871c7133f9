package import Money

/// Reads every journal Flowkeep knows: ledger, hledger and beancount.
///
/// - Source: docs/spec/journal-formats.md.
package struct FileJournalReader: JournalReader {
    package init() {}

    package func read(
        _ bytes: [UInt8],
        format: JournalFormat?,
        encoding: TextEncoding?
    ) throws(StatementError) -> JournalDocument {
        guard bytes.count <= StatementLimits.fileByteCount else { throw .tooLarge }
        guard !bytes.isEmpty else { throw .empty }
        if let kind = OtherFiles.kind(bytes) { throw .otherKindOfFile(kind) }
        let decoded = try TextDecoder.decode(bytes, chosen: encoding)
        guard decoded.bytes.contains(where: { $0 > 0x20 }) else { throw .empty }
        if OtherFiles.isWebPage(decoded.bytes) { throw .otherKindOfFile(.webPage) }
        guard let format = format ?? Self.format(of: decoded.bytes) else { throw .unknownFormat }
        let document =
            switch format {
            case .beancount: try BeancountReader.read(decoded.bytes, encoding: decoded.encoding)
            case .ledger, .hledger:
                try LedgerReader.read(decoded.bytes, format: format, encoding: decoded.encoding)
            }
        let isNothing = document.transactions.isEmpty && document.accounts.isEmpty && document.prices.isEmpty
        if isNothing, document.rejectedCount == 0 { throw .unknownFormat }
        return document
    }

    /// By the first lines that are no comment; nil when nothing looks like a journal.
    ///
    /// The bytes are UTF-8.
    package static func format(of bytes: [UInt8]) -> JournalFormat? {
        var lines = JournalLines(Array(bytes.prefix(1 << 16)))
        var looksLikeLedger = false
        while let range = lines.next() {
            let text = String(decoding: lines.bytes[range].prefix(256), as: UTF8.self)
            let words = text.split(separator: " ", maxSplits: 3).map(String.init)
            guard let first = words.first, !text.hasPrefix(";") else { continue }
            let second = words.count > 1 ? words[1] : ""
            if first == "option" || first == "plugin", second.hasPrefix("\"") { return .beancount }
            var date = first[...]
            if !text.hasPrefix(" "), LedgerDates.take(&date, year: 2000) != nil {
                let isQuoted = words.count > 2 && words[2].hasPrefix("\"")
                if ["open", "balance", "pad", "txn", "price", "custom", "close"].contains(second) { return .beancount }
                if isQuoted, second == "*" || second == "!" { return .beancount }
                if second == "|" || text.contains(" | ") { return .hledger }
                // A table has its delimiter right after the date.
                looksLikeLedger = looksLikeLedger || date.isEmpty || date.first == "="
            }
            if first == "decimal-mark" { return .hledger }
            if first == "commodity", second.utf8.first.map({ $0 >= 0x30 && $0 <= 0x39 }) == true { return .hledger }
            if ["account", "commodity", "P", "D", "apply"].contains(first), !second.isEmpty { looksLikeLedger = true }
        }
        return looksLikeLedger ? .ledger : nil
    }
}
