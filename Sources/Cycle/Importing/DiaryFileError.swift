/// Why nothing of a file can be imported.
///
/// No case carries text of the file.
package enum DiaryFileError: Error, Hashable, Sendable {
    case empty
    /// More than ``DiaryImportLimits/fileByteCount``, or ``DiaryImportLimits/streamByteCount`` of an `export.xml`.
    case tooLarge
    /// More values than ``DiaryImportLimits/valueCount``.
    case tooManyValues
    /// JSON nested deeper than any diary is.
    case tooDeep
    /// JSON that ends in the middle, or is not JSON after the first bytes.
    case damaged
    /// Neither UTF-8 nor UTF-16.
    case notText
    case otherKindOfFile(OtherKind)
    /// A table, JSON or XML of nothing that is known here.
    case unknownFormat

    /// Kinds of file that people choose by mistake.
    package enum OtherKind: UInt8, Hashable, Sendable, CaseIterable {
        /// As Apple Health, Clue and Flo hand them out: to be unpacked first.
        case zip = 1
        case pdf = 2
        case picture = 3
        /// gzip, 7z and their like.
        case compressed = 4
        /// xls and other compound files.
        case compound = 5
        case webPage = 6
        /// SQLite, as some apps keep their backups.
        case database = 7
        /// `export_cda.xml`, which stands beside the `export.xml` of Apple Health.
        case clinicalDocument = 8
    }

    /// A stable name for the API's problem type.
    package var code: String {
        switch self {
        case .empty: "empty-file"
        case .tooLarge: "file-too-large"
        case .tooManyValues: "too-many-values"
        case .tooDeep: "nested-too-deep"
        case .damaged: "damaged"
        case .notText: "not-text"
        case .otherKindOfFile: "other-kind-of-file"
        case .unknownFormat: "unknown-format"
        }
    }
}
