import CQRCode

/// A QR code as a path of squares, for a picture that no other site draws.
package struct QRCode: Sendable {
    /// Light squares around it, which readers need.
    private static let margin = 4

    /// How many squares it is wide, margins included.
    package let side: Int
    /// The dark squares, as SVG path data: one stroke for each run.
    package let path: String

    /// Draws a text; nil where it is too long for any code.
    package init?(_ text: String) {
        // Medium: a quarter of the squares may be smeared on a screen and it still reads.
        guard let code = unsafe QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { unsafe QRcode_free(code) }
        let width = Int(unsafe code.pointee.width)
        // unsafe: the library gives width × width bytes, which live until they are freed above.
        let squares = unsafe Array(UnsafeBufferPointer(start: code.pointee.data, count: width * width))
        side = width + 2 * Self.margin
        path = Self.path(squares, width: width)
    }

    /// The lowest bit of a byte says whether its square is dark.
    private static func path(_ squares: [UInt8], width: Int) -> String {
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                guard squares[row * width + column] & 1 == 1 else {
                    column += 1
                    continue
                }
                let start = column
                while column < width, squares[row * width + column] & 1 == 1 { column += 1 }
                path += "M\(start + margin) \(row + margin)h\(column - start)v1h-\(column - start)z"
            }
        }
        return path
    }
}
