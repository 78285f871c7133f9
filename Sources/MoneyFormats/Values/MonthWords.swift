/// Names of months and weekdays in the languages of the header vocabulary, packed eight letters to a number.
enum MonthWords {
    /// Lower case without accents, English, German, French, Spanish, Italian, Portuguese, Dutch.
    private static let names = [
        "jan january januar janvier janv enero ene gennaio gen janeiro januari",
        "feb february februar fevrier fev fevr febrero febbraio fevereiro februari",
        "mar march marz mrz maerz mars marzo marco maart mrt",
        "apr april avril avr abril abr aprile",
        "may mai mayo maggio mag maio mei",
        "jun june juni juin junio giugno giu junho",
        "jul july juli juillet juil julio luglio lug julho",
        "aug august aout agosto ago augustus",
        "sep sept september septembre septiembre settembre set setembro",
        "oct october oktober okt octobre octubre ottobre ott outubro out",
        "nov november novembre noviembre novembro",
        "dec december dezember dez decembre diciembre dic dicembre dezembro",
    ]

    private static let noise = "st nd rd th er of de del den der dem do di le"
    private static let weekdays = """
        mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday \
        mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonntag \
        lun lundi mardi mer mercredi jeu jeudi ven vendredi sam samedi dim dimanche
        """

    private static let months: [UInt64: Int] = {
        var result: [UInt64: Int] = [:]
        for (index, words) in names.enumerated() {
            for word in words.split(separator: " ") { result[pack(word)] = index + 1 }
        }
        return result
    }()
    private static let noiseWords = Set(noise.split(separator: " ").map(pack))
    private static let weekdayWords = Set(weekdays.split(separator: " ").map(pack))

    private static func pack(_ word: Substring) -> UInt64 {
        word.utf8.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// 1 to 12; nil when the word is no month.
    static func month(_ packed: UInt64) -> Int? { months[packed] }

    /// Words that say nothing about the day.
    ///
    /// Weekdays only stand first.
    static func isNoise(_ packed: UInt64, isFirst: Bool) -> Bool {
        noiseWords.contains(packed) || (isFirst && weekdayWords.contains(packed))
    }
}
