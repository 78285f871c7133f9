/// The names of months and weekdays in a locale, and the order of a date's parts.
///
/// - Source: Unicode CLDR 45, gregorian calendar of en-IN, en-US, hi and de.
struct CalendarWords: Sendable {
    let months: [String]
    let shortMonths: [String]
    let weekdays: [String]
    let shortWeekdays: [String]

    init(_ locale: PageLocale) {
        switch locale {
        case .englishIndia, .englishBritain, .englishAmerica: self = Self.english
        case .hindi: self = Self.hindi
        case .german: self = Self.german
        }
    }

    private init(months: String, shortMonths: String, weekdays: String, shortWeekdays: String) {
        func list(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
        self.months = list(months)
        self.shortMonths = list(shortMonths)
        self.weekdays = list(weekdays)
        self.shortWeekdays = list(shortWeekdays)
    }

    private static let english = CalendarWords(
        months: "January February March April May June July August September October November December",
        shortMonths: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        weekdays: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        shortWeekdays: "Mon Tue Wed Thu Fri Sat Sun"
    )
    private static let hindi = CalendarWords(
        months: "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
        shortMonths: "जन॰ फ़र॰ मार्च अप्रैल मई जून जुल॰ अग॰ सित॰ अक्टू॰ नव॰ दिस॰",
        weekdays: "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
        shortWeekdays: "सोम मंगल बुध गुरु शुक्र शनि रवि"
    )
    private static let german = CalendarWords(
        months: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        shortMonths: "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
        weekdays: "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        shortWeekdays: "Mo Di Mi Do Fr Sa So"
    )
}
