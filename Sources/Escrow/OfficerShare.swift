package import Primitives
package import Sealing

/// One officer's share of a slot's secret, sealed to her key.
///
/// - Shape: a hybrid box (docs/spec/key-hierarchy.md §4), purpose `escrow-share`.
/// - Source: docs/spec/break-glass.md §2 and §4.
package struct OfficerShare: Sendable, Hashable {
    /// Whose key it is sealed to.
    package let officer: StaffMemberID
    /// Of the share: the place in the policy of the officer it was made for.
    package let number: UInt8
    package let box: [UInt8]

    package init(officer: StaffMemberID, number: UInt8, box: [UInt8]) {
        self.officer = officer
        self.number = number
        self.box = box
    }

    /// Shares a slot's secret among all officers of a policy; two of them give it back.
    ///
    /// - Throws: ``EscrowError/malformed`` where an officer's key takes no secret.
    package static func split(
        _ secret: borrowing SecretBytes,
        among policy: EscrowPolicy,
        vault: VaultID,
        slot: KeySlotID
    ) throws(EscrowError) -> [OfficerShare] {
        let shares = SecretSharing.split(secret, into: policy.officers.count, threshold: EscrowPolicy.threshold)
        var sealed: [OfficerShare] = []
        for (officer, share) in zip(policy.officers, shares) {
            let place = restingPlace(officer.id, share.number)
            sealed.append(try seal(share, to: officer, vault: vault, slot: slot, place: place))
        }
        return sealed
    }

    /// Opens a share as it lies in the escrow.
    ///
    /// - Throws: ``EscrowError/doesNotOpen``.
    package func open(
        with key: borrowing SlotPrivateKey,
        vault: VaultID,
        slot: KeySlotID
    ) throws(EscrowError) -> SecretShare {
        try open(with: key, vault: vault, slot: slot, place: Self.restingPlace(officer, number))
    }

    /// Seals an opened share to each other officer of the policy, for the request that it was opened for.
    package static func handOver(
        _ share: SecretShare,
        from giver: StaffMemberID,
        for statement: AccessStatement,
        policy: EscrowPolicy,
        slot: KeySlotID
    ) throws(EscrowError) -> [OfficerShare] {
        var sealed: [OfficerShare] = []
        for officer in policy.officers where officer.id != giver {
            let place = handedPlace(statement, from: giver, to: officer.id)
            sealed.append(try seal(share, to: officer, vault: statement.vault, slot: slot, place: place))
        }
        return sealed
    }

    /// Opens a share that another officer handed over with her approval.
    ///
    /// - Throws: ``EscrowError/doesNotOpen``.
    package func open(
        handedFrom giver: StaffMemberID,
        for statement: AccessStatement,
        with key: borrowing SlotPrivateKey,
        slot: KeySlotID
    ) throws(EscrowError) -> SecretShare {
        let place = Self.handedPlace(statement, from: giver, to: officer)
        return try open(with: key, vault: statement.vault, slot: slot, place: place)
    }

    private func open(
        with key: borrowing SlotPrivateKey,
        vault: VaultID,
        slot: KeySlotID,
        place: [UInt8]
    ) throws(EscrowError) -> SecretShare {
        let context = SealingContext(.escrowShare, vault: vault, slot: slot, place: place)
        do {
            return SecretShare(
                number: number,
                secret: SharedSecret(try HybridBox.open(box, with: key, context: context))
            )
        } catch { throw .doesNotOpen }
    }

    private static func seal(
        _ share: SecretShare,
        to officer: EscrowOfficer,
        vault: VaultID,
        slot: KeySlotID,
        place: [UInt8]
    ) throws(EscrowError) -> OfficerShare {
        let context = SealingContext(.escrowShare, vault: vault, slot: slot, place: place)
        do {
            let box = try HybridBox.seal(share.secret.bytes, to: officer.key, keyVersion: 0, context: context)
            return OfficerShare(officer: officer.id, number: share.number, box: box)
        } catch { throw .malformed }
    }

    private static func restingPlace(_ officer: StaffMemberID, _ number: UInt8) -> [UInt8] {
        var place = LengthPrefixed()
        place.append("share")
        place.append(officer.bytes)
        place.append(number)
        return place.bytes
    }

    private static func handedPlace(
        _ statement: AccessStatement,
        from giver: StaffMemberID,
        to taker: StaffMemberID
    ) -> [UInt8] {
        var place = LengthPrefixed()
        place.append("handed over")
        place.append(statement.digest)
        place.append(giver.bytes)
        place.append(taker.bytes)
        return place.bytes
    }
}
