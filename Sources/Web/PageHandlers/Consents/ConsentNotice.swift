package import Primitives

/// What somebody is told before she agrees to a purpose, in plain words.
package struct ConsentNotice: Sendable, Hashable {
    package let heading: String
    /// What of hers is used.
    package let used: String
    /// What for.
    package let reason: String
    package let kept: String
    /// Who sees it.
    package let seen: String
    /// What happens when it is taken back.
    package let off: String
}

/// The notices of all purposes, each version that was ever shown.
///
/// Which of them is today's is in `NoticeVersions`. A text that somebody agreed to is never changed in what it says: a
/// new one gets the next number, and this one stays, so that her history shows what she read.
/// - Source: docs/spec/consents.md §2.
package enum ConsentNotices {
    /// Nil for a version that never was.
    package static func notice(of purpose: Purpose, version: UInt32) -> ConsentNotice? {
        guard version == 1 else { return nil }
        return switch purpose {
        case .moneyTracking: moneyTracking
        case .moneyImport: moneyImport
        case .export: export
        case .keyMaintenance: keyMaintenance
        case .cycleDiary: cycleDiary
        case .cyclePrediction: cyclePrediction
        case .cycleImport: cycleImport
        case .supportAccess: supportAccess
        case .aggregates: aggregates
        }
    }

    package static func heading(_ purpose: Purpose) -> String {
        switch purpose {
        case .moneyTracking: localized("Keep your money records")
        case .moneyImport: localized("Read statement files")
        case .export: localized("Hand you a copy")
        case .keyMaintenance: localized("Keep your keys in order")
        case .cycleDiary: localized("Keep your diary")
        case .cyclePrediction: localized("Estimate what is likely")
        case .cycleImport: localized("Read files of other diaries")
        case .supportAccess: localized("Let the staff help")
        case .aggregates: localized("Be counted among all")
        }
    }

    private static var alone: String {
        localized("You alone. The server has the key only while you are signed in, and nobody of the staff has one.")
    }

    private static var moneyTracking: ConsentNotice {
        ConsentNotice(
            heading: heading(.moneyTracking),
            used: localized("What you type or import: accounts, entries, budgets, receipts."),
            reason: localized("To keep it, to work out reports from it, and to show it to you."),
            kept: localized("Until you delete it, or your account. What you delete can be undone for 30 days."),
            seen: localized(
                "You, and in a shared book its members. The server has the key only while you are signed in."
            ),
            off: localized(
                "Money closes: nothing of it is opened, shown or added. It stays sealed until you delete it."
            )
        )
    }

    private static var moneyImport: ConsentNotice {
        ConsentNotice(
            heading: heading(.moneyImport),
            used: localized("A file that you choose, and what is in it."),
            reason: localized("To find the entries in it, and to leave out those that you have already."),
            kept: localized("The file is forgotten after half an hour. Entries that you add stay like those you type."),
            seen: alone,
            off: localized("No statement is read. What was imported before stays.")
        )
    }

    private static var export: ConsentNotice {
        ConsentNotice(
            heading: heading(.export),
            used: localized("What you ask to take with you."),
            reason: localized("To write it into a file for you."),
            kept: localized("The file is made for you, and is not kept once you have it."),
            seen: localized("You, and whoever you give the file to."),
            off: localized("No file is made. You still see everything here.")
        )
    }

    private static var keyMaintenance: ConsentNotice {
        ConsentNotice(
            heading: heading(.keyMaintenance),
            used: localized("The keys of your vault, and nothing that is in it."),
            reason: localized("To make new keys when they are due, and to let you in and out."),
            kept: localized("As long as your account."),
            seen: alone,
            off: localized("It is part of having an account, and ends with it.")
        )
    }

    private static var cycleDiary: ConsentNotice {
        ConsentNotice(
            heading: heading(.cycleDiary),
            used: localized("What you write about your body: bleeding, temperatures, symptoms, sex, notes."),
            reason: localized("To keep it and to show it to you."),
            kept: localized("Until you delete it, or your account. What you delete can be undone for 30 days."),
            seen: localized(
                "You, and a partner whom you show parts of it. The server has the key only while you are signed in."
            ),
            off: localized("The diary closes. Calendars of it and what partners are shown are deleted at once.")
        )
    }

    private static var cyclePrediction: ConsentNotice {
        ConsentNotice(
            heading: heading(.cyclePrediction),
            used: localized("The cycles in your diary."),
            reason: localized("To work out, while you look, when a period or fertile days are likely."),
            kept: localized("Not at all, except in calendars and shared parts that you made."),
            seen: localized("You, and whoever has such a calendar or part from you."),
            off: localized(
                "Nothing is said of days to come. Calendars and what partners are shown are taken away at once."
            )
        )
    }

    private static var cycleImport: ConsentNotice {
        ConsentNotice(
            heading: heading(.cycleImport),
            used: localized("A file that you choose, and what is in it."),
            reason: localized("To find the days in it, and to compare them with yours."),
            kept: localized("The file is forgotten after half an hour. Days that you add stay like those you write."),
            seen: alone,
            off: localized("No diary is read. What was imported before stays.")
        )
    }

    private static var supportAccess: ConsentNotice {
        ConsentNotice(
            heading: heading(.supportAccess),
            used: localized("The part that you choose: money, diary, or both."),
            reason: localized("To find out what is wrong when you ask for help."),
            kept: localized("It is read and not kept. That it was read stays in your access history."),
            seen: localized("Two officers who both agreed, for an hour at most."),
            off: localized(
                "Nobody of the staff can open anything. What is open ends at once, and your keys are made new."
            )
        )
    }

    private static var aggregates: ConsentNotice {
        ConsentNotice(
            heading: heading(.aggregates),
            used: localized(
                "How often your vault was opened in a week, for what, and no more than 50 times. Nothing in it."
            ),
            reason: localized(
                "To publish a few weekly figures about everybody, with so much noise that nobody shows in them."
            ),
            kept: localized("Until the week is counted, at most 8 days. The noisy figures stay, and are about nobody."),
            seen: localized("Nobody sees what you add. The noisy figures are public."),
            off: localized("You are counted no more, and what you added to this week is deleted at once.")
        )
    }
}
