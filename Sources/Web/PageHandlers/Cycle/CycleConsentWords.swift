import Identity
import Primitives

/// What a person agreed to about her diary, as switches.
struct CycleConsentWords {
    /// In the order they are shown.
    static let purposes: [Purpose] = [.cycleDiary, .cyclePrediction, .cycleImport]

    let records: [ConsentStanding]
    let text: BodyText
    /// Of the clock that pages show, in minutes east of UTC.
    let utcOffsetMinutes: Int

    private var words: Words { text.words }

    func consents() -> [CycleSettingsPage.Consent] { Self.purposes.map(consent) }

    private func consent(_ purpose: Purpose) -> CycleSettingsPage.Consent {
        let record = records.first { $0.purpose == purpose }
        let isOn = record?.isInForce ?? false
        return CycleSettingsPage.Consent(
            id: purpose.name,
            heading: heading(purpose),
            sentence: sentence(purpose),
            meta: record.flatMap { meta($0, isOn: isOn) },
            isOn: isOn,
            isFixed: false
        )
    }

    private func heading(_ purpose: Purpose) -> String {
        switch purpose {
        case .cyclePrediction: words("Estimates")
        case .cycleImport: words("Files of other diaries")
        default: words("The diary itself")
        }
    }

    private func sentence(_ purpose: Purpose) -> String {
        switch purpose {
        case .cyclePrediction:
            words("Working out what is likely. Off: nothing is computed of days to come, the diary goes on.")
        case .cycleImport: words("Reading a file that you bring. Off: no file is read.")
        default: words("Keeping it and showing it to you. Off: it stays sealed, and nothing opens it.")
        }
    }

    private func meta(_ record: ConsentStanding, isOn: Bool) -> String? {
        let time = isOn ? record.given : record.withdrawn ?? record.given
        let day = text.medium(time.day(utcOffsetMinutes: utcOffsetMinutes))
        return isOn ? words("On since {day}.", ["day": day]) : words("Off since {day}.", ["day": day])
    }
}
