/// One place that this program may connect to: scheme, host and port, and what for.
///
/// Made from the configuration; the list of them is all there is.
/// - Source: docs/spec/egress.md §2.
package struct EgressDestination: Hashable, Sendable {
    package enum Purpose: String, Sendable, CaseIterable {
        case keyService = "key-service"
        /// Where a container platform or an instance hands out the credentials for the key service.
        case credentials
        /// Where backups are copied to and nothing is deleted.
        case secondPlace = "second-place"
        /// A party that cosigns the transparency log's checkpoints.
        case witness
        /// A collector of security events.
        case logExport = "log-export"
    }

    package enum Refusal: Error, Hashable, Sendable {
        /// Not an address of the form that ``EgressURL`` reads.
        case malformed
        /// Plain HTTP to another machine.
        case plain
    }

    /// Numeric hosts on the machine's own link that hand out credentials, and speak plain HTTP only.
    private static let plainCredentialHosts: Set<String> = [
        "169.254.169.254", "169.254.170.2", "169.254.170.23", "fd00:ec2::254", "fd00:ec2::23",
    ]

    package let purpose: Purpose
    let url: EgressURL

    /// Takes the scheme, host and port of an address; its path does not matter.
    ///
    /// - Parameters:
    ///   - purpose: what is done there.
    ///   - text: `https://…`, or `http://…` of this machine by number or as `localhost`; for credentials also of the
    ///     link-local addresses that are known for them.
    /// - Throws: ``Refusal``.
    package init(_ purpose: Purpose, _ text: String) throws(Refusal) {
        guard let url = EgressURL(text) else { throw .malformed }
        let isOurs = url.host == "localhost" || EgressAddress.isLoopback(url.host)
        let isLink = purpose == .credentials && Self.plainCredentialHosts.contains(url.host)
        guard !url.isPlain || isOurs || isLink else { throw .plain }
        self.purpose = purpose
        self.url = url
    }

    /// `https://kms.eu-central-1.amazonaws.com`: what an operator reads.
    package var text: String { (url.isPlain ? "http://" : "https://") + url.authority }

    /// Whether it is on this machine or its link, so that nothing said to it leaves the machine.
    package var staysHere: Bool {
        url.host == "localhost" || EgressAddress.isLoopback(url.host) || Self.plainCredentialHosts.contains(url.host)
    }

    /// Whether an address leads here.
    func covers(_ other: EgressURL) -> Bool {
        url.isPlain == other.isPlain && url.host == other.host && url.port == other.port
    }

    /// Whether an address that the host's name stands for may be connected to.
    ///
    /// A host that is given by number was chosen by whoever wrote the configuration.
    func allows(address: String) -> Bool {
        if url.isNumeric { return address == url.host }
        return url.host == "localhost" ? EgressAddress.isLoopback(address) : EgressAddress.isReachableByName(address)
    }
}
