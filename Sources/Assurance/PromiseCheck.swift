package import Primitives

/// Tries to find a promise broken.
///
/// It works on the running system, changes nothing that stays, and never finds a promise kept because it could not
/// look.
package protocol PromiseCheck: Sendable {
    var promise: PromiseID { get }
    /// What it does, in one sentence, so that anybody can repeat it.
    var method: String { get }
    /// - Throws: whatever kept it from looking; the promise then counts as broken.
    func run() async throws -> PromiseFinding
}

/// What a check saw.
package struct PromiseFinding: Sendable, Hashable {
    package let verdict: Verdict
    package let evidence: [Evidence]
    /// The day until which it counts, where people have to do it again by then.
    package let due: CalendarDay?
    /// What will go wrong soon, in one sentence.
    package let warning: String?

    package init(
        _ verdict: Verdict,
        _ evidence: [Evidence] = [],
        due: CalendarDay? = nil,
        warning: String? = nil
    ) {
        self.verdict = verdict
        self.evidence = evidence
        self.due = due
        self.warning = warning
    }

    /// Kept when every observation is as it must be and there is one; broken otherwise.
    package init(_ evidence: [Evidence]) {
        let isKept = !evidence.isEmpty && evidence.allSatisfy(\.isAsPromised)
        self.init(isKept ? .kept : .broken, evidence)
    }
}

/// One observation: what was tried or read, and what came of it.
///
/// It never holds a secret or anything of a person who has an account.
package struct Evidence: Sendable, Hashable {
    package let what: String
    package let found: String
    package let isAsPromised: Bool
    /// A page with more: a path of this site or an `https` address.
    package let link: String?

    package init(_ what: String, _ found: String, isAsPromised: Bool, link: String? = nil) {
        self.what = what
        self.found = found
        self.isAsPromised = isAsPromised
        self.link = link
    }
}
