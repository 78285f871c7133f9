package import Money

/// Reads every statement format Flowkeep knows: OFX 1 and 2, QFX, QIF, CAMT.053, MT940, CSV and its
/// relatives.
///
/// - Source: docs/spec/statement-import.md.
package struct FileStatementReader: StatementReader {
    package init() {}

    package func read(_ bytes: [UInt8], options: StatementReadingOptions) throws(StatementError) -> StatementDocument {
        guard bytes.count <= StatementLimits.fileByteCount else { throw .tooLarge }
        guard !bytes.isEmpty else { throw .empty }
        if let kind = OtherFiles.kind(bytes) { throw .otherKindOfFile(kind) }
        let decoded = try TextDecoder.decode(bytes, chosen: options.encoding)
        guard decoded.bytes.contains(where: { $0 > 0x20 }) else { throw .empty }
        if OtherFiles.isWebPage(decoded.bytes) { throw .otherKindOfFile(.webPage) }
        var document =
            switch options.format ?? FormatDetector.format(decoded.bytes) {
            case .ofxSGML, .ofxXML, .qfx:
                try OFXReader.read(decoded.bytes, encoding: decoded.encoding, options: options)
            case .qif: try QIFReader.read(decoded.bytes, encoding: decoded.encoding, options: options)
            case .camt: try CAMTReader.read(decoded.bytes, encoding: decoded.encoding)
            case .mt940: try MT940Reader.read(decoded.bytes, encoding: decoded.encoding)
            case .delimited: try DelimitedReader.read(decoded.bytes, encoding: decoded.encoding, options: options)
            }
        document.notes.insert(.encoding(decoded.encoding, because: decoded.reason), at: 0)
        let isNothing = document.rowCount == 0 && document.rejectedCount == 0 && document.questions.isEmpty
        // A statement without movements is a statement; a file with none of either is something else.
        if isNothing, document.sections.isEmpty { throw .unknownFormat }
        return document
    }
}
