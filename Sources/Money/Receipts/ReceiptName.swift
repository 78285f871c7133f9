/// What a receipt is called: the name its file had, made fit to be kept.
///
/// A file's name is seldom typed, so what is wrong with one is mended and never refused.
package enum ReceiptName {
    private static let fallback = "receipt"

    /// `name`: as the client sent it, any text.
    package static func proposed(for name: String, _ media: ReceiptMedia) -> String {
        var stem = name.unicodeScalars.prefix(4 * MoneyLimits.nameCharacters).reduce(into: "") { text, scalar in
            text.unicodeScalars.append(isSeparator(scalar) ? " " : scalar)
        }
        let ending = stem.split(separator: ".", omittingEmptySubsequences: false).last.map { $0.lowercased() } ?? ""
        // An ending that says what the file is goes, and so does one that says what it is not.
        let known = Set(ReceiptMedia.allCases.flatMap(\.fileExtensions)).union(["heic", "heif", "bmp", "gif", "exe"])
        if stem.contains("."), known.contains(ending) { stem.removeLast(ending.count + 1) }
        let suffix = "." + media.fileExtension
        let scalars = stem.unicodeScalars.prefix(MoneyLimits.nameCharacters - suffix.unicodeScalars.count)
        do throws(MoneyError) {
            return try TextCheck.name(TextCheck.name(String(scalars), .name) + suffix, .name)
        } catch {
            return fallback + suffix
        }
    }

    /// Slashes would make folders of a name; controls and marks of direction make it read as another one.
    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "/" || scalar == "\\" || scalar == ":" || TextCheck.isRefused(scalar, takesLines: false)
    }
}
