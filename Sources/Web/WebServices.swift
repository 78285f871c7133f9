package import Assurance
package import Identity
package import Money
package import Primitives

/// What pages and API need from the rest of the program.
///
/// Made once, by the composition root.
package struct WebServices: Sendable {
    let identity: IdentityService
    let statements: any StatementReader
    package let promises: PromiseBoard
    let now: Now
    let today: @Sendable () -> CalendarDay
    let reports = ReportCache()
    let imports = StagedImports()

    /// - `today`: the calendar day where the machine is; a line without a date means it.
    package init(
        identity: IdentityService,
        statements: any StatementReader,
        promises: PromiseBoard,
        now: @escaping Now,
        today: @escaping @Sendable () -> CalendarDay
    ) {
        self.identity = identity
        self.statements = statements
        self.promises = promises
        self.now = now
        self.today = today
    }

    /// Promises are checked again when the last run is older than this.
    private static let promisesLifetimeSeconds: Int64 = 600

    /// Lets go of answers and files that nobody has asked for lately, and checks the promises when it is time.
    ///
    /// Called every few seconds.
    package func expire() async {
        let time = now()
        reports.expire(at: time)
        await imports.expire(at: time)
        await promises.refresh(olderThanSeconds: Self.promisesLifetimeSeconds)
    }

    /// Forgets what was kept of an open vault beside the vault itself: its session was locked or ended.
    func forget(_ session: WebSession?) {
        guard let session else { return }
        imports.forget(session.account)
        reports.forget(session.account)
    }
}
