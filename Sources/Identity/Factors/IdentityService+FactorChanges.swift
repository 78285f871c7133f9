import KeyService

/// Who changes factors, as it is stored: the session that showed who is there, and its account.
struct FactorHolder {
    let session: OpenRecord<Session>
    let account: OpenRecord<UserAccount>
}

/// What all changes of factors have in common.
extension IdentityService {
    /// Looks once more at what the change rests on, right before it.
    ///
    /// - Throws: `.proofNeeded`, `.signedOut`, `.sessionLocked`.
    func factorHolder(of session: Session) async throws(IdentityError) -> FactorHolder {
        let record = try await unlockedRecord(of: session)
        try requireProof(record.value)
        return FactorHolder(session: record, account: try await account(session.account))
    }

    /// Writes a change, and with it both records that it rests on, also where they stay as they are.
    ///
    /// Of two changes at once one would else not see the other: two factors that are each removed because of the other,
    /// or one that comes while the last one goes. And a session that has ended adds none.
    ///
    /// - Throws: a conflict where either was changed meanwhile; see ``repeating(_:)``.
    func write(
        _ changes: [RecordChange],
        by holder: FactorHolder,
        hasSecondStep: Bool
    ) async throws(IdentityError) {
        var account = holder.account.value
        account.hasSecondStep = hasSecondStep
        let standing = [
            try await replacing(holder.account, by: account), holder.session.value.replacing(holder.session),
        ]
        try await write(changes + standing)
        sessions.forgetRecords(of: account.id)
    }
}
