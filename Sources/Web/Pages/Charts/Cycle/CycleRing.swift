import Cycle
import Foundation

/// A cycle as a ring: each day a segment, what is recorded solid, what is estimated hatched, today a dark dot.
package struct CycleRing: Sendable {
    /// How large it is drawn.
    package enum Size: String, Sendable {
        case full, mini
    }

    let size: String
    let box: String
    /// What it shows in one sentence.
    let sentence: String
    let periods: [String]
    let pasts: [String]
    let aheads: [String]
    let likelies: [String]
    let maybes: [String]
    /// The arc of fertile days; nil where none is shown.
    let fertile: String?
    let labels: [ChartLabel]
    let today: Dot
    let words: [Line]

    /// Today, on the ring.
    struct Dot: Sendable {
        let x: String
        let y: String
        let halo: String
        let radius: String
        /// The number in it and where it stands; nil where it is too small for one.
        let number: String?
        let textY: String
    }

    /// A line of text in the middle.
    struct Line: Sendable, NamedParts {
        let style: String
        let x: String
        let y: String
        let text: String

        func part(_ name: String) -> Any? {
            switch name {
            case "style": style
            case "x": x
            case "y": y
            case "text": text
            default: nil
            }
        }
    }

    /// - `caption`: Two short lines under the number, of which the second is bold; the small ring has none.
    package init(_ days: RingDays, _ size: Size, sentence: String, caption: [String] = []) {
        let drawing = RingDrawing(size, count: days.count)
        self.size = size.rawValue
        self.sentence = sentence
        box = ChartNumber.text(drawing.box)
        var paths: [RingDrawing.Group: [String]] = [:]
        for day in 1...days.count {
            let mark = days.mark(day)
            let height = drawing.height(mark, chance: days.chances[day] ?? 0, highest: days.chances.values.max() ?? 0)
            paths[RingDrawing.Group(mark), default: []].append(drawing.segment(day, height: height))
        }
        periods = paths[.period] ?? []
        pasts = paths[.past] ?? []
        aheads = paths[.ahead] ?? []
        likelies = paths[.likely] ?? []
        maybes = paths[.maybe] ?? []
        fertile = size == .full ? days.fertile.flatMap { drawing.arc($0) } : nil
        labels = size == .full ? drawing.labels(days) : []
        today = drawing.dot(days.today)
        words = drawing.words(days.today, caption: caption)
    }
}
