import Money
import Primitives

/// Gives each column of a header one role.
struct HeaderRoles {
    var roles: [ColumnRole]
    var currency: Currency?

    /// Words that are known; a header has at least two.
    let knownCount: Int

    var hasDate: Bool { roles.contains(.date) }
    var hasAmount: Bool { roles.contains(.amount) || roles.contains(.debit) || roles.contains(.credit) }

    init(_ words: [HeaderWord]) {
        let meanings = words.map(HeaderVocabulary.meaning(of:))
        knownCount = meanings.count { $0 != nil }
        currency = words.lazy.compactMap(\.currency).first
        roles = [ColumnRole](repeating: .ignored, count: words.count)
        for role in ColumnRole.allCases where !role.mayRepeat {
            if let column = Self.best(role, in: meanings) { roles[column] = role }
        }
        let hasPair = roles.contains(.debit) && roles.contains(.credit)
        if roles.contains(.amount) {
            let losers: [ColumnRole] = hasPair ? [.amount] : [.debit, .credit]
            for index in roles.indices where losers.contains(roles[index]) { roles[index] = .ignored }
        }
        if hasPair, let column = roles.firstIndex(of: .direction) { roles[column] = .ignored }
        placeTexts(meanings)
    }

    /// The column with the best word for a role, the leftmost of equals.
    private static func best(_ role: ColumnRole, in meanings: [HeaderVocabulary.Meaning?]) -> Int? {
        var found: (column: Int, rank: Int)?
        for (column, meaning) in meanings.enumerated() {
            guard let meaning, meaning.role == role, meaning.rank < found?.rank ?? .max else { continue }
            found = (column, meaning.rank)
        }
        return found?.column
    }

    private mutating func placeTexts(_ meanings: [HeaderVocabulary.Meaning?]) {
        let payees = meanings.indices.filter { meanings[$0]?.role == .payee }
        let rank = { (column: Int) in meanings[column]?.rank ?? .max }
        let best = payees.min { rank($0) < rank($1) }
        for column in payees { roles[column] = column == best ? .payee : .note }
        for column in meanings.indices {
            guard let role = meanings[column]?.role, role == .note || role == .tags else { continue }
            // A file whose only text is a memo has its payee there.
            roles[column] = role == .note && best == nil && !roles.contains(.payee) ? .payee : role
        }
    }
}
