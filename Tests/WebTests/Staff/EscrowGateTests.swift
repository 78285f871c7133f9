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
            let request = try await access.ask(by: scene.engineer.id)
            for officer in scene.officers { try await access.agree(to: request, by: officer) }
            _ = try await access.audit.publish()
            evidence = try await Self.evidence(for: try await access.service.request(request.id), access)
            place = try await Self.place(access)
        }

        static func place(_ access: CheckedAccess) async throws -> EscrowPlace {
            let offer = try #require(try await access.identity.escrowOffer(of: access.account))
            let slot = try #require(offer.slot(of: MoneyTracker.id.rawValue))
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
        func with(_ entries: [LoggedEvidence]) -> EscrowEvidence {
            EscrowEvidence(
                policy: evidence.policy,
                statement: evidence.statement,
                approvals: evidence.approvals,
                entries: entries
            )
        }
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

    @Test("a key service of AWS knows no such operation: it is said, and nothing is allowed")
    func unsupported() {
        #expect(EscrowKeeperError(.validation) == .unsupported)
        #expect(EscrowKeeperError(.accessDenied) == .denied)
        #expect(EscrowKeeperError(.unavailable) == .unavailable)
    }
}
