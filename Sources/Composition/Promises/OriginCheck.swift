import Assurance
import Web

/// LAW-6: what a browser may load, and from where.
struct OriginCheck: PromiseCheck {
    let promise = PromiseID.law6
    let method =
        "Reads the content security policy of a page: every source in it must be this site or none, "
        + "so that no third party learns of a visit. Reads what the site says of opt-out signals (GPC)."
    let probe: ServerProbe?

    private static let own: Set<String> = ["'none'", "'self'", "data:", "'script'"]

    func run() async throws -> PromiseFinding {
        guard let probe else { return PromiseFinding(.notInDeployment(.noServer)) }
        let page = HeaderLines(try await probe.head("GET", "/"))
        return Self.finding(page, signals: try await probe.answer("GET", "/.well-known/gpc.json").body)
    }

    static func finding(_ fields: HeaderLines, signals: String) -> PromiseFinding {
        let policy = fields["content-security-policy"] ?? ""
        let directives = policy.split(separator: ";").map { $0.split(separator: " ").map(String.init) }
        let foreign = directives.flatMap { $0.dropFirst() }.filter { !own.contains($0) }
        let hasDefault = directives.contains(["default-src", "'none'"])
        let referrer = fields["referrer-policy"] ?? "none"
        return PromiseFinding([
            Evidence("Sources that are not this site", "\(foreign.count)", isAsPromised: foreign.isEmpty),
            Evidence("What no directive names", hasDefault ? "is refused" : "is allowed", isAsPromised: hasDefault),
            Evidence("Referrer-Policy", referrer, isAsPromised: referrer == "no-referrer"),
            Evidence(
                "Global Privacy Control",
                signals.contains("\"gpc\":true") ? "honoured" : "not honoured",
                isAsPromised: signals.contains("\"gpc\":true")
            ),
        ])
    }
}
