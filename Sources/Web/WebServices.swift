package import Assurance
package import AuditTrail
package import Cycle
package import Identity
package import Money
package import Payments
package import Primitives
package import Vault

/// What pages and API need from the rest of the program.
///
/// Made once, by the composition root.
package struct WebServices: Sendable {
    let identity: IdentityService
    let audit: AuditTrail
    let statements: any StatementReader
    let journals: any JournalReader
    let rateFiles: any RateReader
    let exporter: any BookExporter
    let receipts: any ReceiptReader
    let diaryReader: any DiaryReader
    let diaryExporter: any DiaryExporter
    let reportPrinter: any ReportPrinter
    let files: any FileStore
    /// Nil where nothing is paid for.
    let payments: PaymentDesk?
    /// Where archives are put to be made.
    let archives: ArchiveQueue
    package let promises: PromiseBoard
    let address: SiteAddress
    let now: Now
    let today: @Sendable () -> CalendarDay
    let reports = ReportCache()
    let due = DueRounds()
    let calendars = PublishedCalendars()
    /// The same of what partners are shown.
    let projections = PublishedCalendars()
    let imports = StagedImports()
    let inboxes = InboxWatch()

    /// - `today`: the calendar day where the machine is; a line without a date means it.
    package init(
        identity: IdentityService,
        audit: AuditTrail,
        statements: any StatementReader,
        journals: any JournalReader,
        rateFiles: any RateReader,
        exporter: any BookExporter,
        receipts: any ReceiptReader,
        diaryReader: any DiaryReader,
        diaryExporter: any DiaryExporter,
        reportPrinter: any ReportPrinter,
        files: any FileStore,
        payments: PaymentDesk? = nil,
        archives: ArchiveQueue,
        promises: PromiseBoard,
        address: SiteAddress,
        now: @escaping Now,
        today: @escaping @Sendable () -> CalendarDay
    ) {
        self.identity = identity
        self.audit = audit
        self.statements = statements
        self.journals = journals
        self.rateFiles = rateFiles
        self.exporter = exporter
        self.receipts = receipts
        self.diaryReader = diaryReader
        self.diaryExporter = diaryExporter
        self.reportPrinter = reportPrinter
        self.files = files
        self.payments = payments
        self.archives = archives
        self.promises = promises
        self.address = address
        self.now = now
        self.today = today
    }

    /// Lets go of answers and files that nobody has asked for lately.
    ///
    /// Called every few seconds.
    package func expire() async {
        let time = now()
        reports.expire(at: time)
        await imports.expire(at: time)
    }

    /// Forgets what was kept of a diary whose own lock was closed: files, and pages that show it beside something else.
    func forgetDiary(_ session: WebSession?) {
        guard let session else { return }
        imports.forgetDiaries(session.account)
        reports.forget(session.account)
    }

    /// Forgets what was kept of an open vault beside the vault itself: its session was locked or ended.
    func forget(_ session: WebSession?) {
        guard let session else { return }
        forget(session.account)
    }

    /// Likewise for somebody who was taken out of a book.
    func forget(_ account: UserAccountID) {
        imports.forget(account)
        reports.forget(account)
        due.forget(account)
    }
}
