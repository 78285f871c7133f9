import Primitives

/// Words of what repeats.
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
    static let adverbs: [String: (unit: DayWords.Unit, every: Int)] = table([
        ((unit: DayWords.Unit.day, every: 1), "daily täglich रोज़ रोज़ाना प्रतिदिन दैनिक"),
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
