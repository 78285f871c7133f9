import Cycle
import HTTPTypes
import Primitives

/// What the diary says of days past: `/cycle/history`, and which cycles count.
struct CycleHistoryPages: Sendable {
    static let path = "/cycle/history"

    let site: PageSite

    var endpoints: [Endpoint] { [show, mark] }

    private var show: Endpoint {
        .diaryPage(Self.path) { request in
            let mayPredict = try await CycleVault.mayPredict(request, site.services)
            let (today, words) = (site.today, site.words(request))
            let chosen = request.query["cycle"].flatMap { CalendarDay(iso: $0) }
            let showsAll = request.query["all"] == "yes"
            let page = try await CycleVault(request, site.services).read { book, _ in
                var source = CycleHistorySource(book, predicts: mayPredict)
                source.chosen = chosen
                source.showsAll = showsAll
                return CycleHistoryWords(source: source, text: BodyText(book, words, today: today)).page()
            }
            return try await site.answer(page, request)
        }
    }

    /// What a person says of a cycle, as the form sends it.
    private enum Said: String {
        case exclude, include, incomplete, whole, unknown

        func change(_ mark: inout CycleMark) {
            switch self {
            case .exclude: mark.isExcluded = true
            case .include: mark.isExcluded = false
            case .incomplete: mark.completeness = .incomplete
            case .whole: mark.completeness = .whole
            case .unknown: mark.completeness = .unknown
            }
        }
    }

    private var mark: Endpoint {
        .diaryForm(Self.path + "/cycles/{day}") { request in
            guard let start = CalendarDay(iso: request.parameter("day")) else { throw Problem(.notFound) }
            guard let said = request.form["do"].flatMap({ Said(rawValue: $0) }) else { throw Problem(.malformedBody) }
            let (_, change) = try await CycleVault(request, site.services).change(request) { plan throws(CycleError) in
                guard CycleList(plan.book.facts).cycles.contains(where: { $0.start == start }) else {
                    throw .notFound(.mark)
                }
                var mark = plan.book.mark(start) ?? CycleMark(start: start)
                said.change(&mark)
                try plan.setMark(mark)
            }
            return .seeOther(Self.path, .saved, diaryChange: change)
        }
    }
}

extension CycleHistorySource {
    /// - `predicts`: Whether she gave her consent to estimates.
    init(_ book: CycleBook, predicts: Bool) {
        let facts = book.facts
        let names = BookNames(book)
        self.init(
            facts: facts,
            list: CycleList(facts),
            days: book.diaryDays.map { ($0.day, $0.entry) },
            symptomName: { names.name(FeelingKey(.symptom, $0.rawValue)) ?? "" },
            moodName: { names.name(FeelingKey(.mood, $0.rawValue)) ?? "" },
            predicts: predicts && !book.settings.arePredictionsPaused
        )
    }
}

extension BodyText {
    init(_ book: CycleBook, _ words: Words, today: CalendarDay) {
        self.init(words: words, today: today, usesFahrenheit: book.settings.temperatureUnit == .fahrenheit)
    }
}
