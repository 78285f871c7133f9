/// Why keeper does not start, or could not keep a new key.
///
/// Closed and without paths: the command line says which file its own configuration named.
package enum KeeperError: Error, Hashable, Sendable {
    /// The root key file lies inside the data directory: a copy of that directory would open everything.
    case rootKeyInsideDataDirectory
    /// The root key file is readable by others; its mode must be 0600.
    case rootKeyMode
    /// The root key file belongs to another user.
    case rootKeyOwner
    /// The root key file is not one: a link, a directory, a wrong length, or damaged.
    case rootKeyDamaged
    /// Customer keys exist and the root key file does not. Making a new one would hide the loss.
    case rootKeyMissing
    /// Somebody else made or changed the root key file at the same time; nothing was changed.
    case rootKeyChanged
    /// The root key is locked, and was not opened.
    case rootKeyLocked
    /// The passphrase is not the root key's.
    case wrongPassphrase
    /// The share is of another sharing, or is not as it was made.
    case wrongShare
    /// Fewer shares than it takes.
    case tooFewShares
    /// A passphrase was given for a key that officers share, or the other way round.
    case lockedOtherwise
    /// No keeper answers on its socket.
    case notRunning
    /// There is no memory for deriving a key from the passphrase.
    case noMemory
    /// The customer keys were made under another root key.
    case rootKeyOther
    /// A customer key file is damaged.
    case keysDamaged
    /// Another keeper uses the same keys.
    case keysInUse
    /// The installation has as many customer keys as are allowed.
    case tooManyKeys
    /// Another process answers on the socket.
    case socketInUse
    /// The socket's path is longer than the system allows (107 bytes), or something that is no socket lies there.
    case socketPath
    /// The file with the access keys of callers over TCP is readable by others, another user's, or holds none.
    case callersFile
    /// Keeper was told to listen where other machines could connect; it has no TLS.
    case notLoopback
    /// A file or directory could not be read or written. Carries the system's error number.
    case system(Int32)

    /// One sentence that says what to do.
    package var advice: String {
        switch self {
        case .rootKeyInsideDataDirectory: "Move the root key file out of the data directory, to a place of its own."
        case .rootKeyMode: "Set the mode of the root key file to 0600 (chmod 600); others can read it now."
        case .rootKeyOwner: "Run keeper as the user who owns the root key file, or change its owner."
        case .rootKeyDamaged: "Restore the root key file from its backup; what is there is not a root key."
        case .rootKeyMissing: "Restore the root key file from its backup; without it the existing keys do not open."
        case .rootKeyChanged: "The root key file was made or changed by somebody else just now; try again."
        case .rootKeyLocked: "The root key is locked; give its passphrase or its shares."
        case .wrongPassphrase: "This is not the passphrase of the root key; try again."
        case .wrongShare:
            "This share does not open the root key: it is of another sharing, or was changed; give another one."
        case .tooFewShares: "More shares are needed; give those of as many officers as the key was shared for."
        case .lockedOtherwise: "The root key is locked another way; `flowkeep keeper status` says which."
        case .notRunning: "Keeper does not answer on its socket; start `flowkeep serve` and try again."
        case .noMemory: "The passphrase needs 256 MiB of free memory for a second; make room and try again."
        case .rootKeyOther: "Restore the root key file that these keys were made under; the one found is another."
        case .keysDamaged: "Restore the keeper directory from its backup; a key file in it is damaged."
        case .keysInUse: "Stop the other keeper that uses these keys."
        case .tooManyKeys: "Delete customer keys that nothing uses; no more can be made."
        case .socketInUse: "Stop the process that answers on keeper's socket."
        case .socketPath: "Choose a socket path of at most 107 bytes where nothing else lies."
        case .callersFile: "Give keeper a file of its own user, mode 0600, with an access key for each caller."
        case .notLoopback: "Let keeper listen on a loopback address such as 127.0.0.1; it does not encrypt."
        case .system(let number): "The system refused a file operation of keeper (error \(number))."
        }
    }
}
