/// Why a signed note, a key for one, or what it says was refused.
package enum NoteError: Error, Hashable, Sendable {
    /// Longer than ``SignedNote/byteCountMaximum``.
    case tooLong(Int)
    /// Not UTF-8, or with a control character other than the end of a line.
    case notText
    /// No empty line between the text and the signatures, or nothing after it.
    case noSignatures
    /// More than ``SignedNote/signatureCountMaximum``.
    case tooManySignatures(Int)
    /// The signature line of this number (from 0) is not `— name base64`.
    case malformedSignature(line: Int)
    /// A key's name is empty or holds a space or a plus.
    case malformedName
    /// Not `name+id+base64`, or a key of another kind than Ed25519.
    case malformedKey
    /// The id in a key's text is not the one of the key.
    case keyIDDiffers
    /// A signature that claims to be of a known key is not.
    case invalidSignature(line: Int)
    /// None of the signatures is of a known key.
    case noKnownSignature
}
