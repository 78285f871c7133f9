/// A4, upright, in points.
enum Paper {
    static let width = 595.276
    static let height = 841.89
    static let margin = 48.0
    /// Kept free at the foot for the number of the page.
    static let foot = 28.0

    static var textWidth: Double { width - 2 * margin }
    static var textHeight: Double { height - 2 * margin - foot }
}

/// A part of a page whose place is known: drawn from its top downwards.
struct PlacedPiece {
    let y: Double
    let draw: (Canvas, _ y: Double) -> Void
}

/// What is laid out before it is placed.
struct Piece {
    let height: Double
    /// It may not be the last on a page: a heading stands with what it is of.
    var keepsWithNext = false
    let draw: (Canvas, _ y: Double) -> Void
}

/// Puts pieces on pages.
enum Pages {
    static func placed(_ pieces: [Piece]) -> [[PlacedPiece]] {
        var pages: [[PlacedPiece]] = [[]]
        var y = 0.0
        for (place, piece) in pieces.enumerated() {
            var needed = piece.height
            // With what it keeps with, as far as a page goes.
            var next = place
            while pieces[next].keepsWithNext, next + 1 < pieces.count {
                next += 1
                needed += pieces[next].height
            }
            if y > 0, y + min(needed, Paper.textHeight) > Paper.textHeight {
                pages.append([])
                y = 0
            }
            pages[pages.count - 1].append(PlacedPiece(y: Paper.margin + y, draw: piece.draw))
            y += piece.height
        }
        return pages
    }
}
