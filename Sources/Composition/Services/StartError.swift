package import AuditTrail
package import Keeper
package import KeyService
package import Primitives
package import Web

/// Why a process did not start, in one sentence for whoever runs it.
package enum StartError: Error, Hashable, Sendable {
    case configuration(ConfigurationError)
    case data(DataDirectoryError)
    case inheritance(InheritanceError)
    /// A socket could not be opened.
    case listen(InheritedDescriptors.Name, SystemError)
    case system(SystemError)
    case keeper(KeeperError)
    case rootKey(RootKeyRefusal)
    case store(StoreError)
    case keys(KeyRingError)
    /// The certificate authorities of this machine cannot be read, which connections to other hosts need.
    case authorities
    case certificate(CertificateError)
    case witness(WitnessStartError)
    /// The transparency log cannot be taken up; without it no key is lent.
    case log(AuditError)
    /// Templates or assets that belong to the program are missing.
    case pages
    /// What runs here is not approved by somebody else than its author.
    case deploy(DeployApprovalError)
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
        case .rootKey(let refusal): refusal.sentence
        case .store(let error): Self.sentence(error)
        case .keys(let error): Self.sentence(error)
        case .authorities:
            "The certificate authorities of this machine cannot be read; install the package `ca-certificates`."
        case .certificate(let error): Self.sentence(error)
        case .witness(let error): error.sentence
        case .log(let error): error.sentence
        case .pages: "The files of the pages are missing; install the whole program, with its resources beside it."
        case .deploy(let error):
            error.sentence + " (`\(Setting.deployApprovals.key)` asks for an approval in production.)"
        case .internalFailure: "Flowkeep could not start for a reason it has no words for; run `flowkeep doctor`."
        }
    }

    private static func listenSentence(_ socket: InheritedDescriptors.Name, _ error: SystemError) -> String {
        let setting: Setting? =
            switch socket {
            case .https: .port
            case .redirect: .redirectPort
            case .staff: .staffPort
            default: nil
            }
        guard let setting else {
            return "The \(socket.rawValue) socket cannot be opened (\(error.reason)); check the data directory."
        }
        return "The \(socket.rawValue) port cannot be opened (\(error.reason)); "
            + "choose another with \(setting.flag) or another address with "
            + "\((setting == .staffPort ? Setting.staffHost : .host).flag)."
    }

    private static func sentence(_ error: StoreError) -> String {
        switch error {
        case .wrongStore(let field):
            "A store in the data directory belongs elsewhere (its \(field.rawValue) differs); "
                + "check --data, --environment and --region."
        case .missing(let kind):
            "The \(kind.rawValue) store is not in the data directory, and the others show that it was; "
                + "restore it from a backup."
        case .full: "The disk is full; make room and start again. Nothing that was confirmed is lost."
        case .readOnly: "The data directory cannot be written; check its mode and whether the file system is read-only."
        case .corrupt: "A store in the data directory is damaged; run `flowkeep doctor`, and restore it from a backup."
        case .unavailable, .conflict, .notUnique:
            "A store in the data directory does not answer; run `flowkeep doctor`."
        }
    }

    private static func sentence(_ error: KeyRingError) -> String {
        switch error {
        case .store(let error): sentence(error)
        case .keyService(let error): sentence(error)
        case .unrecorded: "The use of a key cannot be written into the transparency log; run `flowkeep doctor`."
        case .missing, .damaged, .pinned:
            "A key of this installation is missing or damaged; restore the metadata store from a backup."
        }
    }

    /// What to look at when the key service answers so.
    static func sentence(_ error: KeyServiceError) -> String {
        switch error {
        case .unavailable:
            "The key service does not answer; look at keeper's messages, or check \(Setting.keyServiceEndpoint.flag) "
                + "and the network, and start again."
        case .sealed: "The root key is locked; run `flowkeep keeper unlock` while the server waits."
        case .accessDenied:
            "The key service refuses this program's credentials; check them, what they allow, and "
                + "\(Setting.keyServiceRegion.flag)."
        case .credentialsExpired: "The credentials for the key service are over; put newer ones in their place."
        case .disabled: "The key is disabled in the key service, or waits for its deletion; enable it there."
        case .notFound:
            "The key service has no such key; check \(Setting.keyServiceKey.flag) and \(Setting.keyServiceRegion.flag)."
        case .throttled: "The key service has too many requests; start again in a minute."
        case .invalidCiphertext, .validation:
            "The key service does not open this installation's keys; check --root-key-file or "
                + "\(Setting.keyServiceKey.flag), and --environment and --region."
        }
    }

    private static func sentence(_ error: CertificateError) -> String {
        switch error {
        case .unreadable:
            "The certificate or its key cannot be read; check \(Setting.certificateFile.flag) and its key."
        case .keyDoesNotMatch: "The private key is not the certificate's; check \(Setting.certificateKeyFile.flag)."
        case .cannotMake: "No local certificate could be made; check --name."
        case .storeFailed: "The store that keeps the local certificate does not answer; run `flowkeep doctor`."
        }
    }
}
