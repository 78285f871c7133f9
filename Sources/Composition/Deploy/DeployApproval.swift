import Primitives
package import Sealing

/// That somebody else than its author read a revision: a statement that she signed.
///
/// - Shape: the lines of docs/spec/deploy-approval.md §3, and no other form of them.
package struct DeployApproval: Sendable, Hashable {
    package static let byteCountMaximum = 4096
    private static let header = "flowkeep deploy approval v1"

    package let revision: DeployRevision
    package let author: String
    package let approver: String
    /// `2026-11-20T08:00:00Z`; said, and compared with no clock.
    package let time: String
    private let signature: [UInt8]

    /// Signs a statement.
    ///
    /// - Throws: ``DeployApprovalError``: `sameName`, `name` or `time`.
    package init(
        of revision: DeployRevision,
        author: String,
        approver: String,
        time: String,
        signedBy key: borrowing SignaturePrivateKey
    ) throws(DeployApprovalError) {
        guard DeployApprovers.isName(author), DeployApprovers.isName(approver) else { throw .name }
        guard author != approver else { throw .sameName }
        guard StaffOperations.moment(time) != nil else { throw .time }
        self.revision = revision
        self.author = author
        self.approver = approver
        self.time = time
        signature = key.signature(for: Self.message(revision, author, approver, time))
    }

    /// Reads a statement; nothing of it is believed before ``verify(_:by:)``.
    ///
    /// - Throws: ``DeployApprovalError``: `malformed`, or what ``init(of:author:approver:time:signedBy:)`` throws.
    package init(reading bytes: [UInt8]) throws(DeployApprovalError) {
        guard bytes.count <= Self.byteCountMaximum, let text = String(validating: bytes, as: UTF8.self) else {
            throw .malformed
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 8, lines[0] == Self.header, lines[5].isEmpty, lines[7].isEmpty,
            let revision = Self.value("revision", lines[1]).flatMap({ DeployRevision(text: $0) }),
            let author = Self.value("author", lines[2]), let approver = Self.value("approver", lines[3]),
            let time = Self.value("time", lines[4]),
            let signature = Self.value("signature \(approver)", lines[6]).flatMap({ Base64URL.decode($0) }),
            signature.count == SignaturePublicKey.signatureByteCount
        else { throw .malformed }
        guard DeployApprovers.isName(author), DeployApprovers.isName(approver) else { throw .name }
        guard author != approver else { throw .sameName }
        guard StaffOperations.moment(time) != nil else { throw .time }
        self.revision = revision
        self.author = author
        self.approver = approver
        self.time = time
        self.signature = signature
    }

    /// The statement as it is kept.
    package var text: String {
        let message = Self.message(revision, author, approver, time)
        return String(decoding: message, as: UTF8.self)
            + "signature \(approver) \(Base64URL.encode(signature))\n"
    }

    /// Whether it lets this revision run.
    ///
    /// - Throws: ``DeployApprovalError``: `otherRevision`, `unknown`, `sameKey` or `signature`.
    package func verify(_ wanted: DeployRevision, by approvers: DeployApprovers) throws(DeployApprovalError) {
        guard revision == wanted else { throw .otherRevision }
        guard let authors = approvers[author], let key = approvers[approver] else { throw .unknown }
        guard authors != key else { throw .sameKey }
        guard key.isValid(signature, for: Self.message(revision, author, approver, time)) else { throw .signature }
    }

    private static func message(
        _ revision: DeployRevision,
        _ author: String,
        _ approver: String,
        _ time: String
    ) -> [UInt8] {
        Array(
            "\(header)\nrevision \(revision.text)\nauthor \(author)\napprover \(approver)\ntime \(time)\n\n".utf8
        )
    }

    private static func value(_ name: String, _ line: String) -> String? {
        line.hasPrefix(name + " ") ? String(line.dropFirst(name.count + 1)) : nil
    }
}

/// What runs: a commit, or the SHA-256 of a program file.
package struct DeployRevision: Sendable, Hashable {
    private static let digitCounts: Set<Int> = [40, 64]

    package let text: String

    /// 40 or 64 lower-case hexadecimal digits; nil for anything else.
    package init?(text: String) {
        let isHexadecimal = text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        guard Self.digitCounts.contains(text.utf8.count), isHexadecimal else { return nil }
        self.text = text
    }

    /// Of a program file, by its SHA-256.
    init(digest: [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        text = String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

/// Who may approve, by name and public key.
///
/// - Shape: docs/spec/deploy-approval.md §2.
package struct DeployApprovers: Sendable, Hashable {
    package static let byteCountMaximum = 65_536
    private static let countMaximum = 64

    private let keys: [String: SignaturePublicKey]

    /// - Throws: ``DeployApprovalError/roster(line:)``, counted from 1.
    package init(reading bytes: [UInt8]) throws(DeployApprovalError) {
        guard bytes.count <= Self.byteCountMaximum, let text = String(validating: bytes, as: UTF8.self) else {
            throw .roster(line: 1)
        }
        var keys: [String: SignaturePublicKey] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            let parts = line.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 2, Self.isName(String(parts[0])), let bytes = Base64URL.decode(parts[1]),
                keys.count < Self.countMaximum
            else { throw .roster(line: index + 1) }
            let key: SignaturePublicKey
            do { key = try SignaturePublicKey(bytes: bytes) } catch { throw .roster(line: index + 1) }
            // Two names with one key would be one person.
            guard keys[String(parts[0])] == nil, !keys.values.contains(key) else { throw .roster(line: index + 1) }
            keys[String(parts[0])] = key
        }
        self.keys = keys
    }

    package subscript(name: String) -> SignaturePublicKey? { keys[name] }

    package var count: Int { keys.count }

    package static func isName(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }
}

/// Why a revision may not run, or an approval was not made.
package enum DeployApprovalError: Error, Hashable, Sendable {
    case malformed
    case name
    /// The author approves herself.
    case sameName
    /// Author and approver have one key.
    case sameKey
    case time
    case otherRevision
    /// Author or approver are not in the roster.
    case unknown
    case signature
    case roster(line: Int)
    case noRoster
    case missing
    case unreadable
    case revision
    case key

    /// One sentence that says what to do.
    package var sentence: String {
        switch self {
        case .malformed: "The approval is not one: it has exactly the lines that `flowkeep deploy approve` prints."
        case .name: "A name is 1 to 32 lower-case letters, digits and hyphens."
        case .sameName, .sameKey: "The author cannot approve her own revision; somebody else has to read it."
        case .time: "The approval's time is not one in UTC to the second."
        case .otherRevision: "The approval is of another revision."
        case .unknown: "The author or the approver is not in the roster of approvers."
        case .signature: "The approval is not signed by its approver's key."
        case .roster(let line): "Line \(line) of the roster of approvers is not `NAME KEY`, or says one of them twice."
        case .noRoster: "There is no roster of approvers; see docs/spec/deploy-approval.md."
        case .missing: "This revision has no approval: somebody else than its author has to read it and sign that."
        case .unreadable: "The roster or the approval cannot be read; check owner and mode."
        case .revision: "A revision is 40 or 64 lower-case hexadecimal digits."
        case .key: "The key file does not hold a key that `flowkeep deploy key` made."
        }
    }
}
