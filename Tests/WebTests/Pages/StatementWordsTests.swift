import Foundation
import Money
import Testing

@testable import Web

@Suite("Words about statement files")
struct StatementWordsTests {
    private let german: Words

    init() throws {
        german = Words(.german, try WordCatalogue(.german, in: PageRenderer.resources.appending(path: "locales")))
    }

    /// What `make` gives in English, and then in German: the first must not stay for everybody.
    private func both(_ make: () -> [String]) -> (english: [String], german: [String]) {
        (Words.$current.withValue(.english, operation: make), Words.$current.withValue(german, operation: make))
    }

    @Test("the columns of a file are named in the language of each page, whoever asked first")
    func columns() {
        let labels = both { (ImportMapping.roles + ImportMapping.orders + ImportMapping.decimals).map(\.label) }
        #expect(labels.english.first == "Leave out" && labels.german.first == "Weglassen")
        let same = zip(labels.english, labels.german).filter { $0 == $1 }.map(\.0)
        #expect(same == ["Tags"], "German says it like that, too")
        let roles = ColumnRole.allCases.map(ImportFormReader.word)
        #expect(Set(roles).count == roles.count, "each column can be what it was found to be")
        #expect(Set(roles) == Set(ImportMapping.roles.map(\.value)))
    }

    @Test("what was found, what is open and why a file was refused has a sentence in every language")
    func sentences() {
        let notes: [StatementNote] = [
            .encoding(.utf8, because: .declared), .delimiter(0x09), .delimiter(0x3B), .header(line: 3), .noHeader,
            .preamble(lineCount: 1), .footer(lineCount: 2), .dateOrder(.dayMonthYear, because: .rowsRunInOrder),
            .decimalMark(.comma, because: .amounts), .signs(.asWritten, because: .format),
            .signs(.inverted, because: .chosen), .signs(.debitsAreNegative, because: .debitColumn),
            .everyAmountIsPositive, .rememberedMapping, .cardNumbersMasked(count: 2),
        ]
        let questions: [StatementQuestion] = [
            .dateOrder([.dayMonthYear, .monthDayYear]), .decimalMark, .columns([.date, .amount]),
        ]
        let errors: [StatementError] =
            [
                .empty, .tooLarge, .tooManyRows, .tooManyAccounts, .tooDeep, .documentTypeRefused, .notText,
                .notInEncoding, .unknownEncoding, .unknownFormat, .mappingDoesNotFit,
            ] + StatementError.OtherFileKind.allCases.map { .otherKindOfFile($0) }
        let sentences = both {
            notes.map(StatementWords.sentence) + questions.map(StatementWords.sentence)
                + errors.map(StatementWords.sentence)
        }
        for (english, german) in zip(sentences.english, sentences.german) {
            #expect(english != german)
            #expect(english.hasSuffix(".") && !english.contains("{") && !german.contains("{"), "\(english) \(german)")
        }
        let order = "Tage stehen in der Reihenfolge Tag, Monat, Jahr: nur so laufen die Zeilen der Zeit nach."
        #expect(sentences.german.contains(order))
        #expect(sentences.english.contains("No column was recognised for: Date, Amount. Say which it is."))
    }
}
