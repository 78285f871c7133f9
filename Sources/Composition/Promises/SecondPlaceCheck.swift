import Assurance
import Backup
import Keeper
import KeyService
import ObjectStore
import Primitives

/// RUN-7: that backups lie in a second place, too, whose copies this program cannot delete.
struct SecondPlaceCheck: PromiseCheck {
    /// What there is to look at; nil where no second place is configured.
    struct Subject: Sendable {
        /// When the newest whole backup here was made; nil where there is none.
        let newestHere: @Sendable () async throws -> Timestamp?
        let newestThere: @Sendable () async throws -> SecondCatalogue.Entry?
        /// What makes the place another one, in words, and whether it is.
        let elsewhere: @Sendable () async throws -> (words: String, isElsewhere: Bool)
        /// Whose credentials write there, in words, and whether they are others than the key service's; nil for a
        /// directory, which needs none.
        let credentials: @Sendable () async throws -> (words: String, areOthers: Bool)?
        let probe: @Sendable () async throws -> [SecondProbe]
        /// Why the last copy failed; nil where it did not.
        let failure: @Sendable () async throws -> SecondPlaceError?
    }

    let promise = PromiseID.run7
    let method =
        "Lists the copies in the second place and compares the newest whole one with the newest backup here: at most "
        + "26 hours behind it. Looks whether the place is on another device or in a bucket elsewhere, and under other "
        + "credentials than the key service. Tries there to delete, and in a directory to rename and write over, a "
        + "file of its own made for that: all of it must be refused."
    let subject: Subject?

    /// A day, and two hours for copying it.
    static let secondsMaximum: Int64 = 26 * 3600

    func run() async throws -> PromiseFinding {
        guard let subject else { return PromiseFinding(.notInDeployment(.noSecondPlace)) }
        var evidence: [Evidence] = []
        do {
            evidence.append(try await newest(subject))
            let (words, isElsewhere) = try await subject.elsewhere()
            evidence.append(Evidence("Where it is", words, isAsPromised: isElsewhere))
            if let (words, areOthers) = try await subject.credentials() {
                evidence.append(Evidence("Credentials", words, isAsPromised: areOthers))
            }
            for probe in try await subject.probe() {
                let found = probe.wasRefused ? "refused" : "done: \(Self.mending)"
                evidence.append(Evidence("Tried \(probe.what)", found, isAsPromised: probe.wasRefused))
            }
        } catch let error as SecondPlaceError {
            evidence.append(Evidence("The second place", error.sentence, isAsPromised: false))
        }
        if let failure = try await subject.failure() {
            evidence.append(Evidence("Last copy", failure.sentence, isAsPromised: false))
        }
        return PromiseFinding(evidence)
    }

    private static let mending =
        "take that right from this program there (docs/operating/second-place.md says how)"

    private func newest(_ subject: Subject) async throws -> Evidence {
        let what = "Newest whole copy"
        guard let here = try await subject.newestHere() else {
            return Evidence(what, "there is no backup here to be copied", isAsPromised: false)
        }
        guard let there = try await subject.newestThere(), let made = there.made else {
            return Evidence(what, "none", isAsPromised: false)
        }
        let behind = max(0, here.seconds - made.seconds)
        return Evidence(
            what,
            behind == 0 ? "of the newest backup here" : "\(behind / 3600) h \(behind / 60 % 60) min behind it",
            isAsPromised: behind <= Self.secondsMaximum
        )
    }
}

extension SecondPlaceCheck {
    /// What is looked at in a running installation.
    static func subject(_ services: AppServices) -> Subject? {
        guard let desk = services.second else { return nil }
        let (configuration, backups) = (services.configuration, services.backups)
        return Subject(
            newestHere: {
                guard let target = backups.target(nil) else { return nil }
                return try await backups.catalogue(target).newest()?.manifest.made
            },
            newestThere: { try await desk.catalogue.newest() },
            elsewhere: { try elsewhere(desk.second, backups: backups.target(nil), data: services.directory.path) },
            credentials: { try await credentials(desk.second, configuration, services) },
            probe: { try await desk.second.place.probe() },
            failure: { try await desk.record()?.failure }
        )
    }

    private static func elsewhere(
        _ second: ConfiguredSecond,
        backups: String?,
        data: String
    ) throws -> (words: String, isElsewhere: Bool) {
        if let place = second.place as? SecondDirectory {
            let others = [backups, data].compactMap(\.self)
            let isElsewhere = try others.allSatisfy { try place.isElsewhere(than: $0) }
            return isElsewhere
                ? ("a directory on another device than the data and the backups", true)
                : ("a directory on the same device as the data or the backups", false)
        }
        let staysHere = second.choice.bucket?.isOnThisMachine ?? true
        return staysHere ? ("a bucket that this machine itself serves", false) : ("a bucket on another host", true)
    }

    private static func credentials(
        _ second: ConfiguredSecond,
        _ configuration: Configuration,
        _ services: AppServices
    ) async throws -> (words: String, areOthers: Bool)? {
        guard let client = second.client else { return nil }
        guard configuration.keyService.aws != nil else {
            return ("those of the bucket; the key service needs none", true)
        }
        guard configuration.backupSecond?.bucket?.credentialsFile != nil else {
            return ("the key service’s own: name others with backup-second-credentials-file", false)
        }
        let there = try await objects { () async throws(ObjectStoreError) in try await client.accessKeyID() }
        let here = try await services.keyService.accessKeyID()
        return here == there
            ? ("the key service’s own: name others with backup-second-credentials-file", false)
            : ("others than the key service’s", true)
    }

    private static func objects<Value>(
        _ body: () async throws(ObjectStoreError) -> Value
    ) async throws(SecondPlaceError) -> Value {
        do { return try await body() } catch { throw SecondPlaceError(error) }
    }
}
