import Escrow
import KeyService
import Primitives
import Vault

/// What is kept of an account beside its vault, for the archive of its owner.
///
/// - Source: docs/spec/archives.md §6.
extension IdentityService {
    private typealias Fact = AccountSection.Fact

    /// Every section of what identity keeps; one without rows says that there is nothing.
    ///
    /// No secret, no hash of one, and of others only what she sees on her pages.
    package func accountSections(of archive: OpenedArchive) async throws(IdentityError) -> [AccountSection] {
        let account = try await account(archive.record.account).value
        return [
            AccountSection("account", [Self.facts(account)]),
            try await sessionSection(account), try await passkeySection(account), try await factorSection(account),
            try await deviceSection(account), try await guardianSection(account),
            try await tokenSection(account), try await endedTokenSection(account), try await senderSection(account),
            try await bookSection(account), try await invitationSection(account),
            try await shareSection(account), try await sharedSection(account), try await calendarSection(account),
            try await helpSection(account), try await requestSection(account), try await breachSection(account),
        ]
    }

    /// How every consent stands, and how that changed, newest first.
    package func archivedConsents(
        of archive: OpenedArchive
    ) async throws(IdentityError) -> (standings: [ConsentStanding], changes: [ConsentChange]) {
        let vault = archive.access.vaultID.bytes
        let notices = notices
        return (
            try await all(.consent, of: vault, ConsentRecord.self).map { ConsentStanding($0, under: notices) },
            try await all(.consentHistory, of: vault, ConsentChange.self).reversed()
        )
    }

    private static func facts(_ account: UserAccount) -> [Fact] {
        [
            Fact("handle", .text(account.handle)), Fact("made", .time(account.created)),
            Fact("locksAfterMinutes", .number(Int(account.idleLockMinutes))),
            Fact("hasSecondStep", .flag(account.hasSecondStep)),
            Fact("isYoungPerson", .flag(account.guardianConsent != nil)),
            Fact("diaryHasOwnLock", .flag(!account.ownLocks.isEmpty)),
            Fact("recoveryAsked", account.recoveryAsked.map { .time($0) }),
            Fact("deletionDue", account.deletionDue.map { .time($0) }),
        ].compactMap(\.self)
    }

    private func sessionSection(_ account: UserAccount) async throws(IdentityError) -> AccountSection {
        let sessions = try await all(.session, of: account.id.bytes, Session.self)
        return AccountSection(
            "sessions",
            sessions.map { session in
                [
                    Fact("device", .text(session.deviceName)), Fact("begun", .time(session.created)),
                    Fact("lastUse", .time(session.lastUse)), Fact("endsAt", .time(session.expiry)),
                ]
            }
        )
    }

    private func passkeySection(_ account: UserAccount) async throws(IdentityError) -> AccountSection {
        let passkeys = try await all(.passkey, of: account.id.bytes, Passkey.self)
        return AccountSection(
            "passkeys",
            passkeys.map { passkey in
                [
                    Fact("name", .text(passkey.name)), Fact("added", .time(passkey.added)),
                    Fact("lastUse", passkey.lastUse.map { .day($0) }),
                    Fact("opensTheVault", .flag(passkey.slot != nil)),
                ].compactMap(\.self)
            }
        )
    }

    private func factorSection(_ account: UserAccount) async throws(IdentityError) -> AccountSection {
        let factors = try await all(.secondFactors, of: account.id.bytes, SecondFactors.self)
        return AccountSection(
            "secondStep",
            factors.map { factors in
                [
                    Fact("authenticatorAdded", factors.app.map { .time($0.added) }),
                    Fact("backupCodesMade", factors.backupCodesMade.map { .time($0) }),
                    Fact("backupCodesLeft", .number(factors.backupCodes.count)),
                ].compactMap(\.self)
            }
        )
    }

    private func deviceSection(_ account: UserAccount) async throws(IdentityError) -> AccountSection {
        let devices = try await all(.knownDevice, of: account.id.bytes, KnownDevice.self)
        return AccountSection(
            "devices",
            devices.map { device in
                [
                    Fact("name", .text(device.name)), Fact("first", .time(device.created)),
                    Fact("lastUse", .day(device.lastUse)), Fact("forgottenAt", .time(device.expiry)),
                    Fact("withoutSecondStepUntil", device.trustedUntil.map { .time($0) }),
                ].compactMap(\.self)
            }
        )
    }

    private func guardianSection(_ account: UserAccount) async throws(IdentityError) -> AccountSection {
        let consents = try await all(.guardianConsent, of: account.id.bytes, GuardianConsent.self)
        return AccountSection(
            "guardianConsents",
            consents.map { consent in
                [
                    Fact("given", .time(consent.given)), Fact("isUsed", .flag(consent.child != nil)),
                    Fact("withdrawn", consent.withdrawn.map { .time($0) }),
                ].compactMap(\.self)
            }
        )
    }

    private func helpSection(_ account: UserAccount) async throws(IdentityError) -> AccountSection {
        var rows: [[Fact]] = []
        if let escrow = try await escrow(of: account.id)?.value {
            rows.append([
                Fact("allowedSince", .time(escrow.made)),
                Fact("opens", .texts(escrow.slots.map { String($0.tracker) })),
            ])
        }
        for notice in try await accessNotices(of: account.id) {
            rows.append(Self.facts(notice))
        }
        return AccountSection("help", rows)
    }

    private static func facts(_ notice: AccessNotice) -> [Fact] {
        [
            Fact("asked", .time(notice.asked)), Fact("role", .text(notice.role.name)),
            Fact("reason", .text(notice.reason)), Fact("ticket", .text(notice.ticket)),
            Fact("opens", .texts(notice.trackers.map { String($0) })), Fact("opened", .time(notice.opened)),
            Fact("ended", notice.ended.map { .time($0) }), Fact("pages", .number(notice.pages)),
        ].compactMap(\.self)
    }

    /// Every record of a kind that somebody owns.
    func all<Value: RecordCodable>(
        _ kind: RecordKind,
        of owner: [UInt8],
        _ type: Value.Type
    ) async throws(IdentityError) -> [Value] {
        var (found, after): ([Value], [UInt8]?) = ([], nil)
        while true {
            let page: [OpenRecord<Value>]
            do { page = try await records.list(kind, owner: owner, after: after) } catch { throw .records(error) }
            guard let last = page.last else { return found }
            found += page.map(\.value)
            after = last.key.name
        }
    }
}
