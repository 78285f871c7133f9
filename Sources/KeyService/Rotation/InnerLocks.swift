/// Boxes inside a record that are locked under other key-encryption keys than the record itself: those of key slots.
///
/// Whoever knows the record's form conforms; rotation asks it to lock them anew.
package protocol InnerLocks: Sendable {
    /// The record with every inner box under the newest version of its key.
    ///
    /// - Parameters:
    ///   - plaintext: the record as it was encoded.
    ///   - key: where it lies.
    ///   - found: gets the versions that the boxes were under.
    /// - Returns: nil when all were under the newest already.
    /// - Throws: ``SealedRecordError``: `doesNotOpen` or `undecodable` for a damaged one.
    func relocked(
        _ plaintext: [UInt8],
        at key: RecordKey,
        found: inout KeyVersions
    ) async throws(SealedRecordError) -> [UInt8]?
}

extension RecordKind {
    /// The key that records of this kind are sealed under; nil for those that are not sealed under any.
    ///
    /// Without a default on purpose: who adds a kind says here what a rotation has to do with it.
    package var sealingUse: KEKUse? {
        switch self {
        case .userAccount, .keySlot, .sessionSlot, .session, .consent, .vaultHead, .installation, .lease, .trackerEpoch,
            .historyHead, .promiseRecord, .calendarFeed, .passkey, .secondFactors, .knownDevice, .pendingSignIn,
            .spentChallenge, .guardianConsent, .staffRoster, .staffSession, .accountHold, .apiToken, .inboxEntry,
            .inboxSender, .inbox, .endedToken, .sharedBook, .bookMembership, .bookInvitation, .diaryShare,
            .sharedWithMe, .escrow, .accessRequest, .accessNotice, .consentHistory, .archive, .budgetLedger,
            .noisyFigure, .contribution, .entitlement, .paymentNotice, .paymentCustomer, .tombstone,
            .deletionReceipt, .canaryVault, .secondPlace, .rightsRequest, .breach:
            .metadata
        case .activity, .promiseHistory: .activity
        case .logKey, .logIdentity: .log
        // Wrapped by the key service itself, and the plain list of versions that were.
        case .keyEncryptionKey, .keyHistory: nil
        }
    }
}
