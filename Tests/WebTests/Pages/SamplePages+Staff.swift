import Money
import Primitives

@testable import Web

extension SamplePages {
    func staffFrame(theme: Theme) -> PageFrame {
        PageFrame(
            handle: text("asha"),
            csrf: text("token-of-the-form"),
            path: "/staff",
            theme: theme,
            flash: Flash(.done, text("Recorded.")),
            staff: StaffFrame(role: text("Senior engineer, officer"), tabs: Place.StaffTab.allCases)
        )
    }

    func staffDoor() -> [(String, any Page)] {
        [
            ("staff-sign-in", StaffSignInPage(canUsePasskeys: true)),
            ("staff-sign-in-numbers", StaffSignInPage(canUsePasskeys: false)),
            ("staff-join", StaffJoinPage(canUsePasskeys: true)),
            (
                "staff-error",
                StaffErrorPage(status: 403, heading: "This is not open to you", lead: text("You are not on duty now."))
            ),
            ("staff-error-plain", StaffErrorPage(status: 404, heading: "There is no page here", lead: nil)),
        ]
    }

    func staffPages() -> [(String, any Page)] {
        [
            ("staff-own", own()), ("staff-own-lapsed", own(isLapsed: true)),
            (
                "staff-console",
                StaffConsolePage(
                    kept: "31",
                    broken: "1",
                    overdue: "1",
                    absent: "20",
                    wrong: [
                        .init(id: text("RUN-6"), text: text("Full backup every day"), why: text("Newest: 36 days"))
                    ],
                    checked: text("20 November 2026, 20:12 UTC")
                )
            ),
            (
                "staff-console-fine",
                StaffConsolePage(kept: "33", broken: "0", overdue: "0", absent: "20", wrong: [], checked: "20:12 UTC")
            ),
            ("staff-numbers", StaffNumbersPage(numbers(isEmpty: false))),
            ("staff-accounts", StaffAccountsPage()),
            ("staff-accounts-found", StaffAccountsPage(found: account(isHeld: false))),
            ("staff-accounts-held", StaffAccountsPage(found: account(isHeld: true))),
            (
                "staff-accounts-nobody",
                StaffAccountsPage(problems: FormProblems(summary: text("There is no account."), errors: []))
            ),
            ("staff-members", members()), ("staff-member", member(maySee: true)),
            ("staff-member-reading", member(maySee: false)),
            ("staff-decisions", decisions()), ("staff-decisions-none", StaffDecisionsPage(rows: [])),
            ("staff-access", accesses()), ("staff-access-request", accessRequest(isOpen: false)),
            ("staff-access-open", accessRequest(isOpen: true)), ("staff-reading", reading()),
            (
                "staff-access-none",
                StaffAccessPage(waiting: [], ended: [], counts: nil, form: nil)
            ),
            ("staff-link", StaffLinkPage(link: text("https://staff.example/staff/join#k7qmx2pd9rtavh4e"))),
            ("staff-history", history()), ("staff-history-none", StaffHistoryPage(rows: [], older: nil)),
        ]
    }

    private var records: [StaffRecordRow] {
        [
            StaffRecordRow(label: "Training", detail: text("Counts until 20 February 2027."), counts: true),
            StaffRecordRow(label: "On duty", detail: text("Not now, and nothing is planned."), counts: false),
            StaffRecordRow(label: text("Laptop"), detail: text("Counts until 20 May 2027."), counts: true),
        ]
    }

    private func own(isLapsed: Bool = false) -> StaffOwnPage {
        StaffOwnPage(
            name: text("Meera"),
            role: text("Security"),
            lapses: isLapsed ? [text("You are not on duty now, so nothing of production is open.")] : [],
            warnings: [text("Your training counts until 20 February 2027.")],
            permissions: [
                .init(label: text("See how you stand"), isProduction: false, isOpen: true),
                .init(label: text("Hold an account"), isProduction: true, isOpen: !isLapsed),
            ],
            records: records,
            begun: text("20 November 2026, 20:12 UTC"),
            ends: text("21 November 2026, 04:12 UTC")
        )
    }

    private func account(isHeld: Bool) -> StaffAccountsPage.Found {
        StaffAccountsPage.Found(
            id: text("0000000000000000000000000a"),
            path: "/staff/accounts/0000000000000000000000000a",
            sessionCount: 2,
            heldSince: isHeld ? text("20 November 2026, 20:12 UTC") : nil,
            mayEnd: true,
            mayHold: !isHeld,
            mayRelease: isHeld
        )
    }

    private func members() -> StaffMembersPage {
        StaffMembersPage(
            rows: [
                .init(
                    path: "/staff/members/a",
                    name: text("Asha"),
                    role: text("Senior engineer, officer"),
                    isFit: true,
                    state: text("on duty")
                ),
                .init(
                    path: "/staff/members/b",
                    name: text("Priya"),
                    role: text("Support"),
                    isFit: false,
                    state: text("no device counts")
                ),
            ],
            officerCount: 2
        )
    }

    private func member(maySee: Bool) -> StaffMemberPage {
        StaffMemberPage(
            path: "/staff/members/b",
            name: text("Priya"),
            role: text("Support"),
            joined: text("3 March 2026"),
            hasKey: maySee,
            isCopyable: !maySee,
            sessionCount: 1,
            records: records,
            devices: [
                .init(
                    path: "/staff/members/b/devices/d",
                    label: text("Laptop"),
                    shown: text("3 March 2026, 08:00 UTC"),
                    canAttest: maySee
                )
            ],
            training: [.init(what: text("Introduction"), detail: text("3 March 2026, recorded by Asha"))],
            duty: [.init(path: "/staff/members/b/duty/w/cancel", span: text("20 November to 27 November"))],
            may: .init(
                attest: maySee,
                train: maySee,
                planDuty: maySee,
                propose: maySee,
                remove: maySee,
                endSessions: maySee
            ),
            today: today,
            problems: maySee ? FormProblems(summary: text("There is no such device any more."), errors: []) : .none
        )
    }

    private func decisions() -> StaffDecisionsPage {
        StaffDecisionsPage(
            rows: [
                .init(
                    path: "/staff/decisions/p",
                    what: text("Invite Ravi: Support"),
                    agreed: text("Agreed: Asha"),
                    until: text("21 November 2026, 20:12 UTC"),
                    isLink: false,
                    canApprove: true
                ),
                .init(
                    path: "/staff/decisions/q",
                    what: text("Invite Leela: Auditor"),
                    agreed: text("Agreed: Asha, Meera"),
                    until: text("21 November 2026, 20:12 UTC"),
                    isLink: true,
                    canApprove: false
                ),
            ],
            name: text("Ravi"),
            role: "auditor",
            problems: FormProblems(summary: text("Somebody has that name already."), errors: [])
        )
    }

    private func history() -> StaffHistoryPage {
        StaffHistoryPage(
            rows: [
                .init(
                    time: text("20 November 2026, 20:12 UTC"),
                    who: text("Asha"),
                    what: text("Attested a colleague’s device"),
                    detail: text("Priya"),
                    entry: "1,204",
                    isProven: true
                ),
                .init(
                    time: text("20 November 2026, 20:10 UTC"),
                    who: text("the command line"),
                    what: text("Planned a duty"),
                    detail: nil,
                    entry: "1,203",
                    isProven: false
                ),
            ],
            older: "/staff/history?below=12"
        )
    }

    private func accesses() -> StaffAccessPage {
        func row(_ id: String, _ state: String, _ tone: StaffAccessPage.State.Tone) -> StaffAccessPage.Row {
            StaffAccessPage.Row(
                path: "/staff/access/\(id)",
                ticket: text("HELP-0412"),
                what: text("Priya asks to see: money entries and accounts"),
                made: text("20 November 2026, 20:12 UTC"),
                state: .init(text(state), tone)
            )
        }
        return StaffAccessPage(
            waiting: [row("a", "waiting, 1 of 2 officers", .late), row("b", "open", .fail)],
            ended: [row("c", "its minutes are over", .info)],
            counts: text("3 people allow help."),
            form: .init(
                trackers: ["money"],
                minutes: "30",
                reason: text("The total looks wrong to her."),
                ticket: "0412"
            )
        )
    }

    private func accessRequest(isOpen: Bool) -> StaffAccessRequestPage {
        StaffAccessRequestPage(
            path: "/staff/access/a",
            asker: text("Priya, 20 November 2026, 20:12 UTC"),
            ticket: text("HELP-0412"),
            reason: text("Her totals look wrong to her. She wrote to us first."),
            scope: text("money entries and accounts"),
            minutes: "30",
            state: .init(text(isOpen ? "open" : "waiting, 1 of 2 officers"), isOpen ? .fail : .late),
            clock: .init(seconds: 1520, text: "25:20", sentence: text("left of this access.")),
            approvals: [
                .init(
                    initial: "A",
                    name: text("Asha"),
                    detail: text("Officer, agreed 20 November 2026, 20:14 UTC with a passkey"),
                    number: "1"
                ),
                .init(initial: "2", name: "Second officer", detail: text("Nobody yet"), number: nil),
            ],
            canAgree: !isOpen,
            isOwn: isOpen,
            canEnd: true,
            isOpen: isOpen,
            reading: isOpen
                ? [.init(path: "/staff/access/a/money", label: text("Read money entries and accounts"))] : [],
            pages: isOpen ? "3 pages were read." : nil,
            problems: .none
        )
    }

    private func reading() -> StaffReadingPage {
        let money = MoneyText(Amount(minorUnits: 1_204_50, currency: .inr), grouping: .indian, sign: .negative)
        return StaffReadingPage(
            what: text("money entries and accounts"),
            mark: text("Priya · HELP-0412 · page 2 · 20 November 2026, 20:15 UTC"),
            until: text("20 November 2026, 20:44 UTC"),
            back: "/staff/access/a",
            sections: [
                .init("Accounts", [.init(lead: "Bank account", text: text("Savings"), money: money)]),
                .init(
                    "Entries",
                    [
                        .init(
                            lead: text("19 November 2026"),
                            text: text("Green Grocer"),
                            detail: text("Groceries · Savings"),
                            money: money
                        )
                    ]
                ),
                .init("Days", []),
            ],
            next: "/staff/access/a/money?after=x"
        )
    }
}
