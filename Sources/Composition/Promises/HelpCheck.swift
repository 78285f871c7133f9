import Assurance
import Web

/// LAW-10: the pages with plain answers, and whom to write to.
struct HelpCheck: PromiseCheck {
    let promise = PromiseID.law10
    let method =
        "Reads the help page as a stranger: it must answer why everything is typed, whether data is sold, how to check "
        + "us and how to sign in safely, and name whom to write to. The same contact must stand in security.txt."
    let probe: ServerProbe?
    /// As configured; nil when nobody is named.
    let contact: String?

    func run() async throws -> PromiseFinding {
        guard let probe else { return PromiseFinding(.notInDeployment(.noServer)) }
        guard let contact else { return PromiseFinding(.notInDeployment(.noContact)) }
        let help = try await probe.answer("GET", "/help")
        let security = try await probe.answer("GET", "/.well-known/security.txt")
        return Self.finding(help: help, security: security, contact: contact)
    }

    static func finding(
        help: (head: String, body: String),
        security: (head: String, body: String),
        contact: String
    ) -> PromiseFinding {
        let isThere = help.head.hasPrefix("HTTP/1.1 200")
        let missing = HelpPage.Answer.allCases.filter { !help.body.contains("id=\"\($0.rawValue)\"") }
        let isNamed = help.body.contains("href=\"\(contact)\"")
        let isListed =
            security.head.hasPrefix("HTTP/1.1 200") && security.body.contains("Contact: \(contact)\n")
        return PromiseFinding([
            Evidence("The help page", isThere ? "is there" : "is missing", isAsPromised: isThere, link: "/help"),
            Evidence(
                "Questions it answers",
                "\(HelpPage.Answer.allCases.count - missing.count) of \(HelpPage.Answer.allCases.count)",
                isAsPromised: missing.isEmpty
            ),
            Evidence("Whom to write to", isNamed ? "is named" : "is not named", isAsPromised: isNamed),
            Evidence("In security.txt", isListed ? "the same" : "missing", isAsPromised: isListed),
        ])
    }
}
