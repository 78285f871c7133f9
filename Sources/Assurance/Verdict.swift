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

    /// Stable: stands in the API and in what auditors are given.
    package var name: String {
        switch self {
        case .kept: "kept"
        case .broken: "broken"
        case .overdue: "overdue"
        case .notInDeployment: "not-in-this-deployment"
        }
    }

    /// Why a promise has no part in this deployment.
    package enum Absence: Sendable, Hashable {
        case part(PromisePart)
        /// Nothing listens, so there is no connection to test.
        case noServer
        /// Clients reach the server as `localhost` or by an address.
        case noHostName
        /// No listener for plain HTTP is set up.
        case noPlainListener
        /// Nobody said where backups shall lie.
        case noBackupDirectory

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
            case .noPlainListener: "Nothing listens for plain HTTP: there is nothing to redirect."
            }
        }
    }
}
