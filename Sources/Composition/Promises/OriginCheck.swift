import Assurance
import Web

/// LAW-6: what a browser may load, and from where.
struct OriginCheck: PromiseCheck {
    let promise = PromiseID.law6
    let method =
        "Reads the content security policy of a page: every source in it must be this site or none, "
        + "so that no third party learns of a visit."
    let probe: ServerProbe?

    private static let own: Set<String> = ["'none'", "'self'", "data:", "'script'"]

    func run() async throws -> PromiseFinding {
        guard let probe else { return PromiseFinding(.notInDeployment(.noServer)) }
        return Self.finding(HeaderLines(try await probe.head("GET", "/")))
    }

    static func finding(_ fields: HeaderLines) -> PromiseFinding {
        let policy = fields["content-security-policy"] ?? ""
        let directives = policy.split(separator: ";").map { $0.split(separator: " ").map(String.init) }
        let foreign = directives.flatMap { $0.dropFirst() }.filter { !own.contains($0) }
        let hasDefault = directives.contains(["default-src", "'none'"])
        let referrer = fields["referrer-policy"] ?? "none"
        return PromiseFinding([
            Evidence("Sources that are not this site", "\(foreign.count)", isAsPromised: foreign.isEmpty),
            Evidence("What no directive names", hasDefault ? "is refused" : "is allowed", isAsPromised: hasDefault),
            Evidence("Referrer-Policy", referrer, isAsPromised: referrer == "no-referrer"),
        ])
    }
}
