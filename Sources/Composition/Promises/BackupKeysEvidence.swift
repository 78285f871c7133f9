import Assurance
import Backup
import Keeper
import Primitives

/// RUN-6: that the keys of backups die in time, and that a lost machine does not take them along.
struct BackupKeysEvidence: Sendable {
    let epochs: EpochKeys
    let kept: KeptKeys
    let now: Now

    /// The job looks every half hour.
    private static let slackSeconds: Int64 = 3600
    /// A day, and two hours for the backup that writes it.
    private static let minutesMaximum: Int64 = 26 * 60
    private static let daySeconds: Int64 = 86_400

    /// `epoch`: of the newest whole backup.
    func evidence(for epoch: BackupEpoch?) async throws -> [Evidence] {
        var found = [try await current(epoch), try await ages()]
        if let last = try await destroyed() { found.append(last) }
        if kept.isNeeded { found.append(keeperBackup()) }
        return found
    }

    /// Whether the backup ends, and does not end before its day: a look at it may be from yesterday.
    private func current(_ epoch: BackupEpoch?) async throws -> Evidence {
        let name = "What ends it"
        guard let epoch else { return Evidence(name, "nothing", isAsPromised: false) }
        guard try await epochs.isUsable(epoch.keyID) else {
            return Evidence(name, "the key of its epoch, which is gone already", isAsPromised: false)
        }
        let day = epoch.usableUntil.day().iso
        return Evidence(name, "the key of its epoch, usable until \(day)", isAsPromised: true)
    }

    /// How old the oldest key is that can still be used, or waits for its end.
    private func ages() async throws -> Evidence {
        let name = "Keys of epochs, destroyed by day \(EpochPlan.lifeDays)"
        let live = try await epochs.all().filter { $0.destroyed == nil }
        guard let oldest = live.first else { return Evidence(name, "none yet", isAsPromised: true) }
        let limit = now().adding(seconds: -Self.slackSeconds)
        let isLate = live.contains { key in
            key.epoch.ends < limit
                || (key.epoch.ends > key.epoch.usableUntil && key.told == nil && key.epoch.isOver(at: limit))
        }
        let days = max(0, now().seconds - oldest.epoch.began.seconds) / Self.daySeconds
        return Evidence(name, "\(live.count) there, the oldest on day \(days)", isAsPromised: !isLate)
    }

    /// Whether the key service still knows the key that was destroyed last.
    private func destroyed() async throws -> Evidence? {
        guard let last = try await epochs.all().last(where: { $0.destroyed != nil }) else { return nil }
        let isThere = try await epochs.isThere(last.epoch.keyID)
        let day = last.epoch.began.day().iso
        return Evidence("The key of \(day)", isThere ? "is back" : "is gone", isAsPromised: !isThere)
    }

    private func keeperBackup() -> Evidence {
        let name = "Keeper's own backup"
        guard let place = kept.place(beside: nil) else {
            return Evidence(name, "no place is set for it", isAsPromised: false)
        }
        do {
            guard let backup = try place.read() else { return Evidence(name, "is not there", isAsPromised: false) }
            let held = Set(backup.files.map(\.name))
            let missing = try kept.current().files.contains {
                KeeperFileFacts.isEnding($0.name) && !held.contains($0.name)
            }
            guard !missing else { return Evidence(name, "lacks a key that keeper has", isAsPromised: false) }
            let minutes = max(0, now().seconds - backup.made.seconds) / 60
            return Evidence(
                name,
                "\(minutes / 60) h \(minutes % 60) min old, \(kept.placeInWords)",
                isAsPromised: minutes <= Self.minutesMaximum
            )
        } catch {
            return Evidence(name, "cannot be read: \(error.sentence)", isAsPromised: false)
        }
    }
}

extension KeptKeys {
    /// Where it lies, and what that means.
    fileprivate var placeInWords: String {
        configured == nil
            ? "beside the backups: whoever keeps old copies of that whole directory keeps the keys of then with the "
                + "backups of then. The setting keeper-backup-directory names another place for it."
            : "in a place of its own"
    }
}

extension BackupDesk {
    /// What RUN-6 says of the keys of backups.
    nonisolated var keysEvidence: BackupKeysEvidence {
        BackupKeysEvidence(epochs: epochKeys, kept: surroundings.keptKeys, now: surroundings.now)
    }
}
