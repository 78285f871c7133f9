import Primitives
package import Sealing

/// Lets a revision run when somebody else than its author approved it.
///
/// - Source: docs/spec/deploy-approval.md §5.
package struct DeployGate: Hashable, Sendable {
    /// A directory with `REVISION.approval` files.
    package let approvals: String
    /// The file with who may approve.
    package let approvers: String
    /// What runs, as whoever deployed it says; nil where only the program file's digest counts.
    package let revision: DeployRevision?

    package init(approvals: String, approvers: String, revision: DeployRevision?) {
        self.approvals = approvals
        self.approvers = approvers
        self.revision = revision
    }

    /// The approval of a revision, verified.
    ///
    /// - Throws: ``DeployApprovalError``; `missing` where there is none.
    @discardableResult
    package func check(_ revision: DeployRevision) throws(DeployApprovalError) -> DeployApproval {
        let approvers = try roster()
        let bytes: [UInt8]?
        do {
            let path = "\(approvals)/\(revision.text).approval"
            bytes = try SmallFile.read(path, byteCountMaximum: DeployApproval.byteCountMaximum)
        } catch { throw .unreadable }
        guard let bytes else { throw .missing }
        let approval = try DeployApproval(reading: bytes)
        try approval.verify(revision, by: approvers)
        return approval
    }

    package func roster() throws(DeployApprovalError) -> DeployApprovers {
        let bytes: [UInt8]?
        do {
            bytes = try SmallFile.read(approvers, byteCountMaximum: DeployApprovers.byteCountMaximum)
        } catch { throw .unreadable }
        guard let bytes else { throw .noRoster }
        return try DeployApprovers(reading: bytes)
    }

    /// Whether what runs here is approved: the revision that is named, or the program file of this process.
    ///
    /// - `digest`: SHA-256 of the program file.
    package func checkRunning(digest: [UInt8]) throws(DeployApprovalError) -> DeployApproval {
        if let revision {
            do throws(DeployApprovalError) { return try check(revision) } catch .missing {
                // The program file itself may be approved instead.
            }
        }
        return try check(DeployRevision(digest: digest))
    }
}

/// The private half of an approver's key, as a file.
package enum DeployKey {
    /// Makes a key: the private half into a file for its owner alone.
    ///
    /// - Returns: the public half, for the roster.
    /// - Throws: `SystemError`, `EEXIST` where the file is there already.
    package static func make(at path: String) throws(SystemError) -> String {
        var seed = SecureRandom.bytes(count: SignaturePrivateKey.seedByteCount)
        try SmallFile.create(path, Array((Base64URL.encode(seed) + "\n").utf8))
        do {
            return Base64URL.encode(try SignaturePrivateKey(seed: SecretBytes(wiping: &seed)).publicKey.bytes)
        } catch {
            preconditionFailure("a seed has 32 bytes")
        }
    }

    /// - Throws: ``DeployApprovalError``: `unreadable`, `key`.
    package static func read(_ path: String) throws(DeployApprovalError) -> SignaturePrivateKey {
        let bytes: [UInt8]?
        do { bytes = try SmallFile.read(path, byteCountMaximum: 100) } catch { throw .unreadable }
        guard let bytes, bytes.last == UInt8(ascii: "\n"),
            var seed = Base64URL.decode(String(decoding: bytes.dropLast(), as: UTF8.self))
        else { throw .key }
        do { return try SignaturePrivateKey(seed: SecretBytes(wiping: &seed)) } catch { throw .key }
    }
}
