package import Primitives

/// An event of a calendar: on whole days, or at a time of one.
///
/// - Source: docs/spec/diary-export.md §6.
package struct CalendarEvent: Hashable, Sendable {
    /// Our own words and ids, which the name of the event is made of.
    package let key: String
    package let days: ClosedRange<CalendarDay>
    /// Minutes since midnight, wherever she is; nil for whole days.
    package let minuteOfDay: Int?
    package let title: String
    package let note: String?
    package let reminderDays: Int?

    package init(
        key: String,
        days: ClosedRange<CalendarDay>,
        minuteOfDay: Int? = nil,
        title: String,
        note: String? = nil,
        reminderDays: Int? = nil
    ) {
        self.key = key
        self.days = days
        self.minuteOfDay = minuteOfDay
        self.title = title
        self.note = note
        self.reminderDays = reminderDays
    }
}

/// What events are called.
package struct CalendarTitles: Hashable, Sendable {
    /// Of the calendar.
    package var calendar: String
    package var period: String
    /// Stands before the name of a method.
    package var renewal: String
    /// Every event is called ``calendar``, and nothing else of it leaves but its day.
    package var isNeutral: Bool

    package init(calendar: String, period: String, renewal: String) {
        self.calendar = calendar
        self.period = period
        self.renewal = renewal
        isNeutral = false
    }

    /// One word of hers, such as "Note", for the calendar and all in it.
    package init(neutral word: String) {
        (calendar, period, renewal) = (word, word, word)
        isNeutral = true
    }
}

/// The events of a diary's calendar.
package enum CalendarEvents {
    /// How likely it is that the next start lies in the days of its event.
    package static let mass = 0.8

    /// - `prediction`: Nil where nothing is predicted, or she wants none.
    /// - `items`: Of the diary, by their ids.
    package static func events(
        _ contents: CalendarFeedContent.Contents,
        prediction: CyclePrediction?,
        items: [UInt64: CycleItem],
        titles: CalendarTitles
    ) -> [CalendarEvent] {
        var events: [CalendarEvent] = []
        if contents.contains(.periods), let prediction { events += periods(prediction, titles) }
        for (id, item) in items.sorted(by: { $0.key < $1.key }) {
            switch item {
            case .method(let method) where contents.contains(.renewals):
                if let event = renewal(method, id, titles) { events.append(event) }
            case .appointment(let appointment) where contents.contains(.appointments):
                events.append(event(appointment, id, titles))
            default: break
            }
        }
        return events.sorted { ($0.days.lowerBound, $0.key) < ($1.days.lowerBound, $1.key) }
    }

    private static func periods(_ prediction: CyclePrediction, _ titles: CalendarTitles) -> [CalendarEvent] {
        prediction.starts.enumerated().map { place, start in
            // By the start it is counted from: a better estimate moves the event, a new start ends it.
            CalendarEvent(
                key: "period \(prediction.lastStart.iso) \(place + 1)",
                days: start.interval(mass),
                title: titles.period
            )
        }
    }

    private static func renewal(_ method: MethodContent, _ id: UInt64, _ titles: CalendarTitles) -> CalendarEvent? {
        guard let day = method.nextRenewal else { return nil }
        let title = titles.isNeutral ? titles.renewal : "\(titles.renewal): \(method.name)"
        return CalendarEvent(key: "renewal \(DiaryIDText.text(id)) \(day.iso)", days: day...day, title: title)
    }

    private static func event(
        _ appointment: AppointmentContent,
        _ id: UInt64,
        _ titles: CalendarTitles
    ) -> CalendarEvent {
        CalendarEvent(
            key: "appointment \(DiaryIDText.text(id))",
            days: appointment.day...appointment.day,
            minuteOfDay: appointment.minuteOfDay,
            title: titles.isNeutral ? titles.calendar : appointment.title,
            note: titles.isNeutral ? nil : appointment.note,
            reminderDays: appointment.reminderDays
        )
    }
}
