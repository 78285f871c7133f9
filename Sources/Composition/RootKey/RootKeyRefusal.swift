package import Keeper

/// Why something was not done with the root key.
package enum RootKeyRefusal: Error, Hashable, Sendable {
    /// The key service is somebody else's, and so is its root key.
    case notEmbedded
    case weakPassphrase
    case shareText(RootKeyShare.TextError)
    /// The files of the shares could not be made.
    case sharesPlace(SystemError)
    case counts

    /// One sentence that says what to do.
    package var sentence: String {
        switch self {
        case .notEmbedded: "The root key is in AWS KMS (`\(Setting.keyService.key)`); there is nothing to do here."
        case .weakPassphrase:
            "This passphrase is too easy to guess: whoever copies the file may try as often as they like. "
                + "Take five or more words that have nothing to do with each other."
        case .shareText(.line(let number)):
            "Line \(number) of the share is not as it was printed; compare it letter by letter."
        case .shareText(.lineCount): "A share has four lines of letters and digits; give all of them."
        case .shareText(.format): "This is not a share of this version of Flowkeep."
        case .sharesPlace(let error):
            "The files of the shares cannot be made (\(error.reason)); name an empty directory with --to. "
                + "The root key is as it was."
        case .counts: "A key is shared among 2 to 16 officers, and opened by 2 or more of them."
        }
    }
}
