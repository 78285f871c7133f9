import Primitives
import Sealing
import TestSupport
import Testing

@testable import Composition

/// Goal: nothing runs in production that its own author approved, or nobody.
@Suite("Approvals of revisions")
struct DeployApprovalTests {
    private static let revision = "7d3f0c0b5a1e4d1f9a0c2b7e6f5d4c3b2a190817"

    /// Keys of two people, a roster and a directory of approvals.
    private final class Place {
        let directory: TemporaryDirectory
        let asha = SignaturePrivateKey.random()
        let meera = SignaturePrivateKey.random()

        init() throws {
            directory = try TemporaryDirectory("deploy")
            try SmallFile.create(directory.path("approvers"), Array(roster.utf8))
        }

        var roster: String {
            """
            # who may approve
            asha \(Base64URL.encode(asha.publicKey.bytes))

            meera \(Base64URL.encode(meera.publicKey.bytes))

            """
        }

        func gate(_ revision: String? = nil) -> DeployGate {
            DeployGate(
                approvals: directory.path("."),
                approvers: directory.path("approvers"),
                revision: revision.flatMap { DeployRevision(text: $0) }
            )
        }

        func keep(_ text: String, as revision: String = DeployApprovalTests.revision) throws {
            try SmallFile.replace(directory.path("\(revision).approval"), Array(text.utf8))
        }
    }

    private static func approval(
        by key: borrowing SignaturePrivateKey,
        author: String = "asha",
        approver: String = "meera",
        of revision: String = revision
    ) throws -> DeployApproval {
        try DeployApproval(
            of: try #require(DeployRevision(text: revision)),
            author: author,
            approver: approver,
            time: "2026-11-20T08:00:00Z",
            signedBy: key
        )
    }

    @Test("another person's approval lets a revision run")
    func approved() throws {
        let place = try Place()
        let gate = place.gate()
        let revision = try #require(DeployRevision(text: Self.revision))
        #expect(throws: DeployApprovalError.missing) { try gate.check(revision) }
        let approval = try Self.approval(by: place.meera)
        try place.keep(approval.text)
        #expect(try gate.check(revision) == approval)
        #expect(try DeployApproval(reading: Array(approval.text.utf8)) == approval)
    }

    @Test("the author, a stranger, another revision and a wrong key are refused")
    func refused() throws {
        let place = try Place()
        let gate = place.gate()
        let revision = try #require(DeployRevision(text: Self.revision))
        #expect(throws: DeployApprovalError.sameName) {
            try Self.approval(by: place.asha, author: "asha", approver: "asha")
        }
        let other = String(Self.revision.reversed())
        for (text, refusal): (String, DeployApprovalError) in [
            (try Self.approval(by: place.asha).text, .signature),
            (try Self.approval(by: place.meera, author: "leela").text, .unknown),
            (try Self.approval(by: place.meera, approver: "leela").text, .unknown),
            (try Self.approval(by: place.meera, of: other).text, .otherRevision),
        ] {
            try place.keep(text)
            #expect(throws: refusal) { try gate.check(revision) }
        }
    }

    @Test("every changed character is refused, and so is every other form")
    func altered() throws {
        let place = try Place()
        let approvers = try DeployApprovers(reading: Array(place.roster.utf8))
        let revision = try #require(DeployRevision(text: Self.revision))
        let bytes = Array(try Self.approval(by: place.meera).text.utf8)
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            #expect(throws: DeployApprovalError.self, "\(index)") {
                try DeployApproval(reading: changed).verify(revision, by: approvers)
            }
        }
        for count in bytes.indices {
            #expect(throws: DeployApprovalError.self) { try DeployApproval(reading: Array(bytes[..<count])) }
        }
        for text in ["\n", " ", "x\n"] {
            #expect(throws: DeployApprovalError.malformed) {
                try DeployApproval(reading: bytes + Array(text.utf8))
            }
        }
        #expect(throws: DeployApprovalError.malformed) {
            try DeployApproval(reading: [UInt8](repeating: 97, count: DeployApproval.byteCountMaximum + 1))
        }
    }

    @Test("a roster names each person and each key once")
    func roster() throws {
        let place = try Place()
        let key = Base64URL.encode(place.asha.publicKey.bytes)
        let other = Base64URL.encode(place.meera.publicKey.bytes)
        #expect(try DeployApprovers(reading: Array(place.roster.utf8)).count == 2)
        for (text, line) in [
            ("asha \(key)\nasha \(other)\n", 2), ("asha \(key)\nmeera \(key)\n", 2), ("asha\n", 1),
            ("Asha \(key)\n", 1),
            ("asha \(key.dropLast())\n", 1), ("asha  \(key)\n", 1), ("\n# x\nasha \(key) x\n", 3),
        ] {
            #expect(throws: DeployApprovalError.roster(line: line), "\(text)") {
                try DeployApprovers(reading: Array(text.utf8))
            }
        }
    }

    @Test("what runs is approved by its name or by its program file's digest")
    func running() throws {
        let place = try Place()
        let digest = [UInt8](repeating: 0xAB, count: 32)
        let named = place.gate(Self.revision)
        #expect(throws: DeployApprovalError.missing) { try named.checkRunning(digest: digest) }
        try place.keep(try Self.approval(by: place.meera).text)
        #expect(try named.checkRunning(digest: digest).revision.text == Self.revision)
        let unnamed = place.gate()
        #expect(throws: DeployApprovalError.missing) { try unnamed.checkRunning(digest: digest) }
        let text = String(repeating: "ab", count: 32)
        try place.keep(try Self.approval(by: place.meera, of: text).text, as: text)
        #expect(try unnamed.checkRunning(digest: digest).revision.text == text)
        // A wrong approval of the name is not passed over for the other.
        try place.keep(try Self.approval(by: place.asha).text)
        #expect(throws: DeployApprovalError.signature) { try named.checkRunning(digest: digest) }
    }

    @Test("a key file is read as it was made, and is for its owner alone")
    func keys() throws {
        let place = try Place()
        let path = place.directory.path("key")
        let shown = try DeployKey.make(at: path)
        #expect(Base64URL.encode(try DeployKey.read(path).publicKey.bytes) == shown)
        #expect(throws: SystemError.self) { try DeployKey.make(at: path) }
        try SmallFile.replace(path, Array("x\n".utf8))
        #expect(throws: DeployApprovalError.key) { _ = try DeployKey.read(path) }
    }

    @Test("a revision is a commit or a digest")
    func revisions() {
        for text in ["", "7d3f", Self.revision.uppercased(), Self.revision + "0", String(repeating: "g", count: 40)] {
            #expect(DeployRevision(text: text) == nil, "\(text)")
        }
        #expect(DeployRevision(text: String(repeating: "0", count: 64)) != nil)
    }
}
