import Primitives

/// A JSON web signature in its compact form (RFC 7515 §7.1), taken apart and not yet believed.
///
/// - Shape: `header.payload.signature`, each in base 64 for addresses, without padding.
struct WebSignature {
    let header: NoticeFields
    let payload: [UInt8]
    let signature: [UInt8]
    /// What was signed: the first two parts as they came.
    let signed: [UInt8]

    /// Takes one apart whose header names exactly `algorithm`.
    ///
    /// - Throws: ``PaymentRefusal/algorithm`` for any other, so that the sender never chooses how it is checked;
    ///   ``PaymentRefusal/malformed`` for extensions that must be understood.
    init(_ text: String, algorithm: String) throws(PaymentRefusal) {
        guard text.utf8.count <= NoticeLimits.byteCountMaximum else { throw .tooLarge }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let head = Base64URL.decode(parts[0]), let payload = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2])
        else { throw .malformed }
        header = try NoticeFields(parsing: head)
        guard try header.text("alg") == algorithm else { throw .algorithm }
        guard !header.isThere("crit"), !header.isThere("b64") else { throw .malformed }
        guard !signature.isEmpty else { throw .unsigned }
        self.payload = payload
        self.signature = signature
        signed = Array(text.utf8.prefix(parts[0].utf8.count + 1 + parts[1].utf8.count))
    }
}
