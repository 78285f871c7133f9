/// What the file of another diary may cost.
///
/// - Source: docs/spec/diary-import.md §2.
package enum DiaryImportLimits {
    /// 20 MiB, as for statements: a diary of twenty years in the most talkative format has five.
    package static let fileByteCount = 20 * 1024 * 1024
    /// 8 GiB: an `export.xml` is read as it arrives, and holds every heartbeat of a watch.
    package static let streamByteCount = 8 * 1024 * 1024 * 1024
    /// Commas and opening brackets of a JSON file, which bound what its tree takes.
    package static let valueCount = 2_000_000
    /// One row of a table, with the line breaks inside its quotes, and one tag of an `export.xml`.
    package static let recordByteCount = 64 * 1024
    package static let columnCount = 256
    /// Days of one file, more than a century.
    package static let dayCount = 40_000
    /// Cycles of one file that gives them by their ends: three centuries of them.
    package static let cycleCount = 4000
    /// Names of symptoms that Flowkeep does not have; moods and medicines likewise.
    package static let nameCount = 200
    package static let nameCharacters = 100
    /// Longer than this no period is: the two days that state it do not belong together.
    package static let periodDays = 60
    /// Kinds of skipped entries that are listed one by one; beyond it they are only counted.
    package static let skippedKinds = 200
    /// What is shown of an entry that was skipped.
    package static let excerptCharacters = 40
}
