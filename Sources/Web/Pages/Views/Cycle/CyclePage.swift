/// The diary at a glance: the ring, what it says of the days to come and what that rests on.
package struct CyclePage: Page {
    package static let template = PageTemplate.cycle
    package var place: Place { .cycle(.overview) }
    package let title = localized("Diary")

    /// Nil before the first period.
    let ring: CycleRing?
    let hasRing: Bool
    /// Nothing is logged that begins a cycle.
    let isEmpty: Bool
    let hasFertile: Bool
    let hasEstimate: Bool
    let facts: [CycleFact]
    let hasFacts: Bool
    /// Why nothing is said of the days to come, in a notice; nil where something is.
    let refusal: Refusal?
    let log: LogChips
    let next: NextStart?
    let questions: [QuestionView]
    let hasQuestions: Bool
    let months: [MonthGrid]
    let earlier: String
    let later: String
    /// Whether predictions are switched on.
    let predicts: Bool
    /// Whether withdrawal bleedings are spoken of, not periods.
    let isHormonal: Bool

    /// A refusal, and what can be done about it.
    package struct Refusal: Sendable {
        let head: String
        let text: String
        let link: Link?

        package init(head: String, text: String, link: Link? = nil) {
            self.head = head
            self.text = text
            self.link = link
        }
    }

    /// Somewhere to go on.
    package struct Link: Sendable {
        let path: String
        let label: String

        package init(path: String, label: String) {
            self.path = path
            self.label = label
        }
    }

    /// When the next one may start, in words and as a chart.
    package struct NextStart: Sendable {
        let head: String
        /// A sentence in three parts, of which the second and the fourth are bold.
        let say: Spoken
        let notes: [String]
        /// What it rests on.
        let basis: String
        let chart: StartChart
        /// The three after it, one line each.
        let later: [String]

        package init(head: String, say: Spoken, notes: [String], basis: String, chart: StartChart, later: [String]) {
            self.head = head
            self.say = say
            self.notes = notes
            self.basis = basis
            self.chart = chart
            self.later = later
        }
    }

    package init(
        ring: CycleRing?,
        facts: [CycleFact],
        refusal: Refusal? = nil,
        isEmpty: Bool = false,
        log: LogChips,
        next: NextStart? = nil,
        questions: [QuestionView] = [],
        months: [MonthGrid],
        earlier: String,
        later: String,
        predicts: Bool,
        isHormonal: Bool = false
    ) {
        self.isHormonal = isHormonal
        self.ring = ring
        hasRing = ring != nil
        self.isEmpty = isEmpty
        hasFertile = ring?.fertile != nil
        hasEstimate = next != nil
        self.facts = facts
        hasFacts = !facts.isEmpty
        self.refusal = refusal
        self.log = log
        self.next = next
        self.questions = questions
        hasQuestions = !questions.isEmpty
        self.months = months
        self.earlier = earlier
        self.later = later
        self.predicts = predicts
    }
}

/// A labelled figure with a line under it.
package struct CycleFact: Sendable {
    let label: String
    let value: String
    let note: String?

    package init(_ label: String, _ value: String, note: String? = nil) {
        self.label = label
        self.value = value
        self.note = note
    }
}

/// A sentence whose two ends stand out: before, first, between, second, after.
package struct Spoken: Sendable, Hashable {
    let before: String
    let first: String
    let between: String
    let second: String
    let after: String

    /// - `sentence`: With `{first}` and `{second}` in it, in this order.
    package init(_ sentence: String, first: String, second: String) {
        let head = sentence.ranges(of: "{first}").first
        let tail = sentence.ranges(of: "{second}").first
        guard let head, let tail, head.upperBound <= tail.lowerBound else {
            (before, self.first, between, self.second, after) = (sentence, "", "", "", "")
            return
        }
        before = String(sentence[..<head.lowerBound])
        self.first = first
        between = String(sentence[head.upperBound..<tail.lowerBound])
        self.second = second
        after = String(sentence[tail.upperBound...])
    }
}

/// What can be logged for a day with one tap, and what is logged already.
package struct LogChips: Sendable {
    let head: String
    /// Where a tap is sent.
    let action: String
    /// The path of the page the tap returns to.
    let next: String
    let chips: [Chip]
    /// The day sheet.
    let dayPath: String
    /// Shown where no period is running: one tap says that it began.
    let canStart: Bool
    /// Whether the way to the sheet is the main thing of the page.
    let isMain: Bool

    package struct Chip: Sendable {
        /// What the tap sends; nil for one that leads to the sheet.
        let value: String?
        let path: String?
        let icon: String
        let label: String
        let isOn: Bool
        /// 1 to 3; nil where there is no intensity.
        let level: LevelDots?

        package init(
            value: String? = nil,
            path: String? = nil,
            icon: String,
            label: String,
            isOn: Bool,
            level: Int? = nil
        ) {
            self.value = value
            self.path = path
            self.icon = icon
            self.label = label
            self.isOn = isOn
            self.level = level.map { LevelDots($0) }
        }
    }

    package init(
        head: String,
        day: String,
        next: String,
        chips: [Chip],
        canStart: Bool
    ) {
        self.head = head
        self.next = next
        self.chips = chips
        self.canStart = canStart
        isMain = next != "/today"
        dayPath = "/cycle/day/" + day
        action = "/cycle/day/\(day)/log"
    }
}

/// One to three dots.
package struct LevelDots: Sendable {
    let isTwo: Bool
    let isThree: Bool
    let label: String

    package init(_ level: Int) {
        isTwo = level >= 2
        isThree = level >= 3
        label = localized("level {level} of 3", ["level": "\(level)"])
    }
}

/// Something the diary asks, with the answers as forms; it decides nothing.
package struct QuestionView: Sendable {
    let id: String
    let text: String
    let why: String?
    /// The fields every answer carries.
    let about: String
    let of: String
    let answers: [Answer]
    /// A day to add, where one may have been forgotten: proposed and free to change.
    let adding: Adding?

    package struct Answer: Sendable {
        let value: String
        let label: String

        package init(_ value: String, _ label: String) {
            self.value = value
            self.label = label
        }
    }

    package struct Adding: Sendable {
        let id: String
        let label: String
        let day: String
        let first: String
        let last: String

        package init(id: String, label: String, day: String, first: String, last: String) {
            self.id = id
            self.label = label
            self.day = day
            self.first = first
            self.last = last
        }
    }

    package init(
        id: String,
        text: String,
        why: String? = nil,
        about: String,
        day: String,
        answers: [Answer],
        adding: Adding? = nil
    ) {
        self.id = id
        self.text = text
        self.why = why
        self.about = about
        of = day
        self.answers = answers
        self.adding = adding
    }
}
