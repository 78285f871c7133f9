import Identity

/// What scopes and states of the inbox mean, in words.
enum TokenWords {
    static func label(_ scope: TokenScope) -> String {
        switch scope {
        case .moneyAdd: localized("Add to the book.")
        case .moneyRead: localized("Read the book.")
        case .moneyWrite: localized("Read and change the book.")
        case .diaryAdd: localized("Add to the diary.")
        case .diaryRead: localized("Read the diary.")
        case .diaryWrite: localized("Read and change the diary.")
        }
    }

    static func note(_ scope: TokenScope) -> String {
        switch scope {
        case .moneyAdd, .diaryAdd: localized("It holds no key and reads nothing; what it adds waits for you, sealed.")
        case .moneyRead, .diaryRead: localized("It holds the key of this part alone.")
        case .moneyWrite, .diaryWrite: localized("It holds the key of this part alone, and can delete.")
        }
    }

    static func reason(_ state: InboxState) -> String {
        switch state {
        case .doesNotFit: localized("It does not fit as it is.")
        case .gap: localized("Entries before this one are missing.")
        case .replay: localized("This entry came a second time.")
        case .brokenChain: localized("It does not follow the entry before it.")
        case .badSignature: localized("It is not signed by a sender you added.")
        case .doesNotOpen: localized("It does not open: it was changed on the way.")
        case .beyondScope: localized("Its sender may not add this.")
        case .senderEnded: localized("It came after you had ended its browser.")
        case .diaryClosed: localized("It is for your diary, and comes in when that is open.")
        }
    }

    /// Whether somebody may have meddled.
    static func isWarning(_ state: InboxState) -> Bool {
        switch state {
        case .gap, .replay, .brokenChain, .badSignature, .doesNotOpen, .beyondScope: true
        case .doesNotFit, .senderEnded, .diaryClosed: false
        }
    }
}
