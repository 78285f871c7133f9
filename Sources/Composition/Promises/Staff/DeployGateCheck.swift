import Assurance
import Primitives
import Sealing

/// POL-3: a revision that runs and nobody else has read.
struct DeployGateCheck: PromiseCheck {
    let promise = PromiseID.pol3
    let method =
        "Verifies the approval of the revision that runs here: signed by another person than its author, both in the "
        + "roster. Then tries the gate with approvals that are wrong in one way each: of another revision, by its own "
        + "author, by a key that is not in the roster, and with a changed byte; none may pass."
    /// The gate of this installation; nil where none is set up, or it is not production.
    let gate: DeployGate?
    /// SHA-256 of the program file that runs.
    let digest: @Sendable () async throws -> [UInt8]
    /// What is known without a gate: a record that somebody made of it.
    let recorded: RecordedCheck
    /// How an approval is verified.
    var verifies: @Sendable (DeployApproval, DeployRevision, DeployApprovers) -> Bool = { approval, revision, roster in
        do throws(DeployApprovalError) {
            try approval.verify(revision, by: roster)
            return true
        } catch {
            return false
        }
    }

    func run() async throws -> PromiseFinding {
        guard let gate else {
            let finding = try await recorded.run()
            guard case .notInDeployment(.noRecord) = finding.verdict else { return finding }
            return PromiseFinding(.notInDeployment(.noDeployGate))
        }
        var running: String
        var isApproved = true
        do throws(DeployApprovalError) {
            _ = try gate.checkRunning(digest: try await ownDigest())
            running = "approved by another person"
        } catch {
            running = error.sentence
            isApproved = false
        }
        let (tried, passed) = try tries()
        return PromiseFinding([
            Evidence("The revision that runs", running, isAsPromised: isApproved),
            Evidence(
                "Approvals that are wrong in one way",
                "\(tried) tried, \(passed) passed",
                isAsPromised: passed == 0
            ),
        ])
    }

    private func ownDigest() async throws(DeployApprovalError) -> [UInt8] {
        do { return try await digest() } catch { throw .unreadable }
    }

    /// Wrong approvals, and the right one, which must pass: a gate that passes nothing has refused nothing.
    private func tries() throws -> (tried: Int, passed: Int) {
        let author = SignaturePrivateKey.random()
        let approver = SignaturePrivateKey.random()
        let stranger = SignaturePrivateKey.random()
        let roster = try DeployApprovers(
            reading: Array(
                """
                author \(Base64URL.encode(author.publicKey.bytes))
                approver \(Base64URL.encode(approver.publicKey.bytes))

                """.utf8
            )
        )
        let revision = DeployRevision(digest: SecureRandom.bytes(count: 32))
        let other = DeployRevision(digest: SecureRandom.bytes(count: 32))
        func approval(_ name: String, _ key: borrowing SignaturePrivateKey) throws -> DeployApproval {
            try DeployApproval(
                of: revision,
                author: "author",
                approver: name,
                time: "2026-01-01T00:00:00Z",
                signedBy: key
            )
        }
        let right = try approval("approver", approver)
        guard verifies(right, revision, roster) else { return (1, 1) }
        var wrong: [(DeployApproval, DeployRevision)] = [
            (right, other), (try approval("approver", author), revision),
            (try approval("approver", stranger), revision),
            (try approval("stranger", stranger), revision),
        ]
        let altered = right.text.replacing("2026-01-01", with: "2026-01-02")
        wrong.append((try DeployApproval(reading: Array(altered.utf8)), revision))
        return (wrong.count, wrong.count { verifies($0.0, $0.1, roster) })
    }
}
