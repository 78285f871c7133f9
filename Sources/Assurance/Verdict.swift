/// What a check found.
///
/// There is no verdict for "not checked": nothing is kept by default.
package enum Verdict: Sendable, Hashable {
    case kept
    case broken
    /// What people were to do by a day was not done.
    case overdue
    /// It does not apply here, or not yet.
    case notInDeployment(Absence)

    package var kind: VerdictKind {
        switch self {
        case .kept: .kept
        case .broken: .broken
        case .overdue: .overdue
        case .notInDeployment: .notInDeployment
        }
    }

    package var name: String { kind.rawValue }

    /// Why a promise has no part in this deployment.
    package enum Absence: Sendable, Hashable {
        case part(PromisePart)
        /// Nothing listens, so there is no connection to test.
        case noServer
        /// Clients reach the server as `localhost` or by an address.
        case noHostName
        /// Whoever knows the one passphrase of the root key has the key.
        case onePassphrase
        /// The key service only speaks the protocol of AWS KMS: how it keeps its root key cannot be seen from here.
        case otherKeyService
        /// No listener for plain HTTP is set up.
        case noPlainListener
        /// Nobody said where backups shall lie.
        case noBackupDirectory
        /// Nobody said where backups shall be copied to.
        case noSecondPlace
        /// Nobody has an account, so there is no vault to try.
        case noVault
        /// What people do about it was never recorded.
        case noRecord(PromiseID)
        /// Nobody is named whom people can write to.
        case noContact
        /// Nobody belongs to the staff.
        case noStaff
        /// Nothing asks for an approval before a revision runs.
        case noDeployGate

        /// In one sentence, with the way to change it where there is one.
        package var sentence: String {
            switch self {
            case .part(let part): part.absence
            case .noServer: "No server is running here, so there is no connection to test: ask a running one."
            case .noHostName:
                "It is reached as localhost or by an address, where the rule would bind the machine's other ports. "
                    + "Serve it under a host name (--name)."
            case .noBackupDirectory:
                "No directory for backups is set up here. Name one with the setting backup-directory."
            case .noSecondPlace:
                "Backups are copied to no second place here. Name a directory of another machine, or a bucket of "
                    + "another account, with the setting backup-second."
            case .onePassphrase:
                "One passphrase opens the root key, so one person can. Share it among officers "
                    + "(flowkeep keeper split), or use AWS KMS."
            case .otherKeyService:
                "The key service speaks the protocol of AWS KMS and is another: how it keeps its root key cannot be "
                    + "seen from here."
            case .noPlainListener: "Nothing listens for plain HTTP: there is nothing to redirect."
            case .noVault: "Nobody has an account here yet, so there is no vault to try."
            case .noRecord(let promise):
                "Nobody has recorded it here. Whoever sees to it does so with: flowkeep record \(promise.rawValue)."
            case .noStaff:
                "Nobody belongs to the staff here: nobody but the person herself signs in. Two officers are made with "
                    + "flowkeep staff invite --first."
            case .noDeployGate:
                "No gate asks for an approval before a revision runs here. Set one up with deploy-approvals and "
                    + "deploy-approvers."
            case .noContact: "Nobody is named whom people can write to about their data (--contact)."
            }
        }
    }
}

/// A verdict without its reasons.
///
/// Raw values stand in the API, in what auditors are given and in the history that is kept: never renamed.
package enum VerdictKind: String, Sendable, Hashable, CaseIterable {
    case kept
    case broken
    case overdue
    case notInDeployment = "not-in-this-deployment"
}
