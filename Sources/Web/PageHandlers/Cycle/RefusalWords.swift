import Cycle
import Primitives

/// Why the diary says nothing about days to come.
struct RefusalWords {
    let text: BodyText
    private var words: Words { text.words }

    func sentence(_ refusal: PredictionRefusal) -> String {
        switch refusal {
        case .pregnant: words("In a pregnancy nothing is estimated.")
        case .noStart: words("No period is logged yet, so nothing is estimated.")
        case .startInFuture(let day):
            words(
                "A period is logged for {day}, which is still to come. Until then nothing is estimated.",
                ["day": text.medium(day)]
            )
        case .modeChanged:
            words("What the diary is for changed in this cycle. It is like none before, so nothing is estimated.")
        case .tooFewCycles(let have, let need):
            words.count(
                have,
                one: "{count} complete cycle counts so far. An estimate needs {need}.",
                other: "{count} complete cycles count so far. An estimate needs {need}.",
                ["need": String(need)]
            )
        case .tooLongAgo(let days):
            words.count(
                days,
                one: "The last period began {count} day ago. After so long nothing is estimated.",
                other: "The last period began {count} days ago. After so long nothing is estimated."
            )
        }
    }
}
