import Primitives

extension QuickAddLexicon {
    /// What days are counted in.
    enum Unit { case day, week, month, quarter, year }

    static func weekday(_ key: String) -> Int? { weekdays[key] ?? weekdays[bare(key)] }
    static func month(_ key: String) -> Int? { months[bare(key)] }

    /// Abbreviations may have their dot.
    static func bare(_ key: String) -> String { key.hasSuffix(".") ? String(key.dropLast()) : key }

    /// ISO numbers.
    ///
    /// Two letters are a word elsewhere, so they need their dot.
    private static let weekdays = table([
        (1, "monday mon montag mo. सोमवार सोम"), (2, "tuesday tue tues dienstag di. मंगलवार मंगल"),
        (3, "wednesday wed mittwoch mi. बुधवार बुध"),
        (4, "thursday thu thur thurs donnerstag do. गुरुवार गुरूवार बृहस्पतिवार वीरवार"),
        (5, "friday fri freitag fr. शुक्रवार शुक्र"), (6, "saturday sat samstag sonnabend sa. शनिवार शनि"),
        (7, "sunday sun sonntag so. रविवार इतवार"),
    ])
    /// “On Fridays”, as one word.
    static let everyWeekday = table([
        (1, "mondays montags"), (2, "tuesdays dienstags"), (3, "wednesdays mittwochs"), (4, "thursdays donnerstags"),
        (5, "fridays freitags"), (6, "saturdays samstags"), (7, "sundays sonntags"),
    ])
    private static let months = table([
        (1, "january jan januar jänner जनवरी"), (2, "february feb februar फ़रवरी"), (3, "march mar märz mär मार्च"),
        (4, "april apr अप्रैल"), (5, "may mai मई"), (6, "june jun juni जून"), (7, "july jul juli जुलाई"),
        (8, "august aug अगस्त"), (9, "september sep sept सितंबर सितम्बर"),
        (10, "october oct oktober okt अक्टूबर अक्तूबर"),
        (11, "november nov नवंबर नवम्बर"), (12, "december dec dezember dez दिसंबर दिसम्बर"),
    ])
    static let units = table([
        (Unit.day, "day days tag tage tagen tages दिन दिनों"),
        (.week, "week weeks woche wochen हफ़्ता हफ़्ते हफ़्तों सप्ताह सप्ताहों"),
        (.month, "month months monat monate monaten monats महीना महीने महीनों माह"),
        (.quarter, "quarter quarters quartal quartale quartals तिमाही"),
        (.year, "year years jahr jahre jahren jahres साल सालों वर्ष वर्षों"),
    ])
    static let numbers = table([
        (1, "one a an ein eine einem einer einen एक"), (2, "two zwei दो"), (3, "three drei तीन"), (4, "four vier चार"),
        (5, "five fünf पाँच पांच"), (6, "six sechs छह छः"), (7, "seven sieben सात"), (8, "eight acht आठ"),
        (9, "nine neun नौ"), (10, "ten zehn दस"), (11, "eleven elf ग्यारह"), (12, "twelve zwölf बारह"),
    ])
    /// `3`, `three`; at most four digits.
    static func number(_ key: String) -> Int? {
        if let number = numbers[key] { return number }
        guard key.utf8.count <= 4, key.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int(key)
    }

    /// The day of a month in `1st` and `1.` alike.
    static func ordinal(_ key: String) -> Int? {
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
    static let relativeDays: [(words: [String], days: Int, other: Int?)] = relativeDayRows.map { row in
        (row.text.split(separator: " ").map { QuickAddLine.key($0) }, row.days, row.other)
    }

    private static let relativeDayRows: [(text: String, days: Int, other: Int?)] = [
        ("day before yesterday", -2, nil), ("day after tomorrow", 2, nil), ("today", 0, nil), ("tonight", 0, nil),
        ("last night", -1, nil), ("letzte nacht", -1, nil), ("gestern abend", -1, nil), ("yesterday", -1, nil),
        ("tomorrow", 1, nil), ("heute abend", 0, nil), ("heute morgen", 0, nil), ("heute früh", 0, nil),
        ("कल रात", -1, 1), ("heute", 0, nil), ("gestern", -1, nil), ("vorgestern", -2, nil), ("morgen", 1, nil),
        ("übermorgen", 2, nil), ("आज", 0, nil), ("बीता कल", -1, nil), ("बीते कल", -1, nil), ("आने वाला कल", 1, nil),
        ("कल", -1, 1), ("परसों", -2, 2),
    ]

    static let lastWords = set("last letzten letzter letzte letztes पिछले पिछला आख़िरी अंतिम")
    static let nextWords = set("next nächsten nächster nächste kommenden अगले अगला")
    /// Before a week or a longer time, which is no day.
    static let spans = lastWords.union(nextWords).union(
        set("previous past vorige vorigen voriger voriges vergangene vergangenen vergangenes coming")
    )
    /// `पिछले महीने का किराया`: what it is for, not when.
    static let ofAfter = set("का की के")
    static let agoBefore = set("vor")
    static let agoAfter = set("ago पहले")
    static let aheadBefore = set("in")
    static let aheadAfter = set("बाद hence")
}

// MARK: Repeating

extension QuickAddLexicon {
    /// `asks`: nothing else is meant by it, so a rule that cannot be read is asked about.
    static let every = set("every jeden jede jedes jeder हर each alle प्रति")
    static let everyAsks = set("every jeden jedes हर")
    static let others = set("other alternate")
    /// Said of days and of steps alike: “every second Friday” is either.
    static let ordinalWords = table([
        (1, "first ersten erster erste erstes पहले पहली पहला"),
        (2, "second zweiten zweiter zweite zweites दूसरे दूसरी"),
        (3, "third dritten dritter dritte drittes तीसरे तीसरी"), (4, "fourth vierten vierter vierte चौथे चौथी"),
    ])
    static let adverbs: [String: (unit: Unit, every: Int)] = table([
        ((unit: Unit.day, every: 1), "daily täglich रोज़ रोज़ाना प्रतिदिन दैनिक"),
        ((.week, 1), "weekly wöchentlich साप्ताहिक"), ((.week, 2), "fortnightly zweiwöchentlich पाक्षिक"),
        ((.month, 1), "monthly monatlich मासिक"),
        ((.quarter, 1), "quarterly vierteljährlich quartalsweise त्रैमासिक"),
        ((.month, 6), "half-yearly halbjährlich छमाही"), ((.year, 1), "yearly annually jährlich सालाना वार्षिक"),
    ])
    /// Every two weeks or twice a week: nobody knows.
    static let adverbAsks = set(
        "biweekly bi-weekly semiweekly semi-weekly bimonthly bi-monthly semimonthly semi-monthly biannual biannually"
    )
    /// `twice a month`: how often, but not when.
    static let counts = set("once twice thrice einmal zweimal dreimal viermal")
    static let perWords = set("a an per each every im in pro die der jede jeden jedes का की के में")
    static let workingDays: [[String]] = [
        "working day", "working days", "business day", "business days", "workday", "workdays", "weekday", "weekdays",
        "arbeitstag", "arbeitstage", "arbeitstages", "werktag", "werktage", "bankarbeitstag", "कामकाजी दिन",
        "कार्य दिवस", "कार्यदिवस",
    ].map { $0.split(separator: " ").map { QuickAddLine.key($0) } }
    /// Between `every` and its days.
    static let onWords = set("on the of in am an im der des den dem को की के का में पर")
    static let dateWords = set("तारीख")
    static let untilBefore = set("until till bis")
    static let untilAfter = set("तक")
    static let times = set("times x mal instalments installments raten किस्तें बार")
    static let during = set("for für")
}
