/// The templates of whole pages, by file name under `Resources/templates/pages`.
///
/// ``PageRenderer`` refuses to start when one of them is missing.
package enum PageTemplate: String, Sendable, CaseIterable {
    case welcome
    case rights
    case breaches
    case staffBreaches = "staff-breaches"
    case staffBreach = "staff-breach"
    case rightsForm = "rights-form"
    case rightsRequest = "rights-request"
    case staffRights = "staff-rights"
    case staffRightsRequest = "staff-rights-request"
    case tokens
    case tokenForm = "token-form"
    case tokenMade = "token-made"
    case waiting
    case books
    case book
    case bookJoin = "book-join"
    case bookInvite = "book-invite"
    case bookDelete = "book-delete"
    case cycleSharing = "cycle-sharing"
    case sharing
    case sharingJoin = "sharing-join"
    case signUp = "sign-up"
    case recoveryKit = "recovery-kit"
    case signIn = "sign-in"
    case signInCode = "sign-in-code"
    case confirm
    case passkey
    case authenticator
    case backupCodes = "backup-codes"
    case guardian
    case unlock
    case heldForm = "held-form"
    case recover
    case today
    case transactions
    case cycle
    case cycleStart = "cycle-start"
    case cycleDay = "cycle-day"
    case cycleCalendar = "cycle-calendar"
    case names
    case more
    case transaction
    case receipts
    case bulkEdit = "bulk-edit"
    case month
    case budgets
    case budget
    case recurring
    case recurringEntry = "recurring-entry"
    case forecast
    case goals
    case goal
    case people
    case loan
    case loanForm = "loan-form"
    case rules
    case rule
    case ruleRun = "rule-run"
    case merge
    case matches
    case accounts
    case account
    case reconcile
    case categories
    case category
    case spending
    case incomeStatement = "income-statement"
    case cashFlow = "cash-flow"
    case balances
    case netWorth = "net-worth"
    case trend
    case currencies
    case rates
    case rateCheck = "rate-check"
    case calendar
    case views
    case explore
    case cycleHistory = "cycle-history"
    case cycleSettings = "cycle-settings"
    case cycleFeelings = "cycle-feelings"
    case cyclePlans = "cycle-plans"
    case cyclePlan = "cycle-plan"
    case cycleReport = "cycle-report"
    case cycleImport = "cycle-import"
    case cycleImportCheck = "cycle-import-check"
    case cycleImportDone = "cycle-import-done"
    case cycleExport = "cycle-export"
    case cycleUnlock = "cycle-unlock"
    case importFile = "import"
    case importCheck = "import-check"
    case importJournal = "import-journal"
    case importDone = "import-done"
    case export
    case access
    case consents
    case consent
    case processing
    case security
    case settings
    case support
    case archive
    case archiveAsked = "archive-asked"
    case deletion
    case deletionAsked = "deletion-asked"
    case deleted
    case plan
    case trust
    case numbers
    case help
    case offline
    case staffSignIn = "staff-sign-in"
    case staffJoin = "staff-join"
    case staffOwn = "staff-own"
    case staffConsole = "staff-console"
    case staffNumbers = "staff-numbers"
    case staffAccounts = "staff-accounts"
    case staffMembers = "staff-members"
    case staffMember = "staff-member"
    case staffDecisions = "staff-decisions"
    case staffLink = "staff-link"
    case staffAccess = "staff-access"
    case staffAccessRequest = "staff-access-request"
    case staffReading = "staff-reading"
    case staffHistory = "staff-history"
    case staffError = "staff-error"
    case error

    var name: String { "pages/" + rawValue }
}
