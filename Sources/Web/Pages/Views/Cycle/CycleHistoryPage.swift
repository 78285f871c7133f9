/// What the diary says of cycles past: lengths, hits, symptoms, temperatures.
package struct CycleHistoryPage: Page {
    package static let template = PageTemplate.cycleHistory
    package var place: Place { .cycle(.history) }
    package let title = localized("History")

    let lead: String
    let isEmpty: Bool
    let figures: [Figure]
    let hasFigures: Bool
    let lengths: LengthChart?
    let rows: [Row]
    /// Where all cycles are listed, when not all of them are.
    let allPath: String?
    /// How many questions the diary has, in a sentence; nil for none.
    let questions: String?
    let next: StartChart?
    /// The next start in words, or why nothing is said.
    let nextSentence: String?
    let hits: [Hit]
    let hasHits: Bool
    let hitsSentence: String
    let symptoms: FeelingsView?
    let moods: FeelingsView?
    let temperature: TemperatureView?
    /// Numbers of its rules, as its words name them.
    let rules: Rules

    struct Figure: Sendable {
        let label: String
        let value: String
        /// Such as ` days`.
        let unit: String
        let note: String?
    }

    /// A cycle, and what she can say of it.
    struct Row: Sendable, NamedParts {
        let path: String
        /// Where its temperatures are.
        let chartPath: String
        let day: String
        let length: String
        let note: String
        /// Why it is left out; nil where it counts.
        let leftOut: String?
        let isRunning: Bool
        let isExcluded: Bool
        /// She said that a period is missing in it.
        let isIncomplete: Bool
        /// She said that nothing is.
        let isWhole: Bool

        func part(_ name: String) -> Any? {
            switch name {
            case "path": path
            case "chartPath": chartPath
            case "day": day
            case "length": length
            case "note": note
            case "leftOut": leftOut
            case "isRunning": isRunning
            case "isExcluded": isExcluded
            case "isIncomplete": isIncomplete
            case "isWhole": isWhole
            default: nil
            }
        }
    }

    /// A start beside what would have been said of it.
    struct Hit: Sendable, NamedParts {
        let day: String
        let estimate: String
        let isInside: Bool
        /// Such as `2 days late`; why nothing was compared.
        let result: String
        let isCompared: Bool

        func part(_ name: String) -> Any? {
            switch name {
            case "day": day
            case "estimate": estimate
            case "isInside": isInside
            case "result": result
            case "isCompared": isCompared
            default: nil
            }
        }
    }

    struct Rules: Sendable {
        let cycles: String
    }
}

/// Symptoms, or moods, through the cycle.
struct FeelingsView: Sendable {
    /// How many cycles and days it rests on.
    let lead: String
    let courses: [Course]
    let hasCourses: Bool
    let findings: [String]
    let hasFindings: Bool
    let phases: ChartTable?

    /// One symptom in ten parts of the cycle.
    struct Course: Sendable {
        let name: String
        let sentence: String
        let parts: [Part]
    }

    struct Part: Sendable, NamedParts {
        /// `sy0` to `sy4`.
        let step: String
        /// In percent of the width.
        let x: String
        let title: String

        func part(_ name: String) -> Any? {
            switch name {
            case "step": step
            case "x": x
            case "title": title
            default: nil
            }
        }
    }
}

/// The temperatures of one cycle, with the cycles around it.
struct TemperatureView: Sendable {
    let heading: String
    /// Which cycle, such as `4 Nov, day 17`.
    let label: String
    let previousPath: String?
    let nextPath: String?
    let chart: TemperatureChart?
    let signs: TwoSigns?
    /// The list of readings by number, such as `All 17 readings`.
    let count: String
}
