import Crypto

/// AES-256-GCM (NIST SP 800-38D), 96-bit nonce, 128-bit tag: the one place that calls the cipher.
enum AEAD {
    static func seal(
        _ plaintext: [UInt8],
        key: SymmetricKey,
        nonce: [UInt8],
        authenticating: [UInt8],
        appendingTo box: inout [UInt8]
    ) {
        do {
            let sealed = try AES.GCM.seal(
                plaintext,
                using: key,
                nonce: AES.GCM.Nonce(data: nonce),
                authenticating: authenticating
            )
            box.append(contentsOf: sealed.ciphertext)
            box.append(contentsOf: sealed.tag)
        } catch {
            // Only a nonce or key of the wrong length gets here, and both lengths are fixed by the callers in this
            // module.
            preconditionFailure("AES-256-GCM refused its own parameters")
        }
    }

    static func open(
        _ sealed: ArraySlice<UInt8>,
        key: SymmetricKey,
        nonce: ArraySlice<UInt8>,
        authenticating: [UInt8]
    ) throws(SealingError) -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: nonce),
                ciphertext: sealed.dropLast(16),
                tag: sealed.suffix(16)
            )
            return Array(try AES.GCM.open(box, using: key, authenticating: authenticating))
        } catch {
            throw .doesNotOpen
        }
    }
}
