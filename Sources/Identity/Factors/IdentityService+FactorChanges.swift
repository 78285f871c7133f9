import KeyService

/// Who makes or takes away a way in, as it is stored: the session, and its account.
struct StandingSession {
    let session: OpenRecord<Session>
    let account: OpenRecord<UserAccount>
}

/// What all changes of ways in have in common.
///
/// - Source: docs/spec/factors.md §3.
extension IdentityService {
    /// Looks at what a change rests on, right before it.
    ///
    /// - Throws: `.signedOut`, `.sessionLocked`.
    func standing(_ session: Session) async throws(IdentityError) -> StandingSession {
        let record = try await unlockedRecord(of: session)
        return StandingSession(session: record, account: try await account(session.account))
    }

    /// As ``standing(_:)``, for what takes a proof.
    ///
    /// - Throws: `.proofNeeded` beside.
    func proved(_ session: Session) async throws(IdentityError) -> StandingSession {
        let standing = try await standing(session)
        try requireProof(standing.session.value)
        return standing
    }

    /// Writes a change, and with it both records that it rests on, also where they stay as they are.
    ///
    /// Of two changes at once one would else not see the other: two factors that are each removed because of the other,
    /// or one that comes while the last one goes. And a session that has ended makes no way in.
    ///
    /// - `change`: of the account's record.
    /// - Throws: a conflict where either was changed meanwhile; see ``repeating(_:)``.
    func write(
        _ changes: [RecordChange],
        by standing: StandingSession,
        _ change: (inout UserAccount) -> Void = { _ in }
    ) async throws(IdentityError) {
        var account = standing.account.value
        change(&account)
        let present = [
            try await replacing(standing.account, by: account), standing.session.value.replacing(standing.session),
        ]
        try await write(changes + present)
        sessions.forgetRecords(of: account.id)
    }
}
