/// The one line on Today, and what was read from it.
package struct QuickAddView: Sendable {
    let text: String
    let tokens: [Token]
    let questions: [String]
    let hasReading: Bool
    let isComplete: Bool
    /// Offer to read it as a line of the diary.
    let mayBeDiary: Bool
    /// It was read as one: offer to read it as money.
    let isDiary: Bool
    /// She said that it is one, which holds while she changes it.
    let isChosen: Bool
    /// It is one, and the diary is not started or is locked.
    let isDiaryClosed: Bool

    /// What the diary has to do with the line.
    package enum Diary: Sendable {
        case no, maybe, read, closed
    }

    /// One thing that was understood.
    package struct Token: Sendable {
        let icon: String
        let label: String
        let reason: String?
        let isMain: Bool

        /// What the token says; it chooses the icon.
        package enum Meaning: String, Sendable {
            case moneyOut = "minus"
            case moneyIn = "plus"
            case transfer = "arrow"
            case category = "filter"
            case account = "wallet"
            case day = "cal"
            case payee = "note"
            case tag = "list"
            case repeats = "repeat"
        }

        /// `reason`: why it was read so: `from “coffee”`, `used last`.
        ///
        /// `icon`: where the thing has one of its own.
        package init(_ meaning: Meaning, _ label: String, reason: String? = nil, icon: String? = nil) {
            self.icon = icon ?? meaning.rawValue
            self.label = label
            self.reason = reason
            isMain = meaning == .moneyOut || meaning == .moneyIn || meaning == .transfer
        }
    }

    /// Nothing typed yet.
    package static let blank = QuickAddView(text: "", tokens: [], questions: [])

    /// `text`: the line as it was typed.
    ///
    /// `questions`: what is missing or could mean two things, a sentence each; empty when all was understood.
    ///
    /// `diary`: what the diary has to do with it; `isChosen`: because she said so.
    package init(text: String, tokens: [Token], questions: [String], diary: Diary = .no, isChosen: Bool = false) {
        self.text = text
        self.tokens = tokens
        self.questions = questions
        hasReading = !tokens.isEmpty || !questions.isEmpty
        isComplete = !tokens.isEmpty && questions.isEmpty
        mayBeDiary = diary == .maybe
        self.isChosen = isChosen
        isDiary = diary == .read || diary == .closed
        isDiaryClosed = diary == .closed
    }
}
