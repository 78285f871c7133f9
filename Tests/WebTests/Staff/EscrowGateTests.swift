import AuditTrail
import Escrow
import Identity
import KeyService
import Money
import Primitives
import Sealing
import Testing
import TransparencyLog
import Vault
import WebAuthn

@testable import Composition
@testable import Keeper
@testable import Staff

/// Goal: the key service opens an escrow for evidence that is whole, and for no other.
///
/// Method: evidence as the program makes it, and each part of it altered by itself.
@Suite("The key service's word for an escrow")
struct EscrowGateTests {
    /// What the program brings for a request that two officers agreed to.
    struct Brought {
        let scene: AccessTests.Scene
        let evidence: EscrowEvidence
        let place: EscrowPlace

        init() async throws {
            scene = try await AccessTests.Scene()
            let access = scene.access
            let request = try await scene.agreed()
            _ = try await access.audit.publish()
            evidence = try await Self.evidence(for: try await access.service.request(request.id), access)
            place = try await Self.place(access)
        }

        static func place(_ access: CheckedAccess) async throws -> EscrowPlace {
            let offer = try #require(try await access.identity.escrowOffer(of: access.account))
            let slot = try #require(offer.slots.first { $0.tracker == MoneyTracker.id.rawValue })
            return EscrowPlace(
                vault: offer.vault,
                slot: slot.slot,
                tracker: slot.tracker,
                policy: offer.policy.digest
            )
        }

        static func evidence(for request: AccessRequest, _ access: CheckedAccess) async throws -> EscrowEvidence {
            let digest = request.statement.digest
            let deeds =
                [AccessDeed(deed: .accessAsked, actor: request.statement.requester, statement: digest)]
                + request.approvals.map {
                    AccessDeed(deed: .accessAgreed, actor: $0.officer, statement: digest)
                }
            let entries = try await access.service.desk.evidence(of: deeds, about: request.statement.vault)
            let offer = try #require(try await access.identity.escrowOffer(of: access.account))
            return EscrowEvidence(
                policy: offer.policy,
                statement: request.statement,
                approvals: request.approvals.map(\.signed),
                entries: try #require(entries)
            )
        }

        func denial(_ evidence: EscrowEvidence, at place: EscrowPlace? = nil, later: Int64 = 0) -> EscrowGate.Denial? {
            do throws(EscrowGate.Denial) {
                try EscrowGate.verify(
                    evidence,
                    at: place ?? self.place,
                    now: scene.clock.now().adding(seconds: later)
                )
                return nil
            } catch {
                return error
            }
        }
    }

    @Test("whole evidence is enough, for an hour")
    func whole() async throws {
        let brought = try await Brought()
        defer { brought.scene.access.close() }
        #expect(brought.denial(brought.evidence) == nil)
        #expect(brought.denial(brought.evidence, later: 3599) == nil)
        #expect(brought.denial(brought.evidence, later: 3600) == .time)
        #expect(brought.denial(brought.evidence, later: -61) == .time)
    }

    @Test("another vault, slot's tracker, or policy is not what was agreed to")
    func places() async throws {
        let brought = try await Brought()
        defer { brought.scene.access.close() }
        let place = brought.place
        let other = VaultID(high: 1, low: 1)
        let places: [(EscrowPlace, EscrowGate.Denial)] = [
            (EscrowPlace(vault: other, slot: place.slot, tracker: place.tracker, policy: place.policy), .policy),
            (EscrowPlace(vault: place.vault, slot: place.slot, tracker: 2, policy: place.policy), .scope),
            (
                EscrowPlace(
                    vault: place.vault,
                    slot: place.slot,
                    tracker: place.tracker,
                    policy: [UInt8](repeating: 0, count: 32)
                ), .policy
            ),
        ]
        for (place, denial) in places { #expect(brought.denial(brought.evidence, at: place) == denial) }
    }

    @Test("one approval, one twice, the requester's, or one of nobody is not two")
    func approvals() async throws {
        let brought = try await Brought()
        defer { brought.scene.access.close() }
        let evidence = brought.evidence
        func with(_ approvals: [SignedApproval]) -> EscrowEvidence {
            EscrowEvidence(
                policy: evidence.policy,
                statement: evidence.statement,
                approvals: approvals,
                entries: evidence.entries
            )
        }
        let (first, second) = (evidence.approvals[0], evidence.approvals[1])
        #expect(brought.denial(with([first])) == .approvals)
        #expect(brought.denial(with([first, first])) == .approvals)
        #expect(brought.denial(with([first, second, second])) == .approvals)
        for stranger in [evidence.statement.requester, StaffMemberID(high: 5, low: 5)] {
            let other = SignedApproval(
                officer: stranger,
                authenticatorData: second.authenticatorData,
                clientData: second.clientData,
                signature: second.signature
            )
            #expect(brought.denial(with([first, other])) == .approvals)
        }
        // Each officer's word under the other's name.
        let swapped = [
            SignedApproval(
                officer: first.officer,
                authenticatorData: second.authenticatorData,
                clientData: second.clientData,
                signature: second.signature
            ), second,
        ]
        #expect(brought.denial(with(swapped)) == .assertion)
        for index in first.signature.indices {
            var altered = first.signature
            altered[index] ^= 1
            let other = SignedApproval(
                officer: first.officer,
                authenticatorData: first.authenticatorData,
                clientData: first.clientData,
                signature: altered
            )
            #expect(brought.denial(with([other, second])) == .assertion)
        }
    }

    @Test("entries that are missing, of another act, or not in the log of the policy prove nothing")
    func entries() async throws {
        let brought = try await Brought()
        defer { brought.scene.access.close() }
        let evidence = brought.evidence
        func with(_ entries: [LoggedEvidence]) -> EscrowEvidence { evidence.with(entries: entries) }
        let entries = evidence.entries
        #expect(brought.denial(with(Array(entries.prefix(2)))) == .entries)
        #expect(brought.denial(with([entries[1], entries[0], entries[2]])) == .entries)
        #expect(brought.denial(with([entries[0], entries[1], entries[1]])) == .entries)
        let renamed = LoggedEvidence(proof: entries[0].proof, particulars: entries[1].particulars)
        #expect(brought.denial(with([renamed, entries[1], entries[2]])) == .entries)
        for index in stride(from: 30, to: entries[0].proof.count - 2, by: 11) {
            var proof = entries[0].proof
            proof[index] = proof[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            let altered = LoggedEvidence(proof: proof, particulars: entries[0].particulars)
            #expect(brought.denial(with([altered, entries[1], entries[2]])) != nil, "\(index)")
        }
    }

    @Test("a request for another statement, or under another log, is not this one")
    func otherRequest() async throws {
        let brought = try await Brought()
        defer { brought.scene.access.close() }
        let access = brought.scene.access
        let other = try await access.ask(by: brought.scene.engineer.id)
        let mixed = EscrowEvidence(
            policy: brought.evidence.policy,
            statement: other.statement,
            approvals: brought.evidence.approvals,
            entries: brought.evidence.entries
        )
        #expect(brought.denial(mixed) == .assertion)
        // Another installation, with officers and a log of its own.
        let elsewhere = try await Brought()
        defer { elsewhere.scene.access.close() }
        #expect(brought.denial(elsewhere.evidence) == .policy)
        let foreign = EscrowEvidence(
            policy: brought.evidence.policy,
            statement: brought.evidence.statement,
            approvals: brought.evidence.approvals,
            entries: elsewhere.evidence.entries
        )
        #expect(brought.denial(foreign) == .proof)
    }

    @Test("what the officers agreed to for another request proves nothing for this one")
    func entriesOfAnotherStatement() async throws {
        let brought = try await Brought()
        defer { brought.scene.access.close() }
        let access = brought.scene.access
        let other = try await brought.scene.agreed()
        _ = try await access.audit.publish()
        let elsewhere = try await Brought.evidence(for: try await access.service.request(other.id), access)
        for place in 0..<3 {
            var entries = brought.evidence.entries
            entries[place] = elsewhere.entries[place]
            #expect(brought.denial(brought.evidence.with(entries: entries)) == .entries, "\(place)")
        }
    }

    @Test("another act of an officer about the same request is no agreement", arguments: StaffDeed.ofAccess)
    func otherDeeds(_ deed: StaffDeed) async throws {
        let brought = try await Brought()
        defer { brought.scene.access.close() }
        let (access, evidence) = (brought.scene.access, brought.evidence)
        let request = try await access.service.request(evidence.statement.id)
        let officer = evidence.approvals[1].officer
        try await access.service.record(deed, of: request, by: officer)
        _ = try await access.audit.publish()
        let made = try await access.service.desk.evidence(
            of: [AccessDeed(deed: deed, actor: officer, statement: evidence.statement.digest)],
            about: evidence.statement.vault
        )
        var entries = evidence.entries
        entries[2] = try #require(made?.first)
        #expect(brought.denial(evidence.with(entries: entries)) == .entries)
    }

    @Test("of three officers the one who asked is not one of the two, whatever she signs")
    func requester() async throws {
        let scene = try await AccessTests.Scene(allowing: nil)
        let access = scene.access
        defer { access.close() }
        let third = try await access.staff.addOfficer("Third")
        try await access.identity.allowSupport(with: [MoneyTracker.id], for: access.token)
        let request = try await access.ask(by: third.id)
        for officer in scene.officers { try await access.agree(to: request, by: officer) }
        try await access.service.record(.accessAgreed, of: request, by: third.id)
        _ = try await access.audit.publish()
        let place = try await Brought.place(access)
        let whole = try await Brought.evidence(for: try await access.service.request(request.id), access)
        #expect(throws: Never.self) { try EscrowGate.verify(whole, at: place, now: scene.clock.now()) }
        // Her own word, as good as any, and her own agreement in the log.
        let answer = third.passkey.assertion(request.statement.challenge(for: third.id))
        let own = SignedApproval(
            officer: third.id,
            authenticatorData: answer.authenticatorData,
            clientData: answer.clientDataJSON,
            signature: answer.signature
        )
        let deed = AccessDeed(deed: .accessAgreed, actor: third.id, statement: request.statement.digest)
        let logged = try await access.service.desk.evidence(of: [deed], about: request.statement.vault)
        let evidence = EscrowEvidence(
            policy: whole.policy,
            statement: whole.statement,
            approvals: [whole.approvals[0], own],
            entries: [whole.entries[0], whole.entries[1], try #require(logged?.first)]
        )
        #expect(throws: EscrowGate.Denial.approvals) {
            try EscrowGate.verify(evidence, at: place, now: scene.clock.now())
        }
    }

    // MARK: Keeper itself

    @Test("keeper opens on this evidence what it sealed, and nothing of it by any operation of AWS")
    func keeper() async throws {
        let brought = try await Brought()
        defer { brought.scene.access.close() }
        let peer = try KeeperInProcess(now: brought.scene.clock.now)
        let escrow = KMSEscrow(client: peer.client, environment: "test", region: "local")
        let box = SecureRandom.bytes(count: 121)
        let sealed = try await escrow.seal(box, at: brought.place)
        #expect(try await escrow.release(sealed, at: brought.place, on: brought.evidence) == box)

        let elsewhere = KMSEscrow(client: peer.client, environment: "production", region: "local")
        await #expect(throws: EscrowKeeperError.denied) {
            try await elsewhere.release(sealed, at: brought.place, on: brought.evidence)
        }
        var altered = sealed
        altered[altered.count - 1] ^= 1
        await #expect(throws: EscrowKeeperError.denied) {
            try await escrow.release(altered, at: brought.place, on: brought.evidence)
        }
        let none = EscrowEvidence(
            policy: brought.evidence.policy,
            statement: brought.evidence.statement,
            approvals: [],
            entries: []
        )
        await #expect(throws: EscrowKeeperError.denied) {
            try await escrow.release(sealed, at: brought.place, on: none)
        }
        let context = EncryptionContext(
            pairs: brought.place.pairs.merging(["environment": "test", "region": "local"]) { own, _ in own }
        )
        await #expect(throws: KeyServiceError.invalidCiphertext) {
            try await peer.client.decrypt(sealed, context: context)
        }
        let key = try #require(peer.keys.keyIDs().first).text
        #expect(peer.keys.keyIDs().count == 1)
        await #expect(throws: KeyServiceError.validation) {
            try await peer.client.encrypt([1], keyID: key, context: context)
        }
        await #expect(throws: KeyServiceError.self) {
            try await peer.client.reEncrypt(sealed, context: context, to: key, context: context)
        }
        try await peer.client.shutdown()
    }

    @Test("a key service that knows no such operation, one that says no, and one that is away are three things")
    func errors() {
        #expect(EscrowKeeperError(.validation) == .unsupported)
        #expect(EscrowKeeperError(.accessDenied) == .denied)
        #expect(EscrowKeeperError(.unavailable) == .unavailable)
    }
}

extension EscrowEvidence {
    fileprivate func with(entries: [LoggedEvidence]) -> EscrowEvidence {
        EscrowEvidence(policy: policy, statement: statement, approvals: approvals, entries: entries)
    }
}

extension StaffDeed {
    /// Everything that can be written down about a request, but for an agreement.
    fileprivate static let ofAccess: [StaffDeed] = [
        .accessAsked, .accessRefused, .accessWithdrawn, .accessOpened, .accessRead, .accessEnded, .accessDenied,
    ]
}
