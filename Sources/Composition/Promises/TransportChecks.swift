import Assurance
import Web

/// TLS-1: offers the server each version of TLS alone.
struct TransportVersionCheck: PromiseCheck {
    let promise = PromiseID.tls1
    let method = "Offers the HTTPS listener TLS 1.0, 1.1, 1.2 and 1.3, each alone: only 1.3 may be agreed on."
    let probe: ServerProbe?

    func run() async throws -> PromiseFinding {
        guard let probe else { return PromiseFinding(.notInDeployment(.noServer)) }
        var agreed: Set<ServerProbe.Version> = []
        for version in ServerProbe.Version.allCases where try await probe.agrees(on: version) { agreed.insert(version) }
        return Self.finding(agreed)
    }

    static func finding(_ agreed: Set<ServerProbe.Version>) -> PromiseFinding {
        PromiseFinding(
            ServerProbe.Version.allCases.map { version in
                let isAgreed = agreed.contains(version)
                let found = isAgreed ? "agreed" : "refused"
                return Evidence("\(version.rawValue) alone", found, isAsPromised: isAgreed == (version == .tls13))
            }
        )
    }
}

/// TLS-2: asks the plain listener for something.
struct RedirectCheck: PromiseCheck {
    let promise = PromiseID.tls2
    let method = "Sends GET and POST to the plain listener: each must be answered 308 with an https address."
    let probe: ServerProbe?
    let hasListener: Bool

    func run() async throws -> PromiseFinding {
        guard hasListener else { return PromiseFinding(.notInDeployment(.noPlainListener)) }
        guard let probe else { return PromiseFinding(.notInDeployment(.noServer)) }
        var evidence: [Evidence] = []
        for method in ["GET", "POST"] {
            let head = try await probe.head(method, "/sign-in", isPlain: true)
            let status = String(head.dropFirst(9).prefix(3))
            let location = HeaderLines(head)["location"] ?? ""
            let isAsPromised = status == "308" && location.hasPrefix("https://")
            evidence.append(
                Evidence("\(method) over plain HTTP", "\(status) to \(location)", isAsPromised: isAsPromised)
            )
        }
        return PromiseFinding(evidence)
    }
}

/// TLS-3: reads the header on a page, on the API and on something that is not there.
struct TransportPolicyCheck: PromiseCheck {
    let promise = PromiseID.tls3
    let method = "Reads Strict-Transport-Security on a page, an API answer and a page that is not there."
    let probe: ServerProbe?
    let isRealHostName: Bool

    func run() async throws -> PromiseFinding {
        guard let probe else { return PromiseFinding(.notInDeployment(.noServer)) }
        guard isRealHostName else { return PromiseFinding(.notInDeployment(.noHostName)) }
        var evidence: [Evidence] = []
        // Not `/api/v1/trust`: the first run of all checks would wait for itself.
        for path in ["/", "/openapi.json", "/nowhere"] {
            let value = HeaderLines(try await probe.head("GET", path))["strict-transport-security"] ?? "none"
            evidence.append(Evidence("GET \(path)", value, isAsPromised: Self.isAsPromised(value)))
        }
        return PromiseFinding(evidence)
    }

    /// Two years or more, for subdomains too, and for the lists that browsers ship with.
    static func isAsPromised(_ value: String) -> Bool {
        let parts = Set(value.split(separator: ";").map { $0.trimmingPrefix(while: \.isWhitespace).lowercased() })
        let age = parts.first { $0.hasPrefix("max-age=") }.flatMap { Int($0.dropFirst(8)) } ?? 0
        return age >= 63_072_000 && parts.isSuperset(of: ["includesubdomains", "preload"])
    }
}
