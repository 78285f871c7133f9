/// The diaries that can be read.
///
/// Raw values are in sealed import records: never renumber, never reuse.
///
/// - Source: docs/spec/diary-import.md §3.
package enum DiaryFormat: UInt8, Hashable, Sendable, CaseIterable {
    case drip = 1
    /// `measurements.json`, a list with one value in each entry.
    case clue = 2
    /// The older file, with one entry for each day.
    case clueLegacy = 3
    case flo = 4
    case naturalCycles = 5
    case mensinator = 6
    /// `export.xml`, read as it arrives.
    case appleHealth = 7
    case flowkeepJSON = 8
    case flowkeepCSV = 9

    /// A stable name for the API.
    package var code: String {
        switch self {
        case .drip: "drip"
        case .clue: "clue"
        case .clueLegacy: "clue-legacy"
        case .flo: "flo"
        case .naturalCycles: "natural-cycles"
        case .mensinator: "mensinator"
        case .appleHealth: "apple-health"
        case .flowkeepJSON: "flowkeep-json"
        case .flowkeepCSV: "flowkeep-csv"
        }
    }
}
