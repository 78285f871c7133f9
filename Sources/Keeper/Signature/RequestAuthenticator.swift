import AWSSignature
import NIOHTTP1
import Primitives
import Sealing

/// Verifies that a request over TCP was signed by a caller that keeper knows.
///
/// - Source: docs/spec/key-service.md §9.
struct RequestAuthenticator: Sendable {
    /// How far the caller's clock may be from ours, either way; as AWS.
    static let skewSeconds: Int64 = 300

    private let callers: [String: SharedSecret]
    private let region: String
    private let now: Now

    init(callers: [String: SharedSecret], region: String, now: @escaping Now) {
        self.callers = callers
        self.region = region
        self.now = now
    }

    /// Reads a file of access keys, one section for each caller.
    ///
    /// - Throws: ``KeeperError/callersFile``, also where two sections have one key, or ``KeeperError/system(_:)``.
    init(callersFile path: String, region: String, now: @escaping Now) throws(KeeperError) {
        var callers: [String: SharedSecret] = [:]
        for credentials in try CredentialsFile.read(path).values {
            guard callers.updateValue(credentials.secret, forKey: credentials.accessKeyID) == nil else {
                throw .callersFile
            }
        }
        guard !callers.isEmpty else { throw .callersFile }
        self.init(callers: callers, region: region, now: now)
    }

    /// - Throws: an exception of the protocol unless the request is signed, wholly and now.
    func check(_ head: HTTPRequestHead, _ body: [UInt8]) throws(KMSException) {
        let values = head.headers["authorization"]
        guard !values.isEmpty else { throw .missingSignature }
        guard values.count == 1, let claim = SignatureClaim(values[0]) else { throw .incompleteSignature }
        // Temporary credentials are nothing keeper gives.
        guard head.headers["x-amz-security-token"].isEmpty else { throw .unknownCaller }
        let moment = try moment(head, claim)
        guard claim.scope.region == region, claim.scope.service == SignedRequests.service else {
            throw .invalidSignature
        }
        let signature = SignatureV4(method: head.method.rawValue, headers: try signed(head, claim), body: body)
        let hashes = head.headers["x-amz-content-sha256"]
        guard hashes.isEmpty || hashes == [Hexadecimal.text(Digest.sha256(body))] else { throw .invalidSignature }
        guard let secret = callers[claim.accessKeyID] else { throw .unknownCaller }
        let expected = signature.signature(moment: moment.text, scope: claim.scope, secret: secret.bytes)
        guard ConstantTime.equal(Array(expected.utf8), Array(claim.signature.utf8)) else { throw .invalidSignature }
    }

    private func moment(_ head: HTTPRequestHead, _ claim: SignatureClaim) throws(KMSException) -> SignatureMoment {
        let dates = head.headers["x-amz-date"]
        guard dates.count == 1, let moment = SignatureMoment(dates[0]), moment.day == claim.scope.day else {
            throw .incompleteSignature
        }
        let present = now()
        guard moment.moment >= present.adding(seconds: -Self.skewSeconds),
            moment.moment <= present.adding(seconds: Self.skewSeconds)
        else { throw .invalidSignature }
        return moment
    }

    /// The headers that the signature covers: the host and everything of AWS's at least, each as often as it was sent.
    private func signed(
        _ head: HTTPRequestHead,
        _ claim: SignatureClaim
    ) throws(KMSException) -> [(name: String, value: String)] {
        let names = Set(claim.signedHeaders)
        var found: [(name: String, value: String)] = []
        for header in head.headers {
            let name = header.name.lowercased()
            if names.contains(name) {
                found.append((name, header.value))
            } else if name.hasPrefix("x-amz-") {
                throw .incompleteSignature
            }
        }
        guard names.contains("host"), names.contains("x-amz-date"), names.contains("x-amz-target"),
            Set(found.map(\.name)) == names, found.count(where: { $0.name == "host" }) == 1
        else { throw .incompleteSignature }
        return found
    }
}
