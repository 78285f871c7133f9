import Assurance
import Identity
import Keeper
import KeyService
import Logging
import Primitives
import Web

extension AppServices {
    /// The checks of a serving process, with their history.
    func servedPromiseBoard(logger: Logger) -> PromiseBoard {
        let checks = promiseChecks(
            site: probe(configuration.port),
            plain: configuration.redirectPort.map(probe),
            staff: configuration.staff.map { ServerProbe(host: $0.host, port: $0.port, name: $0.name) }
        )
        return PromiseBoard(
            checks: { checks },
            history: SealedPromiseHistory(records: activityRecords),
            historyFailed: { logger.warning("how promises changed could not be kept") },
            now: SystemClock.now
        )
    }

    /// The checks that need no connection, for commands; the server's history is shown and left as it is.
    func localPromiseBoard() -> PromiseBoard {
        let checks = promiseChecks(site: nil, plain: nil, staff: nil)
        return PromiseBoard(
            checks: { checks },
            history: SealedPromiseHistory(records: activityRecords),
            growsHistory: false,
            now: SystemClock.now
        )
    }

    var promiseRecords: SealedPromiseRecords { SealedPromiseRecords(records: metadata) }

    var checkedInstallation: CheckedInstallation {
        CheckedInstallation(
            stores: stores,
            ring: ring,
            environment: configuration.environment,
            region: configuration.region,
            now: SystemClock.now
        )
    }

    /// `site`, `plain`, `staff`: how a stranger reaches the server; nil where this process serves no one.
    private func promiseChecks(
        site: ServerProbe?,
        plain: ServerProbe?,
        staff: ServerProbe?
    ) -> [any PromiseCheck] {
        let address = SiteAddress(name: configuration.name, httpsPort: configuration.port)
        let operations = FlowkeepAPI.endpoints(webServices(promises: .empty))
        let installation = checkedInstallation
        let checks: [any PromiseCheck] = [
            BankCredentialCheck(endpoints: operations),
            TransportVersionCheck(probe: site),
            RedirectCheck(probe: plain, hasListener: configuration.redirectPort != nil),
            TransportPolicyCheck(probe: site, isRealHostName: address.isRealHostName),
            LogCheck(
                audit: audit,
                ring: ring,
                rememberedHead: { [metadata] in try await LogHead.read(from: metadata) },
                subjects: { try await installation.sampledSubjects() }
            ),
            OriginCheck(probe: site),
            MinimisationCheck(endpoints: operations),
            CardNumberCheck(endpoints: operations),
            PaymentCheck(now: SystemClock.now, endpoints: operations),
            KeyRotationCheck(self),
            BackupCheck(
                catalogue: backups.target(nil).map(backups.catalogue),
                means: configuration.keyService.isEmbedded ? .rootKey(directory: directory.keeper) : .elsewhere,
                drills: { [backups] in try await backups.drillStanding() },
                now: SystemClock.now,
                keys: { [backups] in try await backups.keysEvidence.evidence(for: $0) }
            ),
            SecondPlaceCheck(subject: SecondPlaceCheck.subject(self)),
            EgressCheck(client: egress),
            RootKeyCheck(holder: keyService.holder),
            StoredBytesCheck(
                samples: { try await installation.storedSamples() },
                integrity: { try await installation.sampledIntegrity() }
            ),
            KeylessCheck(installation: installation),
            MovedRecordCheck(installation: installation, places: StoreHeader.Kind.allCases.map(directory.store)),
            PlacesCheck(keyService: keyService.endpoint.transport),
            KeyContextCheck(ring: ring),
            TheftCheck(installation: installation),
            BoundaryCheck.region(installation),
            BoundaryCheck.environment(installation),
            LimitsCheck(probe: site, limits: WebLimits()),
            PurposeCheck(now: SystemClock.now), ConsentCheck(now: SystemClock.now),
            SecondStepCheck(now: SystemClock.now),
            AgeCheck(now: SystemClock.now, endpoints: operations),
            HelpCheck(probe: site, contact: configuration.contact),
            DiagnosticsCheck(probe: site), KeepingCheck(now: SystemClock.now),
            PortabilityCheck(now: SystemClock.now),
            ErasureCheck(
                overdue: { [identity] in try await identity.overdueDeletions() },
                now: SystemClock.now
            ),
            backupErasureCheck,
            AggregateCheck(
                overdue: { [identity] in try await identity.aggregates.overdueCount() },
                now: SystemClock.now
            ),
        ]
        let ofStaff = rightsPromiseChecks(site: site) + staffPromiseChecks(staff: staff, promises: .empty)
        let recorded = RecordedCheck.all(promiseRecords, today: SystemClock.today).filter { record in
            !ofStaff.contains { $0.promise == record.promise }
        }
        return checks + ofStaff + recorded
    }

    private func probe(_ port: UInt16) -> ServerProbe {
        ServerProbe(host: configuration.host, port: port, name: configuration.name)
    }
}

extension PromiseBoard {
    /// For whoever needs the operations of the API and not their answers.
    static var empty: PromiseBoard { PromiseBoard(checks: { [] }, now: SystemClock.now) }
}
