import Identity
import Primitives

/// What lets a person in, in words, for her page of it.
struct FactorWords: Sendable {
    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    func factors(_ request: WebRequest) async throws -> SecurityPage.Factors {
        let token = try request.sessionToken()
        let factors = try await identity.factors(for: token)
        let devices = try await identity.devices(for: token)
        let current = request.deviceToken?.hash
        return SecurityPage.Factors(
            standing: standing(factors),
            canHavePasskeys: site.address.canHavePasskeys,
            passkeys: factors.passkeys.map(row),
            app: app(factors),
            backup: factors.hasSecondStep
                ? localized("{count} of 10 left.", ["count": Words.current.number(factors.backupCodeCount)]) : nil,
            devices: devices.map { row($0, isCurrent: $0.hash == current) }
        )
    }

    private func day(_ time: Timestamp) -> String {
        site.dayText(time.day(utcOffsetMinutes: site.utcOffsetMinutes())).medium
    }

    private func standing(_ factors: FactorStanding) -> SecurityPage.Standing {
        guard factors.hasSecondStep else {
            return SecurityPage.Standing(
                isWell: false,
                heading: localized("One step would make this much stronger."),
                sentence: localized("Who learns your passphrase comes in. Add a passkey or an authenticator app.")
            )
        }
        guard factors.backupCodeCount > 2 else {
            return SecurityPage.Standing(
                isWell: false,
                heading: localized("Few backup codes are left."),
                sentence: localized("Make new ones before you need them.")
            )
        }
        let count = factors.passkeys.count
        let passkeys = localized(count, one: "{count} passkey", other: "{count} passkeys")
        let ways =
            switch (count > 0, factors.appAdded != nil) {
            case (true, true):
                localized("Passphrase, {passkeys}, an authenticator app and a recovery kit.", ["passkeys": passkeys])
            case (true, false): localized("Passphrase, {passkeys} and a recovery kit.", ["passkeys": passkeys])
            default: localized("Passphrase, an authenticator app and a recovery kit.")
            }
        return SecurityPage.Standing(
            isWell: true,
            heading: localized("Well protected."),
            sentence: ways + " " + localized("Nothing to do.")
        )
    }

    private func row(_ passkey: Passkey) -> SecurityPage.PasskeyRow {
        let use =
            passkey.lastUse.map { localized("Last used {day}.", ["day": site.dayText($0).medium]) }
            ?? localized("Not used yet.")
        let what =
            passkey.slot != nil
            ? localized("Signs you in by itself.") : localized("A second step after the passphrase.")
        return SecurityPage.PasskeyRow(
            name: passkey.name,
            detail: localized("Added {day}.", ["day": day(passkey.added)]) + " " + use + " " + what,
            path: "\(SecurityPages.path)/passkeys/\(Base32.encode(passkey.mark))"
        )
    }

    private func app(_ factors: FactorStanding) -> SecurityPage.App {
        guard let added = factors.appAdded else {
            return SecurityPage.App(isOn: false, detail: localized("Six digits from an app on your phone. Not set up."))
        }
        return SecurityPage.App(isOn: true, detail: localized("6 digits, added {day}.", ["day": day(added)]))
    }

    private func row(_ device: KnownDevice, isCurrent: Bool) -> SecurityPage.DeviceRow {
        let trust = device.trustedUntil.flatMap { until in
            site.services.now() < until
                ? " " + localized("Does the second step until {day}.", ["day": day(until)]) : nil
        }
        let used = localized("Last used {day}.", ["day": site.dayText(device.lastUse).medium])
        return SecurityPage.DeviceRow(
            name: device.name,
            detail: localized("Known since {day}.", ["day": day(device.created)]) + " " + used + (trust ?? ""),
            isCurrent: isCurrent,
            path: "\(SecurityPages.path)/devices/\(Base32.encode(device.hash))"
        )
    }
}
