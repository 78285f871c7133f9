import Money
import Primitives

/// What came in above the line, what went out below it, and a tick at what was kept, month by month.
///
/// Every mark is recorded: nothing in it is an estimate.
struct FlowChart: Sendable {
    let views: [View]
    let table: ChartTable

    /// One drawing of the chart.
    struct View: Sendable {
        let size: String
        let width: String
        let height: String
        let id: String
        let sentence: String
        let axis: ChartAxis
        let months: [ChartLabel]
        let incoming: [ChartShape]
        let outgoing: [ChartShape]
        let kept: [Tick]
    }

    struct Tick: Sendable {
        let x1: String
        let x2: String
        let y: String
        let title: String
    }

    /// - `months`: The first day of each, in order.
    /// - `flows`: One for each month.
    /// - `isRunning`: Whether the last month has days to come.
    init(months: [CalendarDay], flows: [FlowTotals], isRunning: Bool, _ text: ChartText) {
        let sentence = Self.sentence(months, flows, isRunning, text)
        views = ChartSize.allCases.map { size in
            Drawing(months: months, flows: flows, isRunning: isRunning, size: size, text: text).view(sentence)
        }
        let words = text.words
        table = ChartTable(
            caption: sentence,
            head: words("Month"),
            columns: [words("In"), words("Out"), words("Kept")],
            rows: zip(months, flows).enumerated().map { place, entry in
                let isLast = isRunning && place == months.count - 1
                let month = text.month(entry.0)
                return (
                    isLast ? words("{month}, so far", ["month": month]) : month,
                    [entry.1.incoming, entry.1.outgoing, entry.1.kept].map { text.money($0) }
                )
            }
        )
    }

    private static func sentence(
        _ months: [CalendarDay],
        _ flows: [FlowTotals],
        _ isRunning: Bool,
        _ text: ChartText
    ) -> String {
        guard let first = months.first, let last = months.last, let flow = flows.last else { return "" }
        let values = [
            "first": text.month(first), "last": text.month(last), "in": text.amount(flow.incoming),
            "out": text.amount(flow.outgoing), "kept": text.amount(flow.kept),
        ]
        return isRunning
            ? text.words(
                "Money in and out, {first} to {last}. {last} so far: in {in}, out {out}, kept {kept}.",
                values
            )
            : text.words("Money in and out, {first} to {last}. {last}: in {in}, out {out}, kept {kept}.", values)
    }

    /// The geometry of one view.
    private struct Drawing {
        let months: [CalendarDay]
        let flows: [FlowTotals]
        let isRunning: Bool
        let size: ChartSize
        let text: ChartText

        private static let cornerRadius = 3.0
        private static let barWidthMaximum = 30.0

        private var height: Double { size == .narrow ? 236 : 264 }

        func view(_ sentence: String) -> View {
            let values = flows.flatMap { [max(0, $0.incoming), 0 - max(0, $0.outgoing), $0.kept] }
            let scale = ChartScale(values, top: 10, bottom: height - 30, intervals: 5)
            let axis = ChartAxis(scale, width: size.width, text)
            let pitch = axis.right / Double(max(1, flows.count))
            let barWidth = min(Self.barWidthMaximum, pitch * 0.58)
            func left(_ place: Int) -> Double { pitch * (Double(place) + 0.5) - barWidth / 2 }
            func shape(_ place: Int, _ value: Int64, isIn: Bool) -> ChartShape? {
                guard value > 0 else { return nil }
                let end = scale.y(isIn ? value : 0 - value)
                let path = Self.bar(x: left(place), width: barWidth, from: scale.y(0), to: end)
                let values = ["month": text.month(months[place]), "amount": text.amount(value)]
                let title =
                    isIn ? text.words("{month}: in {amount}", values) : text.words("{month}: out {amount}", values)
                return ChartShape(path: path, title: title, isNow: place == flows.count - 1)
            }
            return View(
                size: size.rawValue,
                width: ChartNumber.text(size.width),
                height: ChartNumber.text(height),
                id: "flow-" + size.rawValue,
                sentence: sentence,
                axis: axis,
                months: labels(pitch),
                incoming: flows.indices.compactMap { shape($0, flows[$0].incoming, isIn: true) },
                outgoing: flows.indices.compactMap { shape($0, flows[$0].outgoing, isIn: false) },
                kept: flows.indices.filter { flows[$0].incoming != 0 || flows[$0].outgoing != 0 }.map { place in
                    let values = ["month": text.month(months[place]), "amount": text.amount(flows[place].kept)]
                    return Tick(
                        x1: ChartNumber.text(left(place) - 3),
                        x2: ChartNumber.text(left(place) + barWidth + 3),
                        y: ChartNumber.text(scale.y(flows[place].kept)),
                        title: text.words("{month}: kept {amount}", values)
                    )
                }
            )
        }

        /// A bar with round corners at its far end; one unit high at least, or a small amount would not be seen.
        private static func bar(x: Double, width: Double, from zero: Double, to end: Double) -> String {
            let isUp = end <= zero
            let height = max(1, (zero - end).magnitude)
            let radius = min(cornerRadius, height)
            let tip = isUp ? zero - height + radius : zero + height - radius
            let number = ChartNumber.text
            let (r, side) = (number(radius), number(width - 2 * radius))
            let turn = isUp ? "-" + r : r
            let back = isUp ? r : "-" + r
            return "M\(number(x)) \(number(zero))V\(number(tip))q0 \(turn) \(r) \(turn)h\(side)q\(r) 0 \(r) \(back)"
                + "V\(number(zero))z"
        }

        /// Each month's name where there is room, else every other one; the last always, and alone where it is long.
        private func labels(_ pitch: Double) -> [ChartLabel] {
            let last = months.count - 1
            return months.indices.compactMap { place in
                guard size != .narrow || (last - place) % 2 == 0 else { return nil }
                let room = pitch * Double(last - place)
                guard place == last || Self.width(label(place)) / 2 + Self.width(label(last)) / 2 < room else {
                    return nil
                }
                return ChartLabel(
                    label(place),
                    x: pitch * (Double(place) + 0.5),
                    y: height - 6,
                    .middle,
                    isNow: place == last
                )
            }
        }

        private func label(_ place: Int) -> String {
            let month = text.shortMonth(months[place])
            return place == months.count - 1 && isRunning ? text.words("{month} so far", ["month": month]) : month
        }

        /// Of a label in units of the drawing, about: letters of eleven units' height, and a gap.
        private static func width(_ label: String) -> Double { Double(label.count) * 6.2 + 6 }
    }
}
