/// The widths a chart is drawn in; the stylesheet shows the one that fits, so that text never falls below 11 pixels.
enum ChartSize: String, Sendable, CaseIterable {
    case narrow
    case mid
    case wide

    var width: Double {
        switch self {
        case .narrow: 328
        case .mid: 640
        case .wide: 896
        }
    }
}
