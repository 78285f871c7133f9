import Assurance
import Web

extension AppServices {
    /// The checks of this installation.
    ///
    /// `site`, `plain`: how a stranger reaches the server; nil where this process serves no one.
    func promiseBoard(site: ServerProbe?, plain: ServerProbe?) -> PromiseBoard {
        let address = SiteAddress(name: configuration.name, httpsPort: configuration.port)
        let operations = FlowkeepAPI.endpoints(webServices(promises: .empty))
        let checks: [any PromiseCheck] = [
            BankCredentialCheck(endpoints: operations),
            TransportVersionCheck(probe: site),
            RedirectCheck(probe: plain, hasListener: configuration.redirectPort != nil),
            TransportPolicyCheck(probe: site, isRealHostName: address.isRealHostName),
            OriginCheck(probe: site),
            MinimisationCheck(endpoints: operations),
            CardNumberCheck(),
            KeyRotationCheck(self),
            BackupCheck(catalogue: backups.target(nil).map(backups.catalogue), now: SystemClock.now),
        ]
        return PromiseBoard(checks: { checks }, now: SystemClock.now)
    }
}

extension PromiseBoard {
    /// For whoever needs the operations of the API and not their answers.
    fileprivate static var empty: PromiseBoard { PromiseBoard(checks: { [] }, now: SystemClock.now) }
}
