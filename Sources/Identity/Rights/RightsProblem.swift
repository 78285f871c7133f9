package import Primitives

/// Why a request was not taken, or not answered.
package enum RightsProblem: Error, Hashable, Sendable {
    /// It says nothing without words.
    case empty
    case words(PlainText.Fault, maximum: Int)
    /// So many wait for an answer already, or are kept.
    case tooMany(maximum: Int)
    case unknown
    /// It was answered or taken back.
    case over
    case acknowledgedAlready
    case extendedAlready
    /// Its day has passed, or a law of its knows no extension.
    case notExtendable
    /// There is no such purpose to object to.
    case purpose
    /// Whoever agreed already; the second is somebody else.
    case agreedAlready
    /// Nobody is named, or not any more.
    case noNominee

    /// A text of the person or the staff, or why it is not taken; nil for an empty one.
    static func checked(_ text: String, maximum: Int) throws(RightsProblem) -> String? {
        do { return try PlainText.checked(text, maximum: maximum, takesLines: true) } catch {
            throw .words(error, maximum: maximum)
        }
    }

    static func required(_ text: String, maximum: Int) throws(RightsProblem) -> String {
        guard let checked = try checked(text, maximum: maximum) else { throw .empty }
        return checked
    }
}
