import Assurance
import AuditTrail
import Identity
import Keeper
import KeyService
import Logging
import SQLiteStore
import Staff
import Web
import WebAuthn

extension Configuration {
    /// Under which name and port the staff's pages are reached; the site's own where there are none.
    var staffAddress: SiteAddress {
        SiteAddress(name: staff?.name ?? name, httpsPort: staff?.port ?? port)
    }

    /// Where passkeys of the staff are made and shown; without a listener nowhere.
    var staffParty: RelyingParty {
        RelyingParty(id: staffAddress.name, origins: staff == nil ? [] : [staffAddress.origin])
    }
}

extension AppServices {
    static func staffService(
        _ metadata: SealedRecords,
        _ audit: AuditTrail,
        _ startLeaf: StartLeaf,
        _ configuration: Configuration
    ) -> StaffService {
        StaffService(
            StaffService.Surroundings(
                records: metadata,
                recorder: TrailStaffRecorder(
                    audit: audit,
                    now: SystemClock.now,
                    waitForStart: startLeaf.waitForStaff
                ),
                relyingParty: configuration.staffParty,
                now: SystemClock.now
            )
        )
    }

    /// On whose word a part of somebody's data can be opened: today's officers, and the key service.
    static func escrowAuthority(
        _ staff: StaffService,
        _ audit: AuditTrail,
        _ keyService: KeyServiceConnection,
        _ configuration: Configuration
    ) -> StaffEscrowAuthority {
        StaffEscrowAuthority(
            staff: staff,
            audit: audit,
            keeper: KMSEscrow(
                client: keyService.client,
                environment: configuration.environment,
                region: configuration.region
            )
        )
    }

    /// The pages of the staff, for a listener of their own.
    func staffPages(promises: PromiseBoard) throws(StartError) -> StaffSite {
        do {
            let assets = try AssetCatalogue()
            return StaffSite(
                services: StaffServices(
                    staff: staff,
                    access: access,
                    identity: identity,
                    audit: audit,
                    promises: promises,
                    now: SystemClock.now,
                    localToday: SystemClock.today,
                    siteName: configuration.name,
                    contact: configuration.contact
                ),
                renderer: try PageRenderer(assets: assets),
                assets: assets,
                address: configuration.staffAddress,
                relyingPartyID: configuration.staffParty.id
            )
        } catch {
            throw .pages
        }
    }

    func staffSite(_ pages: StaffSite, tls: ServerTLS, logger: Logger) -> WebSite {
        WebSite(
            address: configuration.staffAddress,
            tls: tls,
            endpoints: pages.endpoints,
            // Nobody's session of the other listener counts here.
            sessions: NoSessions(),
            staff: StaffSessionGate(service: staff),
            limits: WebLimits(),
            fallback: pages.fallback,
            isReady: { true },
            onServing: {},
            housekeeping: {},
            logger: logger
        )
    }
}
