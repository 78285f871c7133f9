package import TransparencyLog

/// Why a witness did not start, in one sentence for whoever runs it.
package enum WitnessStartError: Error, Hashable, Sendable {
    case address
    /// Without TLS only this machine may ask.
    case notLoopback
    case name
    case logKey(LogKeyError)
    case repeatedLog
    case directory(SystemError)
    case openToOthers
    case inUse
    case key(SystemError)
    /// What was written down of this log cannot be trusted.
    case state(WitnessFailure)
    case listen(SystemError)

    package var sentence: String {
        switch self {
        case .address: "Give --listen a numeric address and a port, such as 127.0.0.1:8482."
        case .notLoopback:
            "Without --certificate-file the witness listens on this machine only; put a proxy that speaks TLS before "
                + "it, or give it a certificate."
        case .name: "The witness's name must not be empty nor hold white space or a plus."
        case .logKey(let error): error.sentence
        case .repeatedLog: "Two of the logs have one name; each log is watched once."
        case .directory(let error): "The directory given by --state cannot be used: \(error.reason)."
        case .openToOthers: "The directory given by --state is open to other users; its mode must be 0700."
        case .inUse: "Another witness works with the directory given by --state; one process holds it at a time."
        case .key(let error):
            "The file `key` in the directory given by --state is not a key of mode 0600 (\(error.reason))."
        case .state(.damaged(let origin)):
            "What was written down of \(origin) is damaged. A witness without its memory could cosign a fork: start a "
                + "new one, with a new directory and a new name."
        case .state: "What was written down in the directory given by --state cannot be read."
        case .listen(let error): "The address given by --listen cannot be used: \(error.reason)."
        }
    }
}
