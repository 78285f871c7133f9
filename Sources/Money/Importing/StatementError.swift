/// Why nothing of a file can be imported.
///
/// No case carries text of the file.
package enum StatementError: Error, Hashable, Sendable {
    case empty
    /// More than ``StatementLimits/fileByteCount``.
    case tooLarge
    case tooManyRows
    case tooManyAccounts
    /// Elements nested deeper than ``StatementLimits/depth``.
    case tooDeep
    /// The XML declares a document type or entities, which no statement needs and attacks use.
    case documentTypeRefused
    /// Not text: most likely damaged or encrypted.
    case notText
    /// A spreadsheet, PDF, archive or picture: it has to be saved as CSV, OFX or QIF first.
    case otherKindOfFile(OtherFileKind)
    /// Bytes that the declared or chosen encoding does not allow.
    case notInEncoding
    /// The system's iconv does not know the encoding.
    case unknownEncoding
    /// No format fits the content.
    case unknownFormat
    /// The chosen mapping names columns the file does not have.
    case mappingDoesNotFit

    /// Kinds of file that people upload by mistake.
    package enum OtherFileKind: UInt8, Sendable, CaseIterable {
        case pdf = 1
        /// xlsx, ods, numbers, zip: all are zip archives.
        case zip = 2
        /// xls and other compound files.
        case compound = 3
        case picture = 4
        case compressed = 5
        case webPage = 6
    }

    /// A stable name for the API's problem type.
    package var code: String {
        switch self {
        case .empty: "empty-file"
        case .tooLarge: "file-too-large"
        case .tooManyRows: "too-many-rows"
        case .tooManyAccounts: "too-many-accounts"
        case .tooDeep: "nested-too-deep"
        case .documentTypeRefused: "document-type-refused"
        case .notText: "not-text"
        case .otherKindOfFile: "other-kind-of-file"
        case .notInEncoding: "not-in-encoding"
        case .unknownEncoding: "unknown-encoding"
        case .unknownFormat: "unknown-format"
        case .mappingDoesNotFit: "mapping-does-not-fit"
        }
    }

    /// One sentence for the person, with what to do.
    package var sentence: String {
        switch self {
        case .empty: "The file is empty."
        case .tooLarge: "The file is larger than 20 MB; split it by year."
        case .tooManyRows: "The file has more than 250,000 rows; split it by year."
        case .tooManyAccounts: "The file has more than 256 accounts; split it."
        case .tooDeep: "The file nests its elements deeper than any statement does, so it was refused."
        case .documentTypeRefused:
            "The file declares XML entities or a document type, which statements never need, so it was refused."
        case .notText: "The file is not text; it may be damaged or encrypted."
        case .otherKindOfFile(.pdf): "This is a PDF; download the statement as OFX, QIF or CSV instead."
        case .otherKindOfFile(.zip): "This is a spreadsheet or an archive; save it as CSV, or unpack it first."
        case .otherKindOfFile(.compound): "This is an old spreadsheet; save it as CSV first."
        case .otherKindOfFile(.picture): "This is a picture; download the statement as OFX, QIF or CSV instead."
        case .otherKindOfFile(.compressed): "This file is compressed; unpack it first."
        case .otherKindOfFile(.webPage): "This is a web page; download the statement as OFX, QIF or CSV instead."
        case .notInEncoding: "The file has bytes that its encoding does not allow; choose another encoding."
        case .unknownEncoding: "This encoding is not known on this machine; choose another."
        case .unknownFormat:
            "No transactions were found: the file is none of OFX, QFX, QIF, CAMT.053, MT940, CSV and TSV."
        case .mappingDoesNotFit: "The chosen columns are not in this file; choose them again."
        }
    }
}
