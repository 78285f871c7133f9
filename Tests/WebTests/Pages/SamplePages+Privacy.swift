import Identity
import Primitives

@testable import Web

extension SamplePages {
    func privacy() -> [(String, any Page)] {
        func row(_ ordinal: Int, slot: String?, proof: String?) -> AccessPage.Row {
            AccessPage.Row(
                ordinal: ordinal,
                time: TimeText(Timestamp(seconds: 1_795_205_527), utcOffsetMinutes: 330),
                icon: slot == nil ? "key" : "laptop",
                slot: slot.map(text),
                act: text("Opened your vault"),
                purpose: slot == nil ? nil : text("to keep your money entries and show them to you"),
                state: slot == nil ? nil : text("Your journal had 612 entries then."),
                entry: "1187",
                proof: proof
            )
        }
        let days = [
            AccessPage.Day(
                heading: "Today",
                rows: [
                    row(2, slot: "You, signed in", proof: nil),
                    row(1, slot: "You, signed in", proof: "/api/v1/privacy/access-history/1/proof"),
                ]
            ),
            AccessPage.Day(heading: text("Wednesday 18 November 2026"), rows: [row(0, slot: nil, proof: nil)]),
        ]
        return [
            ("access", access(days, older: "/privacy/access?below=1")), ("access-empty", access([], older: nil)),
            ("support", support(isAllowed: true)), ("support-off", support(isAllowed: false)),
            ("plan", plan(isHosted: true)), ("plan-none", plan(isHosted: false)),
            ("consents", consents(isAsked: false)), ("consents-asked", consents(isAsked: true)),
            ("consent", consent(isOld: true)), ("consent-never", consent(isOld: nil)),
        ]
    }

    private func plan(isHosted: Bool) -> PlanPage {
        PlanPage(
            takesPayments: isHosted,
            plans: isHosted ? [.init(provider: "Stripe", state: text("It is paid."), until: text("1 Feb 2027"))] : [],
            reference: isHosted ? "01234567-89ab-8def-8123-456789abcdef" : nil
        )
    }

    private func notice(_ purpose: Purpose) -> ConsentNotice {
        let notice = ConsentNotices.shown(purpose, 1)
        return ConsentNotice(
            heading: text(notice?.heading ?? ""),
            used: text(notice?.used ?? ""),
            reason: text(notice?.reason ?? ""),
            kept: text(notice?.kept ?? ""),
            seen: text(notice?.seen ?? ""),
            off: text(notice?.off ?? "")
        )
    }

    private func consents(isAsked: Bool) -> ConsentsPage {
        func row(_ purpose: Purpose, isOn: Bool) -> ConsentsPage.Row {
            ConsentsPage.Row(
                id: purpose.name,
                notice: notice(purpose),
                isOn: isOn,
                isOutdated: isAsked && !isOn,
                since: purpose.isAsked ? text(isOn ? "On since 2 January 2026." : "Off since 9 October 2026.") : nil,
                action: purpose.isAsked && purpose != .supportAccess ? "/privacy/consents/\(purpose.name)" : nil,
                elsewhere: purpose == .supportAccess ? "/privacy/support" : nil,
                path: purpose.isAsked ? "/privacy/consents/\(purpose.name)" : nil
            )
        }
        let asked = ConsentsPage.Asked(
            heading: text("That page is closed, because you have not agreed to what it does."),
            sentence: text("Switch on “Keep your money records” to open it again."),
            exportPath: "/money/export"
        )
        return ConsentsPage(
            asked: isAsked ? asked : nil,
            groups: [
                .init(
                    id: "g-for",
                    heading: text("What Flowkeep is for"),
                    rows: [row(.moneyTracking, isOn: !isAsked), row(.cycleDiary, isOn: true)]
                ),
                .init(
                    id: "g-extra",
                    heading: text("What else you may want"),
                    rows: [
                        row(.moneyImport, isOn: true), row(.export, isOn: true), row(.cyclePrediction, isOn: isAsked),
                        row(.cycleImport, isOn: false), row(.supportAccess, isOn: false),
                        row(.aggregates, isOn: false),
                    ]
                ),
                .init(id: "g-always", heading: text("Part of every account"), rows: [row(.keyMaintenance, isOn: true)]),
            ],
            changes: isAsked ? [] : [change(isGiven: false, isOld: false), change(isGiven: true, isOld: true)],
            hasSignal: !isAsked
        )
    }

    private func change(isGiven: Bool, isOld: Bool) -> ConsentChangeRow {
        ConsentChangeRow(
            when: text("9 October 2026, 20:14"),
            heading: text("Estimate what is likely"),
            isGiven: isGiven,
            version: "1",
            oldNotice: isOld ? notice(.cyclePrediction) : nil
        )
    }

    /// - `isOld`: a notice of before stands in the history; nil for no history.
    private func consent(isOld: Bool?) -> ConsentPage {
        ConsentPage(
            notice: notice(.cyclePrediction),
            version: isOld == true ? "2" : "1",
            changes: isOld.map { [change(isGiven: false, isOld: $0), change(isGiven: true, isOld: $0)] } ?? []
        )
    }

    private func support(isAllowed: Bool) -> SupportPage {
        func notice(_ ended: String?) -> SupportPage.Notice {
            SupportPage.Notice(
                what: text("Support asked to see: money entries and accounts"),
                reason: text("Your totals look wrong to you."),
                ticket: text("HELP-0412"),
                opened: text("20 November 2026, 20:14"),
                ended: ended.map(text),
                pages: ended == nil ? nil : "3 pages were read."
            )
        }
        return SupportPage(
            allowed: isAllowed ? text("money entries and accounts") : nil,
            since: isAllowed ? text("18 November 2026") : nil,
            officers: isAllowed ? "3" : nil,
            scopes: [
                .init(name: "scope-money", label: text("money entries and accounts"), isChosen: isAllowed),
                .init(name: "scope-diary", label: text("the diary"), isChosen: false),
            ],
            notices: isAllowed ? [notice(nil), notice("20 November 2026, 20:44")] : [],
            isOpen: isAllowed
        )
    }

    private func access(_ days: [AccessPage.Day], older: String?) -> AccessPage {
        AccessPage(
            counts: [AccessPage.Count(number: "311", label: text("by you, signed in"))],
            standing: text("Every entry on this page was just compared with the public log, which has 18,204 entries."),
            logKey: text("localhost/log+5067d5f7+ASVDuS/xCVURR2rcg2nbbdyTNmWhGXjdoUBO4QZsqVWd"),
            days: days,
            older: older,
            isNewest: older != nil
        )
    }
}
