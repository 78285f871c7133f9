import Foundation
import Primitives

/// The name somebody signs in with; not an address, not a real name, and nobody else sees it.
///
/// - Shape: at least 3 code points (two syllables of Devanagari are three) and at most 32 characters: letters of any
///   script, digits, `.`, `_`, `-`; compared after NFKC and case folding, so that two handles that look the same are
///   the same.
package struct Handle: Sendable, Hashable {
    package enum Problem: Hashable, Sendable {
        case tooShort
        case tooLong
        case characterNotAllowed
        /// A card's number, which is kept nowhere.
        case cardNumber
    }

    package static let characterCounts = 3...32

    /// As it is compared and shown.
    package let folded: String

    package init(_ text: String) throws(IdentityError) {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        // Folding can undo normalisation (and the other way round), hence both, twice.
        let once = trimmed.precomposedStringWithCompatibilityMapping.lowercased()
        let folded = once.precomposedStringWithCompatibilityMapping
        guard folded.unicodeScalars.count >= Self.characterCounts.lowerBound else { throw .handle(.tooShort) }
        guard folded.count <= Self.characterCounts.upperBound, folded.utf8.count <= 128 else { throw .handle(.tooLong) }
        let isAllowed = folded.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
                || "._-".unicodeScalars.contains(scalar)
                || scalar.properties.generalCategory == .nonspacingMark
                || scalar.properties.generalCategory == .spacingMark
        }
        guard isAllowed else { throw .handle(.characterNotAllowed) }
        guard !CardNumber.isIn(folded) else { throw .handle(.cardNumber) }
        self.folded = folded
    }

    /// Stands for text that is no handle: nobody can have it, and looking it up takes as long.
    static let nobody = Handle(folded: "-")

    private init(folded: String) { self.folded = folded }

    var bytes: [UInt8] { Array(folded.utf8) }
}
