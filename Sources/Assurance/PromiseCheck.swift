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

    package init(_ verdict: Verdict, _ evidence: [Evidence] = []) {
        self.verdict = verdict
        self.evidence = evidence
    }

    /// Kept when every observation is as it must be and there is one; broken otherwise.
    package init(_ evidence: [Evidence]) {
        let isKept = !evidence.isEmpty && evidence.allSatisfy(\.isAsPromised)
        self.init(isKept ? .kept : .broken, evidence)
    }
}

/// One observation: what was tried or read, and what came of it.
///
/// It never holds a secret or anything of a person.
package struct Evidence: Sendable, Hashable {
    package let what: String
    package let found: String
    package let isAsPromised: Bool

    package init(_ what: String, _ found: String, isAsPromised: Bool) {
        self.what = what
        self.found = found
        self.isAsPromised = isAsPromised
    }
}
