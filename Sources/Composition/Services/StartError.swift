package import Keeper

/// Why a process did not start, in one sentence for whoever runs it.
package enum StartError: Error, Hashable, Sendable {
    case configuration(ConfigurationError)
    case data(DataDirectoryError)
    case inheritance(InheritanceError)
    /// A socket could not be opened.
    case listen(InheritedDescriptors.Name, SystemError)
    case system(SystemError)
    case keeper(KeeperError)
    /// An error that none of ours describes.
    case internalFailure

    package var sentence: String {
        switch self {
        case .configuration(let error): error.sentence
        case .data(let error): error.sentence
        case .inheritance(let error): error.sentence
        case .listen(let socket, let error): Self.listenSentence(socket, error)
        case .system(let error): "The system refused a call that Flowkeep needs: \(error.description)."
        case .keeper(let error): error.advice
        case .internalFailure: "Flowkeep could not start for a reason it has no words for; run `flowkeep doctor`."
        }
    }

    private static func listenSentence(_ socket: InheritedDescriptors.Name, _ error: SystemError) -> String {
        let setting: Setting? =
            switch socket {
            case .https: .port
            case .redirect: .redirectPort
            default: nil
            }
        guard let setting else {
            return "The \(socket.rawValue) socket cannot be opened (\(error.reason)); check the data directory."
        }
        return "The \(socket.rawValue) port cannot be opened (\(error.reason)); "
            + "choose another with \(setting.flag) or another address with \(Setting.host.flag)."
    }
}
