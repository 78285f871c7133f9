import Cycle

/// Why a cycle counts in no figure.
struct LeftOutWords {
    let words: Words

    func sentence(_ leftOut: FigureLeftOut) -> String {
        switch leftOut {
        case .periodNotLogged: words("a period in it is not logged")
        case .cycle(.excluded): words("by you")
        case .cycle(.factor): words("a day of it has something that leaves the cycle out")
        case .cycle(.modeChanged): words("what the diary is for changed in it")
        case .cycle(.otherMode): words("with hormones, or without: the other kind")
        case .cycle(.beforeBirth): words("before the birth")
        case .cycle(.tooLong): words("longer than 180 days: a break")
        }
    }
}
