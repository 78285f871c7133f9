/// Where in a file something stands.
package struct FilePlace: Hashable, Sendable {
    /// What is counted.
    package enum Part: UInt8, Hashable, Sendable, CaseIterable {
        /// A line of a table.
        case line = 1
        /// An element of the list the file is.
        case entry = 2
        /// A cycle of Flo's.
        case cycle = 3
        /// Something logged in Flo, whichever of its lists it stands in.
        case event = 4
        case note = 5
        /// A symptom on a day, in Mensinator's file.
        case symptom = 6
        /// A day of ovulation, in Mensinator's file.
        case ovulation = 7
        /// A `Record` of Apple Health, whatever it records.
        case record = 8
    }

    package let part: Part
    /// From 1.
    package let number: Int

    package init(_ part: Part, _ number: Int) {
        self.part = part
        self.number = number
    }
}

/// Something a file says that does not become part of the diary, and why.
///
/// Entries that are alike are one, with their number.
package struct SkippedEntry: Hashable, Sendable {
    /// Why it was skipped.
    ///
    /// Raw values are in sealed import records: never renumber, never reuse.
    package enum Reason: UInt8, Hashable, Sendable, CaseIterable {
        /// It has no day.
        case noDay = 1
        /// Its day is not one of the calendar, such as 30 February.
        case notADay = 2
        /// What it records is understood, and Flowkeep keeps no such thing: exercise, water, "no pain today".
        case notKept = 3
        /// What it records is in no description of the format.
        case unknownKind = 4
        /// The kind is known and the value is not.
        case unknownValue = 5
        case notANumber = 6
        /// Outside of what a body has: a temperature of 99 °C.
        case outOfRange = 7
        /// The unit is none of those that are read.
        case unknownUnit = 8
        /// The file has another value of the same kind on the same day.
        case secondValue = 9
        /// Marked as deleted in the other app.
        case deleted = 10
        case endBeforeStart = 11
        /// A period of more than ``DiaryImportLimits/periodDays``.
        case tooLongAPeriod = 12
        /// A product on a day without any word on bleeding.
        case productWithoutBleeding = 13
        /// More of the kind than a day takes.
        case tooManyOnADay = 14
        /// More days than ``DiaryImportLimits/dayCount``.
        case tooManyDays = 15
        /// More names than ``DiaryImportLimits/nameCount``.
        case tooManyNames = 16
        /// A text that is kept, and shortened to what a note or name takes.
        case textShortened = 17
        /// A line with more or fewer columns than the header.
        case columnCount = 18
        /// A quote is opened and never closed, or text follows where it closes.
        case badQuoting = 19
        case tooLong = 20
        /// Bytes that are not text.
        case notText = 21
        /// Not of the shape that an entry of this format has.
        case malformed = 22
        /// The file ends in the middle; what stood before is read.
        case truncated = 23

        /// A stable name for the API.
        package var code: String {
            switch self {
            case .noDay: "no-day"
            case .notADay: "not-a-day"
            case .notKept: "not-kept"
            case .unknownKind: "unknown-kind"
            case .unknownValue: "unknown-value"
            case .notANumber: "not-a-number"
            case .outOfRange: "out-of-range"
            case .unknownUnit: "unknown-unit"
            case .secondValue: "second-value"
            case .deleted: "deleted"
            case .endBeforeStart: "end-before-start"
            case .tooLongAPeriod: "too-long-a-period"
            case .productWithoutBleeding: "product-without-bleeding"
            case .tooManyOnADay: "too-many-on-a-day"
            case .tooManyDays: "too-many-days"
            case .tooManyNames: "too-many-names"
            case .textShortened: "text-shortened"
            case .columnCount: "column-count"
            case .badQuoting: "bad-quoting"
            case .tooLong: "too-long"
            case .notText: "not-text"
            case .malformed: "malformed"
            case .truncated: "truncated"
            }
        }
    }

    package let reason: Reason
    /// The first of them.
    package let place: FilePlace
    /// The word of the file that it is about, for the person's own screen and nowhere else: at most
    /// ``DiaryImportLimits/excerptCharacters``, or empty.
    package let excerpt: String
    package fileprivate(set) var count: Int

    package init(_ reason: Reason, at place: FilePlace, excerpt: String = "", count: Int = 1) {
        self.reason = reason
        self.place = place
        self.excerpt = excerpt
        self.count = count
    }
}

/// Everything of a file that was skipped, in the order it was met, in bounded memory.
package struct SkippedEntries: Hashable, Sendable {
    private struct Kind: Hashable {
        let reason: SkippedEntry.Reason
        let excerpt: String
    }

    /// At most ``DiaryImportLimits/skippedKinds``.
    package private(set) var listed: [SkippedEntry] = []
    /// How many there were altogether; more than ``listed`` says where the list is full.
    package private(set) var count = 0
    private var index: [Kind: Int] = [:]

    package init() {}

    /// How many are in no row of ``listed``: the "and N more" below them.
    package var unlistedCount: Int { count - listed.reduce(0) { $0 + $1.count } }

    /// The excerpt is cut here, and what would not show is left out of it.
    package mutating func append(_ reason: SkippedEntry.Reason, at place: FilePlace, excerpt: String = "") {
        count += 1
        let excerpt = Self.shown(excerpt)
        let kind = Kind(reason: reason, excerpt: excerpt)
        if let known = index[kind] {
            listed[known].count += 1
        } else if listed.count < DiaryImportLimits.skippedKinds {
            index[kind] = listed.count
            listed.append(SkippedEntry(reason, at: place, excerpt: excerpt))
        }
    }

    private static func shown(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(DiaryImportLimits.excerptCharacters) {
            let isShown = scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
            shown.append(isShown ? scalar : " ")
        }
        return String(shown)
    }
}
