/// The fields of a line while it is read.
struct DiaryDraft {
    var entry = DayEntry()

    var level: Bleeding.Level?
    var mark: Bleeding.Mark?
    var clots: BleedingEntry.Clots?
    var products: [BleedingEntry.Product: Int] = [:]
    var bleedingIsExcluded = false
    /// Where clots, products or a mark stand.
    var bleedingRange: Range<Int>?

    var feeling: CervicalMucus.Feeling?
    var texture: CervicalMucus.Texture?
    var mucusIsExcluded = false

    var opening: Cervix.Opening?
    var firmness: Cervix.Firmness?
    var position: Cervix.Position?
    var cervixIsExcluded = false

    var sleep: Int?
    var quality: Int?

    /// Puts together what several words say; nil where clots or products have no level.
    mutating func finish() {
        if let level {
            let bleeding = Bleeding(level, mark: mark ?? .none, isExcluded: bleedingIsExcluded)
            entry.bleeding = BleedingEntry(bleeding, clots: clots, products: products)
        }
        entry.mucus = CervicalMucus(feeling: feeling, texture: texture, isExcluded: mucusIsExcluded)
        entry.cervix = Cervix(
            opening: opening,
            firmness: firmness,
            position: position,
            isExcluded: cervixIsExcluded
        )
        if let sleep { entry.sleep = SleepEntry(minutes: sleep, quality: quality) }
    }
}
