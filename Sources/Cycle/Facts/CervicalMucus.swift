/// What a person felt and saw of cervical mucus on one day.
///
/// - Source: docs/spec/cycle-diary.md §3, field 3; the quality is that of docs/spec/cycle-evaluation.md §3.
package struct CervicalMucus: Hashable, Sendable {
    /// Raw values are on disk: never renumber, never reuse.
    package enum Feeling: UInt8, Hashable, Sendable, CaseIterable {
        case dry = 0
        case nothing = 1
        case wet = 2
        case slippery = 3

        var quality: Quality {
            switch self {
            case .dry: .t
            case .nothing: .nothing
            case .wet: .f
            case .slippery: .sPlus
            }
        }
    }

    /// Raw values are on disk: never renumber, never reuse.
    package enum Texture: UInt8, Hashable, Sendable, CaseIterable {
        case nothing = 0
        case creamy = 1
        case eggWhite = 2

        var quality: Quality {
            switch self {
            case .nothing: .t
            case .creamy: .s
            case .eggWhite: .sPlus
            }
        }
    }

    /// The quality in the letters of the chart: t, Ø, f, S, S+.
    package enum Quality: UInt8, Hashable, Sendable, CaseIterable, Comparable {
        case t = 0
        case nothing = 1
        case f = 2
        case s = 3
        case sPlus = 4

        package static func < (left: Quality, right: Quality) -> Bool { left.rawValue < right.rawValue }

        /// f and better: fertile.
        package var isFertile: Bool { self >= .f }
    }

    package let feeling: Feeling?
    package let texture: Texture?
    package var isExcluded: Bool

    /// Nil where neither is said.
    package init?(feeling: Feeling?, texture: Texture?, isExcluded: Bool = false) {
        guard feeling != nil || texture != nil else { return nil }
        self.feeling = feeling
        self.texture = texture
        self.isExcluded = isExcluded
    }

    /// The better of what was felt and what was seen.
    package var quality: Quality { max(feeling?.quality ?? .t, texture?.quality ?? .t) }
}
