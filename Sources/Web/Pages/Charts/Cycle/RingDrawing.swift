import Cycle
import Foundation

/// The geometry of a ring: days clockwise from the top, with a gap there between the last and the first.
struct RingDrawing {
    /// Which marks are drawn alike.
    enum Group: Hashable {
        case period, past, ahead, likely, maybe

        init(_ mark: RingDays.Mark) {
            self =
                switch mark {
                case .period: .period
                case .past: .past
                case .ahead: .ahead
                case .likely: .likely
                case .maybe: .maybe
                }
        }
    }

    let box: Double
    private let size: CycleRing.Size
    private let count: Int
    private let inner: Double
    private let outer: Double
    /// How far the highest mark reaches beyond the others.
    private let reach: Double
    private let pitch: Double
    private let gap: Double

    private static let topGap = 16.0  // degrees

    init(_ size: CycleRing.Size, count: Int) {
        self.size = size
        self.count = count
        let isFull = size == .full
        (box, inner, outer, reach) = isFull ? (360, 126, 138, 28) : (168, 60, 67, 12.3)
        pitch = (360 - Self.topGap) / Double(count)
        gap = min(isFull ? 0.8 : 1, pitch * 0.15)
    }

    private var middle: Double { box / 2 }

    /// How far beyond the others a mark of a day reaches.
    func height(_ mark: RingDays.Mark, chance: Double, highest: Double) -> Double {
        switch mark {
        case .past, .ahead: 0
        case .period(let level):
            switch level {
            case .none: 0
            case .spotting: reach * 0.18
            case .light: reach * 0.34
            case .medium: reach * 0.62
            case .heavy: reach * 0.93
            case .veryHeavy: reach
            }
        case .likely, .maybe: highest > 0 ? reach * (0.2 + 0.8 * chance / highest) : 0
        }
    }

    func segment(_ day: Int, height: Double) -> String {
        let from = angle(before: day) + gap
        return path(from: from, to: angle(before: day + 1) - gap, inner: inner, outer: outer + height)
    }

    /// The arc inside of the ring; nil where none of it is on the ring.
    func arc(_ days: ClosedRange<Int>) -> String? {
        let (first, last) = (max(1, days.lowerBound), min(count, days.upperBound))
        guard first <= last else { return nil }
        return path(from: angle(before: first) + gap, to: angle(before: last + 1) - gap, inner: 111, outer: 119)
    }

    /// Every seventh day, where nothing else stands.
    func labels(_ days: RingDays) -> [ChartLabel] {
        stride(from: 7, through: count, by: count > 70 ? 14 : 7).compactMap { day in
            guard abs(day - days.today) > max(1, count / 30) else { return nil }
            switch days.mark(day) {
            case .past, .ahead: break
            case .period, .likely, .maybe: return nil
            }
            let place = point(angle(before: day) + pitch / 2, radius: 152)
            return ChartLabel(String(day), x: place.x, y: place.y + 4, .middle)
        }
    }

    func dot(_ day: Int) -> CycleRing.Dot {
        let isFull = size == .full
        let radius = isFull ? 132.0 : 63.5
        let place = point(angle(before: min(day, count)) + pitch / 2, radius: radius)
        return CycleRing.Dot(
            x: ChartNumber.text(place.x),
            y: ChartNumber.text(place.y),
            halo: isFull ? "20" : "11",
            radius: isFull ? "16" : "8.5",
            number: isFull ? String(day) : nil,
            textY: ChartNumber.text(place.y + 4.7)
        )
    }

    func words(_ day: Int, caption: [String]) -> [CycleRing.Line] {
        let x = ChartNumber.text(middle)
        guard size == .full else {
            return [
                CycleRing.Line(style: "r-day", x: x, y: "67", text: localized("Day")),
                CycleRing.Line(style: "r-mid", x: x, y: "104", text: String(day)),
            ]
        }
        return [
            CycleRing.Line(style: "r-day", x: x, y: "134", text: localized("Day")),
            CycleRing.Line(style: "r-big", x: x, y: "202", text: String(day)),
        ]
            + caption.prefix(2).enumerated().map { place, text in
                CycleRing.Line(
                    style: place == 0 ? "r-sub" : "r-sub r-sub--b",
                    x: x,
                    y: place == 0 ? "230" : "250",
                    text: text
                )
            }
    }

    /// Degrees clockwise from the top.
    private func angle(before day: Int) -> Double { Self.topGap / 2 + pitch * Double(day - 1) }

    private func point(_ degrees: Double, radius: Double) -> (x: Double, y: Double) {
        let radians = degrees * .pi / 180
        return (middle + radius * sin(radians), middle - radius * cos(radians))
    }

    private func path(from: Double, to: Double, inner: Double, outer: Double) -> String {
        let isLarge = to - from > 180 ? "1" : "0"
        func corner(_ degrees: Double, _ radius: Double) -> String {
            let place = point(degrees, radius: radius)
            return ChartNumber.text(place.x) + " " + ChartNumber.text(place.y)
        }
        let (far, near) = (ChartNumber.text(outer), ChartNumber.text(inner))
        return "M\(corner(from, outer))A\(far) \(far) 0 \(isLarge) 1 \(corner(to, outer))"
            + "L\(corner(to, inner))A\(near) \(near) 0 \(isLarge) 0 \(corner(from, inner))z"
    }
}
