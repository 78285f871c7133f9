import HTTPTypes
import Primitives

/// Carries what just happened over the redirect to the next page: a word from a closed list and an opaque change, never
/// words of a person.
struct FlashCookie {
    enum Event: String, CaseIterable {
        case added, saved, deleted, changed, undone, account, category, imported, discarded, passphrase, ended, idle
        case rate, rates
        case settings, confirmed, skipped, settled, payday, budget, rule, merged
        case reconciled, kept
        case receiptAdded = "receipt-added"
        case receiptRemoved = "receipt-removed"
        case notUndone = "not-undone"
        case tooComplex = "too-complex"
        case leftOpen = "left-open"
        case notAnswered = "not-answered"
        case estimatesOn = "estimates-on"
        case estimatesOff = "estimates-off"
        case diaryBegun = "diary-begun"
        case tokenEnded = "token-ended"
        case tokensEnded = "tokens-ended"
        case senderEnded = "sender-ended"
        case putIn = "put-in"
        case entryDiscarded = "entry-discarded"
        case passkeyAdded = "passkey-added"
        case passkeyStep = "passkey-step"
        case passkeyRemoved = "passkey-removed"
        case appAdded = "app-added"
        case appRemoved = "app-removed"
        case kitLocked = "kit-locked"
        case recoveryStopped = "recovery-stopped"
        case supportAllowed = "support-allowed"
        case supportForbidden = "support-forbidden"
        case supportEnded = "support-ended"
        case accountKept = "account-kept"
        case archiveAsked = "archive-asked"
        case archiveDropped = "archive-dropped"
        case consentGiven = "consent-given"
        case consentWithdrawn = "consent-withdrawn"
        case requestFiled = "request-filed"
        case requestHonoured = "request-honoured"
        case requestWithdrawn = "request-withdrawn"
        case forgotten
        case bookMade = "book-made"
        case bookJoined = "book-joined"
        case bookLeft = "book-left"
        case bookDeleted = "book-deleted"
        case bookGone = "book-gone"
        case memberRemoved = "member-removed"
        case handedOver = "handed-over"
        case invitationWithdrawn = "invitation-withdrawn"
        case shareEnded = "share-ended"
        case shareBegun = "share-begun"

        var message: String {
            switch self {
            case .added: localized("Added.")
            case .saved: localized("Saved.")
            case .deleted: localized("Deleted. It can be undone for 30 days.")
            case .changed:
                localized("It was changed elsewhere in the meantime, so it was not deleted. Look at it again.")
            case .undone: localized("Undone. It is as it was before.")
            case .account: localized("The account was added.")
            case .category: localized("The category was added.")
            case .imported: localized("The file was imported.")
            case .discarded: localized("The file was discarded. Nothing was saved.")
            case .passphrase: localized("The passphrase was changed, and every other session was ended.")
            case .ended: localized("That session is over.")
            case .idle: localized("The idle lock was changed.")
            case .rate: localized("The rate was saved.")
            case .rates: localized("The rates were saved.")
            case .settings: localized("Saved.")
            case .receiptAdded: localized("The receipt was added.")
            case .receiptRemoved: localized("The receipt was removed. It can be undone for 30 days.")
            case .confirmed: localized("Confirmed.")
            case .skipped: localized("Skipped. It can be taken back below.")
            case .settled: localized("It was settled elsewhere in the meantime. This is how it stands now.")
            case .reconciled: localized("Reconciled: the account agrees with the statement.")
            case .kept: localized("Kept. It stands above the reports and the list.")
            case .budget: localized("The budget was saved.")
            case .rule: localized("The rule was saved.")
            case .merged: localized("The two are one entry now.")
            case .payday: localized("A budget counts its periods from it, so it was not ended.")
            case .notUndone:
                localized("It can no longer be undone: something later builds on it, or 30 days have passed.")
            case .tooComplex:
                localized("This entry has more parts than the form can show. It can be changed through the API.")
            case .leftOpen: localized("Left open. Nothing was changed.")
            case .notAnswered: localized("That could not be written for this day, so nothing was changed.")
            case .estimatesOn: localized("Estimates are worked out again.")
            case .estimatesOff: localized("Estimates are paused. Nothing more is computed.")
            case .diaryBegun: localized("The diary is yours from now on.")
            case .tokenEnded: localized("The token is revoked. It is good for nothing any more.")
            case .tokensEnded: localized("All tokens are revoked.")
            case .senderEnded: localized("That browser adds nothing by itself any more.")
            case .putIn: localized("It is put in.")
            case .entryDiscarded: localized("It is discarded.")
            case .passkeyAdded: localized("The passkey was added. It signs you in by itself.")
            case .passkeyStep:
                localized("The passkey was added as a second step: it cannot open your data by itself.")
            case .passkeyRemoved: localized("The passkey was removed. New keys are made at the next opening.")
            case .appAdded: localized("The authenticator app is on.")
            case .appRemoved: localized("The authenticator app is off.")
            case .kitLocked:
                localized("The diary is behind its own lock. Unlock it first: the new kit must open it too.")
            case .supportAllowed: localized("Allowed. Nothing is opened until somebody asks and two officers agree.")
            case .supportForbidden: localized("Taken back. Nobody can open anything, and your keys are made new.")
            case .supportEnded: localized("Ended. Nothing of yours is open to the staff.")
            case .accountKept: localized("Kept. Nothing is deleted.")
            case .archiveAsked: localized("It is being made.")
            case .archiveDropped: localized("The archive is deleted.")
            case .consentGiven: localized("Switched on. It stands in your history with its time.")
            case .consentWithdrawn:
                localized("Switched off. What rested on it has stopped, and the same press brings it back.")
            case .requestFiled: localized("Sent. Below stands by when it is answered.")
            case .requestHonoured: localized("Done, and on record.")
            case .requestWithdrawn: localized("Taken back.")
            case .recoveryStopped: localized("Stopped. Make a new recovery kit: somebody may have the old one.")
            case .forgotten: localized("Forgotten. Its next sign-in is that of a new device.")
            case .bookMade: localized("The book is made, and chosen. Invite whom you keep it with.")
            case .bookJoined: localized("You are in. The book is chosen.")
            case .bookLeft: localized("You left the book. Its keys are replaced when somebody who stays opens it.")
            case .bookDeleted: localized("The book is deleted, for everybody.")
            case .bookGone: localized("You are not in that book any more, or it was deleted. This is your own money.")
            case .memberRemoved: localized("Taken out. The book has new keys.")
            case .handedOver: localized("Handed over. You are an editor of it now.")
            case .shareEnded: localized("It is not shared any more, and what was shown is deleted.")
            case .shareBegun: localized("Agreed. It is shown here when the diary is opened next.")
            case .invitationWithdrawn: localized("The invitation is withdrawn. Its code opens nothing.")
            }
        }

        var kind: Flash.Kind {
            switch self {
            case .notUndone, .tooComplex, .changed, .settled, .payday, .notAnswered, .kitLocked, .bookGone: .failed
            case .leftOpen: .quiet
            default: .done
            }
        }
    }

    private static let name = "__Host-flowkeep-flash"
    private static let lifetimeSeconds = 60

    static let deleting = Cookies.deleting(name)

    let event: Event
    /// What `POST /money/undo` takes back; nil when there is nothing to take back.
    let change: UInt64?
    /// The same of the diary: `POST /cycle/undo`.
    var diaryChange: UInt64?

    /// What was left for a page: a change of another book than the page's cannot be taken back there.
    static func read(_ request: WebRequest) -> FlashCookie? {
        guard let text = Cookies.value(name, in: request.fields) else { return nil }
        let parts = text.split(separator: ".", maxSplits: 2)
        guard let event = parts.first.flatMap({ Event(rawValue: String($0)) }) else { return nil }
        let change = parts.count > 1 ? parts[1] : ""
        if change.hasPrefix("d") {
            return FlashCookie(event: event, change: nil, diaryChange: UInt64(change.dropFirst()))
        }
        let book = parts.count > 2 ? String(parts[2]) : nil
        return FlashCookie(event: event, change: book == request.session?.book?.text ? UInt64(change) : nil)
    }

    /// The answer with the book in the cookie that it sets, where that carries a change of money.
    static func naming(_ book: VaultID, in answer: Answer) -> Answer {
        var answer = answer
        answer.fields[values: .setCookie] = answer.fields[values: .setCookie].map { setting in
            guard setting.hasPrefix(name + "=") else { return setting }
            let value = setting.dropFirst(name.utf8.count + 1).prefix { $0 != ";" }
            let parts = value.split(separator: ".")
            guard parts.count == 2, UInt64(parts[1]) != nil else { return setting }
            return "\(name)=\(value).\(book.text)" + setting.dropFirst(name.utf8.count + 1 + value.utf8.count)
        }
        return answer
    }

    static func setting(_ event: Event, change: UInt64? = nil) -> String {
        Cookies.setting(name, to: event.rawValue + (change.map { ".\($0)" } ?? ""), maxAgeSeconds: lifetimeSeconds)
    }

    /// - `change`: Of the diary.
    static func setting(_ event: Event, diaryChange change: UInt64) -> String {
        Cookies.setting(name, to: "\(event.rawValue).d\(change)", maxAgeSeconds: lifetimeSeconds)
    }

    var flash: Flash {
        let icon = event == .deleted ? "trash" : nil
        if let diaryChange { return Flash(event.kind, event.message, undo: .diaryChange(String(diaryChange))) }
        return Flash(event.kind, event.message, icon: icon, undo: change.map { .change(String($0)) })
    }
}

extension Answer {
    /// After a form: on to `path`, with what happened.
    static func seeOther(_ path: String, _ event: FlashCookie.Event, change: UInt64? = nil) -> Answer {
        Answer.seeOther(path).adding(.setCookie, FlashCookie.setting(event, change: change))
    }

    /// After a form of the diary; without a change there is nothing to take back.
    static func seeOther(_ path: String, _ event: FlashCookie.Event, diaryChange change: UInt64?) -> Answer {
        guard let change else { return seeOther(path, event) }
        return Answer.seeOther(path).adding(.setCookie, FlashCookie.setting(event, diaryChange: change))
    }
}
