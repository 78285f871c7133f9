/// The words of days, in every language of the catalogue.
///
/// All are read in every language: who writes `gestern` means yesterday.
///
/// - Source: docs/spec/quick-add.md §4.
package enum DayWords {
    /// What days are counted in.
    package enum Unit: Hashable, Sendable { case day, week, month, quarter, year }

    package static func weekday(_ key: String) -> Int? { weekdays[key] ?? weekdays[bare(key)] }
    package static func month(_ key: String) -> Int? { months[bare(key)] }

    /// Abbreviations may have their dot.
    package static func bare(_ key: String) -> String { key.hasSuffix(".") ? String(key.dropLast()) : key }

    /// ISO numbers.
    ///
    /// Two letters are a word elsewhere, so they need their dot.
    private static let weekdays = WordKey.table([
        (1, "monday mon montag mo. सोमवार सोम"), (2, "tuesday tue tues dienstag di. मंगलवार मंगल"),
        (3, "wednesday wed mittwoch mi. बुधवार बुध"),
        (4, "thursday thu thur thurs donnerstag do. गुरुवार गुरूवार बृहस्पतिवार वीरवार"),
        (5, "friday fri freitag fr. शुक्रवार शुक्र"), (6, "saturday sat samstag sonnabend sa. शनिवार शनि"),
        (7, "sunday sun sonntag so. रविवार इतवार"),
    ])
    /// “On Fridays”, as one word.
    package static let everyWeekday = WordKey.table([
        (1, "mondays montags"), (2, "tuesdays dienstags"), (3, "wednesdays mittwochs"), (4, "thursdays donnerstags"),
        (5, "fridays freitags"), (6, "saturdays samstags"), (7, "sundays sonntags"),
    ])
    private static let months = WordKey.table([
        (1, "january jan januar jänner जनवरी"), (2, "february feb februar फ़रवरी"), (3, "march mar märz mär मार्च"),
        (4, "april apr अप्रैल"), (5, "may mai मई"), (6, "june jun juni जून"), (7, "july jul juli जुलाई"),
        (8, "august aug अगस्त"), (9, "september sep sept सितंबर सितम्बर"),
        (10, "october oct oktober okt अक्टूबर अक्तूबर"),
        (11, "november nov नवंबर नवम्बर"), (12, "december dec dezember dez दिसंबर दिसम्बर"),
    ])
    package static let units = WordKey.table([
        (Unit.day, "day days tag tage tagen tages दिन दिनों"),
        (.week, "week weeks woche wochen हफ़्ता हफ़्ते हफ़्तों सप्ताह सप्ताहों"),
        (.month, "month months monat monate monaten monats महीना महीने महीनों माह"),
        (.quarter, "quarter quarters quartal quartale quartals तिमाही"),
        (.year, "year years jahr jahre jahren jahres साल सालों वर्ष वर्षों"),
    ])
    package static let numbers = WordKey.table([
        (1, "one a an ein eine einem einer einen एक"), (2, "two zwei दो"), (3, "three drei तीन"), (4, "four vier चार"),
        (5, "five fünf पाँच पांच"), (6, "six sechs छह छः"), (7, "seven sieben सात"), (8, "eight acht आठ"),
        (9, "nine neun नौ"), (10, "ten zehn दस"), (11, "eleven elf ग्यारह"), (12, "twelve zwölf बारह"),
    ])
    /// `3`, `three`; at most four digits.
    package static func number(_ key: String) -> Int? {
        if let number = numbers[key] { return number }
        guard key.utf8.count <= 4, key.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int(key)
    }

    /// The day of a month in `1st` and `1.` alike.
    package static func ordinal(_ key: String) -> Int? {
        for ending in ["st", "nd", "rd", "th", "."] where key.hasSuffix(ending) {
            let digits = key.dropLast(ending.count)
            guard (1...2).contains(digits.utf8.count), digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
                return nil
            }
            return Int(digits).flatMap { (1...31).contains($0) ? $0 : nil }
        }
        return nil
    }

    /// Days by their distance from today; the second is the other way to read the word.
    package static let relativeDays: [(words: [String], days: Int, other: Int?)] = relativeDayRows.map { row in
        (row.text.split(separator: " ").map { WordKey.key($0) }, row.days, row.other)
    }

    private static let relativeDayRows: [(text: String, days: Int, other: Int?)] = [
        ("day before yesterday", -2, nil), ("day after tomorrow", 2, nil), ("today", 0, nil), ("tonight", 0, nil),
        ("last night", -1, nil), ("letzte nacht", -1, nil), ("gestern abend", -1, nil), ("yesterday", -1, nil),
        ("tomorrow", 1, nil), ("heute abend", 0, nil), ("heute morgen", 0, nil), ("heute früh", 0, nil),
        ("कल रात", -1, 1), ("heute", 0, nil), ("gestern", -1, nil), ("vorgestern", -2, nil), ("morgen", 1, nil),
        ("übermorgen", 2, nil), ("आज", 0, nil), ("बीता कल", -1, nil), ("बीते कल", -1, nil), ("आने वाला कल", 1, nil),
        ("कल", -1, 1), ("परसों", -2, 2),
    ]

    package static let lastWords = WordKey.set("last letzten letzter letzte letztes पिछले पिछला आख़िरी अंतिम")
    package static let nextWords = WordKey.set("next nächsten nächster nächste kommenden अगले अगला")
    /// Before a week or a longer time, which is no day.
    package static let spans = lastWords.union(nextWords).union(
        WordKey.set("previous past vorige vorigen voriger voriges vergangene vergangenen vergangenes coming")
    )
    /// `पिछले महीने का किराया`: what it is for, not when.
    package static let ofAfter = WordKey.set("का की के")
    package static let agoBefore = WordKey.set("vor")
    package static let agoAfter = WordKey.set("ago पहले")
    package static let aheadBefore = WordKey.set("in")
    package static let aheadAfter = WordKey.set("बाद hence")

    // MARK: Around days

    package static let dayLinks = WordKey.set("on at for the am an den der from starting since ab seit beginnend से को")
    /// Before a day in figures as short as an amount: `am 3.11`.
    package static let dateLinks = WordKey.set("am on vom ab seit bis den")
}
