import Cycle

/// Why nothing of a diary's file can be used, in one sentence that says what would help.
enum DiaryFileSentences {
    static func sentence(_ error: DiaryFileError) -> String {
        switch error {
        case .empty: localized("The file is empty.")
        case .tooLarge:
            localized("The file is too large. Only the export.xml of Apple Health may have more than 20 MB.")
        case .tooManyValues: localized("The file has more entries than any diary.")
        case .tooDeep: localized("The file is nested deeper than any diary.")
        case .damaged: localized("The file ends in the middle, or is damaged. Export it again.")
        case .notText: localized("The file is not text.")
        case .otherKindOfFile(let kind): sentence(kind)
        case .unknownFormat:
            localized("It is no diary that is known here: drip, Clue, Flo, Natural Cycles, Mensinator, Apple Health.")
        }
    }

    private static func sentence(_ kind: DiaryFileError.OtherKind) -> String {
        switch kind {
        case .zip: localized("It is a zip archive. Unpack it and choose the file inside.")
        case .compressed: localized("It is a compressed file. Unpack it and choose the file inside.")
        case .pdf: localized("It is a PDF. Choose the export for programs instead.")
        case .picture: localized("It is a picture. Choose the export for programs instead.")
        case .compound: localized("It is a document of an office program. Choose the export for programs instead.")
        case .webPage: localized("It is a web page. Choose the export for programs instead.")
        case .database: localized("It is a database. Choose the export for programs instead.")
        case .clinicalDocument: localized("It is export_cda.xml. Choose export.xml, which stands beside it.")
        }
    }
}
