import Assurance
import AuditTrail
import Identity
import Primitives
import Sealing
import TransparencyLog

/// DEL-2: what is left of an account that was deleted.
struct ErasureCheck: PromiseCheck {
    let promise = PromiseID.del2
    let method =
        "Makes a person in memory with an entry and a picture, deletes her account with the code that deletes "
        + "everybody's, and tries her passphrase, her session and her recovery code; runs the job, and looks for any "
        + "record, journal, file or event of hers in every store; takes her name for somebody else; and has the "
        + "receipt checked against the log. Then reads how many deletions of this installation wait longer than an "
        + "hour for their job."
    /// Deletions of this installation that are due for longer than an hour.
    let overdue: @Sendable () async throws -> Int
    let now: Now
    /// What deletes; a test leaves something.
    var delete: @Sendable (CheckedPerson) async throws -> ReceiptCode = { person in
        let asked = try await person.identity.deleteAccount(afterDays: 0, for: person.token)
        return asked.code
    }
    var purge: @Sendable (CheckedPerson) async throws -> Void = { person in
        try await person.identity.settleDeletions { _, _ in }
    }

    func run() async throws -> PromiseFinding {
        let clock = CheckedClock(now())
        let person = try await CheckedPerson(now: { clock.now })
        defer { person.close() }
        let before = try await person.leftovers()
        let code = try await delete(person)
        let ways = await person.waysIn()
        try await purge(person)
        clock.turn(seconds: 61)
        try await purge(person)
        let left = try await person.leftovers()
        let isFree = await isFree(person)
        let receipt = try await receipt(code, person)
        let late = try await overdue()
        return PromiseFinding([
            Evidence("Ways in after the deletion", "3 tried, \(ways) opened", isAsPromised: ways == 0),
            Evidence(
                "Records, journals, files and events of hers",
                "\(before) before, \(left) after",
                isAsPromised: before > 0 && left == 0
            ),
            Evidence("Her name", isFree ? "free" : "taken", isAsPromised: isFree),
            Evidence("Her receipt", receipt, isAsPromised: receipt == Self.verified),
            Evidence("Deletions here that wait longer than an hour", "\(late)", isAsPromised: late == 0),
        ])
    }

    private static let verified = "proven by the log"

    private func isFree(_ person: CheckedPerson) async -> Bool {
        do {
            _ = try await person.identity.signUp(
                handle: person.handle,
                passphrase: Base32.encode(SecureRandom.bytes(count: 20)),
                client: .browser,
                from: IdentityService.Source(address: [1])
            )
            return true
        } catch {
            return false
        }
    }

    private func receipt(_ code: ReceiptCode, _ person: CheckedPerson) async throws -> String {
        guard let leaf = try await person.identity.deletionLeaf(code) else { return "none" }
        _ = try await person.audit.publish()
        let act = try LastAct(opening: leaf.opening, index: leaf.index, particulars: leaf.particulars)
        guard let proof = try await person.audit.proof(of: act) else { return "not in the log" }
        do {
            let file = try DeletionReceipt(act, proof: proof).bytes
            _ = try DeletionReceipt.verified(file, logKey: try person.audit.signerKey())
            return Self.verified
        } catch {
            return "does not hold"
        }
    }
}
