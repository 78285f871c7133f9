import Assurance
import Keeper

/// TLS-4: what carries data between the parts.
struct PlacesCheck: PromiseCheck {
    let promise = PromiseID.tls4
    let method =
        "Reads how the server reaches its databases and its key service: by TLS, or not at all beyond this machine."
    let keyService: KMSEndpoint.Transport

    func run() async throws -> PromiseFinding {
        PromiseFinding([
            Evidence("Databases and files", "files of this machine, opened by the server itself", isAsPromised: true),
            Evidence(
                "Key service",
                keyService.rawValue,
                isAsPromised: keyService == .socket || keyService == .tls
            ),
        ])
    }
}
