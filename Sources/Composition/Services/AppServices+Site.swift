import ReportPDF
import CycleFormats
import Assurance
import AuditTrail
import Glibc
import HTTPTypes
import Identity
import Logging
import MoneyFormats
import Primitives
import SQLiteStore
import Web

extension AppServices {
    /// The pages of this installation; their templates are read and parsed here.
    func pages(_ web: WebServices) throws(StartError) -> PageSite {
        do {
            let assets = try AssetCatalogue()
            return PageSite(
                services: web,
                renderer: try PageRenderer(assets: assets),
                assets: assets,
                address: SiteAddress(name: configuration.name, httpsPort: configuration.port),
                contact: configuration.contact,
                utcOffsetMinutes: SystemClock.utcOffsetMinutes
            )
        } catch {
            throw .pages
        }
    }

    /// Pages and API of this installation.
    func site(
        tls: ServerTLS,
        _ web: WebServices,
        _ pages: PageSite,
        onServing: @escaping @Sendable () -> Void,
        logger: Logger
    ) -> WebSite {
        site(
            tls: tls,
            web: web,
            endpoints: FlowkeepAPI.endpoints(web) + operatorEndpoints(web.promises) + pages.endpoints,
            fallback: pages.fallback,
            onServing: onServing,
            logger: logger
        )
    }

    /// The API alone, for commands: no template is read and no page is laid out.
    func localSite(tls: ServerTLS, onServing: @escaping @Sendable () -> Void, logger: Logger) -> WebSite {
        let web = webServices(promises: localPromiseBoard())
        return site(
            tls: tls,
            web: web,
            endpoints: FlowkeepAPI.endpoints(web) + operatorEndpoints(web.promises),
            fallback: .none,
            onServing: onServing,
            logger: logger
        )
    }

    private func operatorEndpoints(_ promises: PromiseBoard) -> [Endpoint] {
        OperatorAPI(
            promises: promises,
            backups: backups,
            second: second,
            jobs: jobs,
            rotation: rotation,
            epochs: RecordEpochCalendar(records: metadata),
            records: RecordOperations(
                board: promises,
                records: promiseRecords,
                recorded: { [audit] record in
                    let act = AuditAct(.promiseRecord(record.promise.rawValue), at: SystemClock.now())
                    try await audit.record(act)
                },
                now: SystemClock.now,
                today: SystemClock.today
            ),
            stores: StoreExamination(installation: checkedInstallation, audit: audit),
            staff: StaffOperations(
                staff: staff,
                address: configuration.staff == nil ? nil : configuration.staffAddress,
                now: SystemClock.now
            )
        ).endpoints
    }

    func webServices(promises: PromiseBoard) -> WebServices {
        WebServices(
            identity: identity,
            audit: audit,
            statements: FileStatementReader(),
            journals: FileJournalReader(),
            rateFiles: FileRateReader(),
            exporter: FileBookExporter(),
            receipts: FileReceiptReader(),
            diaryReader: FileDiaryReader(),
            diaryExporter: FileDiaryExporter(),
            reportPrinter: PaperReportPrinter(),
            files: stores.files,
            payments: payments,
            archives: ArchiveQueue { [jobs] in try await ArchiveJobs.add($0, to: jobs) },
            promises: promises,
            address: SiteAddress(name: configuration.name, httpsPort: configuration.port),
            now: SystemClock.now,
            today: SystemClock.today
        )
    }

    private func site(
        tls: ServerTLS,
        web: WebServices,
        endpoints: [Endpoint],
        fallback: FallbackPages,
        onServing: @escaping @Sendable () -> Void,
        logger: Logger
    ) -> WebSite {
        WebSite(
            address: SiteAddress(name: configuration.name, httpsPort: configuration.port),
            tls: tls,
            endpoints: endpoints,
            sessions: IdentityGate(identity: identity),
            limits: WebLimits(),
            fallback: fallback,
            isReady: { [stores] in
                do {
                    _ = try stores.metadata.foreignChangeStamp()
                    return true
                } catch {
                    return false
                }
            },
            onServing: onServing,
            housekeeping: { await web.expire() },
            logger: logger
        )
    }
}
