import Assurance
import Egress

/// MAN-2: where this program connects to.
struct EgressCheck: PromiseCheck {
    let promise = PromiseID.man2
    let method =
        "Lists the hosts that the program may connect to, each with its purpose, and asks its one way out for others, "
        + "a bank's among them: each must be refused before a byte is sent or a name is looked up."
    let client: EgressClient

    /// Of names that nobody can own (RFC 2606, RFC 5737): what is asked for reaches nobody, also when it is let out.
    static let foreign = [
        "https://bank.example/accounts", "https://aggregator.example:8443/", "https://192.0.2.1/",
        "http://bank.example/", "http://169.254.169.254.bank.example/",
    ]

    func run() async throws -> PromiseFinding {
        let list = client.destinations.map { "\($0.text) (\($0.purpose.rawValue))" }
        var evidence = [
            Evidence(
                "Hosts that may be connected to",
                list.isEmpty ? "none" : list.joined(separator: ", "),
                isAsPromised: true
            )
        ]
        for url in Self.foreign {
            let isRefused = await client.refuses(url)
            evidence.append(Evidence("Asking for \(url)", isRefused ? "refused" : "let out", isAsPromised: isRefused))
        }
        let count = client.refusalCount
        evidence.append(Evidence("Other requests refused since the start", "\(count)", isAsPromised: true))
        return PromiseFinding(evidence)
    }
}
