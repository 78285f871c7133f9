import AuditTrail
import KeyService
import Primitives
import TransparencyLog

extension AuditError {
    /// What is wrong with the log, and what to do, for whoever runs the installation.
    var sentence: String {
        switch self {
        case .log(.damaged(let damage)): damage.sentence
        case .log(.store(let error)), .store(let error), .keys(.store(let error)): Self.sentence(error)
        case .log(.cosignature): "A witness's cosignature is not valid; check its key."
        case .log(.busy): "More is to be written into the transparency log than it takes; try again."
        case .keys(.key):
            "The key of the transparency log cannot be had from the key service; look at keeper's messages."
        case .keys, .identity: "The keys of the transparency log are damaged; restore the activity store from a backup."
        case .missingIdentity:
            "The name and key of the transparency log are missing, and there was a log; restore a backup."
        case .published:
            "The checkpoint that is said to be published is not signed by the log of this backup; find out who put it "
                + "there."
        case .olderLog(let held, let published):
            "The log of this backup ends at entry \(held), and \(published) were published."
        case .missingKey:
            "The key of an access history that has entries is missing; restore the activity store from a backup."
        case .damagedEvent(let ordinal): "Entry \(ordinal) of the access history is damaged or missing."
        case .notInLog(let ordinal): "Entry \(ordinal) of the access history is not what the transparency log holds."
        case .tile(.tile(let error)): error.sentence
        case .tile(.proof): "The transparency log's tiles do not fit each other."
        case .starting: "The transparency log is being opened; try again."
        }
    }

    private static func sentence(_ error: StoreError) -> String {
        switch error {
        case .full: "The transparency log cannot be written: the disk is full."
        case .readOnly: "The transparency log cannot be written: check the mode of the activity store."
        default: "The activity store, which holds the transparency log, does not answer; run `flowkeep doctor`."
        }
    }
}

extension LogDamage {
    /// What of the log is damaged, exactly.
    var sentence: String { "The transparency log is damaged: \(finding). Restore the activity store from a backup." }

    private var finding: String {
        switch self {
        case .store: "its store does not answer"
        case .checkpoint(.foreignOrigin): "its checkpoint is another log's"
        case .checkpoint: "its checkpoint is altered or not signed by its key"
        case .intent: "the head that it was about to sign is altered"
        case .intentMissing(let size): "the head of \(size) leaves was signed and never intended"
        case .intentRolledBack(let intent, let published):
            "the intended head has \(intent) leaves and the published one \(published)"
        case .tile(let error): error.finding
        case .rootDiffers(let size): "its tiles do not have the root that was signed for \(size) leaves"
        case .entriesMissing(let from, let to): "leaves \(from) to \(to) are missing"
        case .malformedEntry(let index): "leaf \(index) is altered"
        case .sequenceRolledBack(let end, let expected): "it ends at leaf \(end) and went on to \(expected)"
        case .forked(let size): "two trees of \(size) leaves were made"
        case .rolledBack(let known, let published):
            "it was put back to \(published) leaves after \(known) were published"
        }
    }
}

extension TileError {
    var sentence: String { "The transparency log is damaged: \(finding). Restore the activity store from a backup." }

    fileprivate var finding: String {
        switch self {
        case .malformedPath: "a path is not one of its files"
        case .missing(let resource): "\(resource.path) is missing"
        case .byteCount(let resource, _): "\(resource.path) is cut short or too long"
        case .malformedEntries(let resource): "\(resource.path) is not a bundle"
        case .entriesDiffer(let resource): "\(resource.path) is altered"
        case .hashesDiffer(let resource): "\(resource.path) is altered"
        case .unavailable: "its store does not answer"
        }
    }
}
