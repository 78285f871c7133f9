/// A part of the program or of a deployment without which a promise cannot be checked.
package enum PromisePart: String, Sendable, Hashable, CaseIterable {
    case check, edge, cloud, staff, records, findings, advisories, scanners, incidents, watch, backups
    case payments, factors, log, rotation, jobs, keyHolder

    /// In one sentence, for whoever reads the register.
    package var absence: String {
        switch self {
        case .check: "This version has no check for it, so nothing is claimed."
        case .edge: "This version has no web application firewall and bans no addresses."
        case .cloud: "This version has no deployment templates: it runs on one machine."
        case .staff: "This version has no staff accounts: nobody but the person herself can sign in."
        case .records: "What people do about it is a record, and this version takes none for it."
        case .findings: "This version imports no findings, so there is no clock on any."
        case .advisories: "This version does not match its dependencies with published advisories."
        case .scanners: "This version has no release command that runs scanners."
        case .incidents: "This version keeps no incidents with their deadlines."
        case .watch: "This version has no event stream, detections or alerts."
        case .backups: "This version makes no backups of its own."
        case .payments: "Nothing can be bought in this version."
        case .factors: "This version has no second factors."
        case .log: "This version publishes no transparency log."
        case .rotation: "This version does not rotate keys by itself."
        case .keyHolder:
            "The root key lies in a file that its owner can read. Share it among officers (flowkeep keeper split), "
                + "or use AWS KMS."
        case .jobs: "This version has no queue for long work."
        }
    }
}
