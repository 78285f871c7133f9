// The parts every chart is made of name their own values: there are hundreds on a page, and reflection is not free.

/// A line across a chart at an amount.
struct ChartLine: Sendable, NamedParts {
    let y: String
    let x2: String
    let isZero: Bool

    func part(_ name: String) -> Any? {
        switch name {
        case "y": y
        case "x2": x2
        case "isZero": isZero
        default: nil
        }
    }
}

/// Words at a point of a chart.
struct ChartLabel: Sendable, NamedParts {
    enum Anchor: String, Sendable {
        case start, middle, end
    }

    let x: String
    let y: String
    let anchor: String
    let text: String
    /// The running month or today: bold.
    let isNow: Bool
    /// Covered with the other figures.
    let isMoney: Bool

    init(
        _ text: String,
        x: Double,
        y: Double,
        _ anchor: Anchor = .start,
        isNow: Bool = false,
        isMoney: Bool = false
    ) {
        self.x = ChartNumber.text(x)
        self.y = ChartNumber.text(y)
        self.anchor = anchor.rawValue
        self.text = text
        self.isNow = isNow
        self.isMoney = isMoney
    }

    func part(_ name: String) -> Any? {
        switch name {
        case "x": x
        case "y": y
        case "anchor": anchor
        case "text": text
        case "isNow": isNow
        case "isMoney": isMoney
        default: nil
        }
    }
}

/// A shape with the words a pointer finds on it.
struct ChartShape: Sendable, NamedParts {
    let path: String
    let title: String
    let isNow: Bool

    func part(_ name: String) -> Any? {
        switch name {
        case "path": path
        case "title": title
        case "isNow": isNow
        default: nil
        }
    }
}

/// A point with the words a pointer finds on it.
struct ChartPoint: Sendable, NamedParts {
    let x: String
    let y: String
    let title: String

    func part(_ name: String) -> Any? {
        switch name {
        case "x": x
        case "y": y
        case "title": title
        default: nil
        }
    }
}
