import Identity
import Primitives

/// Breaches of personal data in words.
enum BreachWords {
    static func data(_ data: BreachData) -> String {
        switch data {
        case .handles: localized("names of accounts")
        case .money: localized("money entries and accounts")
        case .diary: localized("the diary")
        case .files: localized("receipts and other files")
        case .accessHistory: localized("access histories")
        case .factors: localized("passkeys, devices and other ways in")
        case .plans: localized("how a plan stands")
        case .requests: localized("requests about rights")
        }
    }

    static func list(_ all: [BreachData]) -> String { all.map(data).joined(separator: ", ") }

    static func duty(_ duty: BreachDuty) -> String {
        switch duty {
        case .certIn: localized("CERT-In, the computer emergency team of India")
        case .board: localized("Data Protection Board of India, at once")
        case .authority: localized("Data protection authority in Europe")
        case .boardDetails: localized("Data Protection Board of India, in detail")
        case .persons: localized("The people whose data it was")
        }
    }

    /// The rule, in words.
    static func rule(_ rule: BreachRule, _ moment: (Timestamp) -> String) -> String {
        switch rule {
        case .everybody: localized("Everybody who has an account")
        case .existed(let span):
            localized("Accounts that were there before {until}", ["until": moment(span.upperBound)])
        case .opened(let span):
            localized(
                "Accounts that were opened from {from} to {until}",
                ["from": moment(span.lowerBound), "until": moment(span.upperBound)]
            )
        case .accounts(let accounts):
            Words.current.count(
                accounts.count,
                one: "{count} account by its id",
                other: "{count} accounts by their ids"
            )
        }
    }

    static func sentence(_ problem: BreachProblem) -> String {
        switch problem {
        case .noticed: localized("Say when it was noticed: a time that has passed.")
        case .empty: localized("Something is not written yet.")
        case .words(.tooLong, let maximum):
            localized("That is too long: at most {count} characters.", ["count": Words.current.number(maximum)])
        case .words(.controlCharacter, _): localized("It has characters that cannot be seen. Type them anew.")
        case .words(.cardNumber, _): localized("It looks like a card number. Flowkeep keeps none.")
        case .noData: localized("Say which data it was.")
        case .rule: localized("Say whom it concerns: a span that ends after it begins, or at most 1,000 account ids.")
        case .unknown: localized("There is no such breach.")
        case .marked: localized("That is marked already.")
        case .time: localized("It was told after it was noticed, and not in the future.")
        case .gathering: localized("Whom it concerns is still being worked out. Try again in a minute.")
        case .tooMany(let maximum):
            localized("There are {count} already.", ["count": Words.current.number(maximum)])
        }
    }

    /// What is sent to somebody, filled from what was written down; a start, to be read before it is sent.
    ///
    /// - `site`: the installation's name and how to reach who runs it.
    static func text(
        _ breach: Breach,
        to duty: BreachDuty,
        site: (name: String, contact: String?),
        moment: (Timestamp) -> String
    ) -> String {
        let words = Words.current
        let isToPersons = duty == .persons
        var lines = [
            isToPersons
                ? localized("Something happened to your data")
                : localized("Notification of a breach of personal data"),
            "",
        ]
        if !isToPersons {
            lines += [
                "\(localized("Addressed to")): \(BreachWords.duty(duty))", "\(localized("Under")): \(duty.source)",
                "\(localized("Number")): \(breach.id.number)",
            ]
        }
        lines.append("\(localized("Service")): \(site.name)")
        if let contact = site.contact { lines.append("\(localized("Whom to ask")): \(contact)") }
        lines += [
            "", localized("When it was noticed"), moment(breach.noticed), "", localized("What happened"), breach.what,
            "",
            localized("Which data"), list(breach.data), "",
        ]
        if !isToPersons {
            lines += [
                localized("Whom it concerns"), rule(breach.rule, moment),
                breach.concerned.isDone
                    ? words.count(
                        Int(breach.concerned.count),
                        one: "{count} person, approximately",
                        other: "{count} people, approximately"
                    ) : localized("The number is still being worked out."), "",
            ]
        }
        lines += [
            localized("What may come of it"), breach.consequences, "", localized("What was done about it"),
            breach.measures,
            "",
        ]
        if isToPersons {
            lines += [localized("What you can do"), advice, ""]
        } else {
            lines += [localized("Who was told, and when")]
            lines += breach.marks.map { mark in
                "\(BreachWords.duty(mark.duty)): "
                    + (mark.reason.map { localized("not owed: {reason}", ["reason": $0]) } ?? moment(mark.time))
            }
            if breach.marks.isEmpty { lines.append(localized("Nobody yet.")) }
            lines.append("")
        }
        return lines.joined(separator: "\n")
    }

    static var advice: String {
        [
            localized("Change your passphrase under Sign-in and devices, and end sessions that you do not know."),
            localized("Look through your access history. You can complain to your data protection authority."),
        ].joined(separator: " ")
    }
}

extension BreachID {
    /// What a breach is called on pages: eight characters of its identifier.
    var number: String {
        let head = text.prefix(8).uppercased()
        return "\(head.prefix(4))-\(head.suffix(4))"
    }
}
