import AuditTrail
import Identity
import KeyService
import Primitives
import SQLiteStore
import TransparencyLog
import Vault

/// What can be seen of the stores with the keys of the installation: whether every sealed record opens at its place,
/// each journal goes on from the head that the metadata store saw, and each access history is what the log holds.
///
/// A step at a time, so that no request lasts long; nothing is changed but the log, where each use of the key service
/// is an entry as ever.
struct StoreExamination: Sendable {
    /// The store and the last record of it that were looked at.
    struct Place: Hashable, Sendable {
        var store = StoreHeader.Kind.metadata
        var last: RecordKey?
    }

    /// What one step came to.
    struct Step: Sendable {
        var openedCount = 0
        /// What is damaged, as sentences without a capital or a full stop.
        var damaged: [String] = []
        /// Nil when all was looked at.
        var next: Place?
    }

    let installation: CheckedInstallation
    let audit: AuditTrail

    /// Acts compared with the log at once.
    private static let historyLimit = 500

    func step(_ place: Place) async throws -> Step {
        let page = try await installation.inspection(of: place.store).page(after: place.last)
        var step = Step(openedCount: page.openedCount, damaged: page.damaged.map { $0.sentence(in: place.store) })
        let damaged = Set(page.damaged)
        for key in page.keys where !damaged.contains(key) {
            if let sentence = try await damage(pointedAtBy: key) { step.damaged.append(sentence) }
        }
        if let last = page.last {
            step.next = Place(store: place.store, last: last)
        } else if place.store == .metadata {
            step.next = Place(store: .activity)
        }
        return step
    }

    /// What is wrong with what a record stands for, where that is elsewhere.
    private func damage(pointedAtBy key: RecordKey) async throws -> String? {
        switch key.kind {
        case .vaultHead:
            guard let vault = VaultID(bytes: key.owner) else { return nil }
            return try await damage(of: vault)?.sentence(vault)
        case .logKey:
            guard let subject = LogSubjectID(bytes: key.owner) else { return nil }
            return try await damagedHistory(of: subject)
        case .historyHead:
            guard let subject = LogSubjectID(bytes: key.owner) else { return nil }
            return try await lostHistory(of: subject)
        default: return nil
        }
    }

    /// A history whose key is gone is not found by its key; every other fault is, with the key's record.
    private func lostHistory(of subject: LogSubjectID) async throws -> String? {
        do throws(AuditError) {
            _ = try await audit.history(of: subject, limit: 1)
            return nil
        } catch {
            guard error == .missingKey else { return nil }
            return try await damagedHistory(of: subject)
        }
    }

    private func damagedHistory(of subject: LogSubjectID) async throws -> String? {
        let whose = "the access history of \(Base32.encode(subject.bytes))"
        do throws(AuditError) {
            var last: UInt64?
            repeat {
                let acts = try await audit.history(of: subject, below: last, limit: Self.historyLimit)
                last = acts.last?.entry.event.ordinal
            } while last ?? 0 > 0
            return nil
        } catch {
            switch error {
            case .damagedEvent(let ordinal): return "entry \(ordinal) of \(whose) is damaged or missing"
            case .notInLog(let ordinal): return "entry \(ordinal) of \(whose) is not what the log holds"
            case .tile: return "the log does not prove \(whose)"
            case .log, .keys, .identity, .missingIdentity, .published, .olderLog, .store, .starting:
                throw error
            case .missingKey: return "the log key of \(whose) is missing"
            }
        }
    }

    private func damage(of vault: VaultID) async throws -> JournalDamage? {
        let records = installation.records(of: installation.stores.metadata, as: .metadata, under: .metadata)
        let seen = try await RecordHeadWitness(records: records).lastSeenHead(of: vault)
        return try await installation.stores.vaults.damage(of: vault, seen: seen)
    }
}

extension CheckedInstallation {
    func inspection(of kind: StoreHeader.Kind) -> RecordInspection {
        RecordInspection(
            store(kind),
            ring: ring,
            header: StoreHeader(kind: kind, environment: environment, region: region)
        )
    }
}

extension RecordKey {
    /// Names a damaged record: what it is, and the opaque ids of where it lies.
    func sentence(in store: StoreHeader.Kind) -> String {
        let owned = owner == Self.nobody ? "" : " of \(Base32.encode(owner))"
        let named = name.isEmpty ? "" : " \(Base32.encode(name))"
        return "the \(kind.words)\(named)\(owned) in the \(store.rawValue) store does not open: it was changed or moved"
    }
}

extension RecordKind {
    /// What a record is, for whoever runs the installation.
    var words: String {
        switch self {
        case .keyEncryptionKey: "wrapped key"
        case .userAccount: "account"
        case .keySlot: "key slot"
        case .session: "session"
        case .sessionSlot: "key slot of a session"
        case .passkey: "passkey"
        case .secondFactors: "second factors"
        case .knownDevice: "known device"
        case .pendingSignIn: "sign-in"
        case .spentChallenge: "spent challenge"
        case .guardianConsent: "guardian's consent"
        case .escrow: "escrow"
        case .accessRequest: "request of the staff"
        case .accessNotice: "notice of access"
        case .tombstone: "deletion of an account"
        case .deletionReceipt: "receipt of a deletion"
        case .entitlement: "plan"
        case .paymentNotice: "payment notice"
        case .paymentCustomer: "payment customer"
        case .budgetLedger: "ledger of what figures tell"
        case .noisyFigure: "week's figures"
        case .contribution: "contribution to the week's figures"
        case .staffRoster: "roster of the staff"
        case .staffSession: "session of the staff"
        case .accountHold: "hold on an account"
        case .sharedBook: "shared book"
        case .bookMembership: "membership of a book"
        case .bookInvitation: "invitation to a book"
        case .diaryShare: "share of a diary"
        case .sharedWithMe: "note of what is shared"
        case .consent: "consent"
        case .archive: "copy of everything"
        case .consentHistory: "change of a consent"
        case .rightsRequest: "request about rights"
        case .breach: "breach of personal data"
        case .vaultHead: "remembered journal head"
        case .historyHead: "remembered end of an access history"
        case .activity: "event"
        case .installation: "setting"
        case .canaryVault: "record of the canary vault"
        case .secondPlace: "record of the second place"
        case .lease: "lease"
        case .logKey: "log key"
        case .logIdentity: "identity of the log"
        case .keyHistory: "note of a destroyed key"
        case .trackerEpoch: "age of a tracker's key"
        case .promiseRecord: "record of a promise"
        case .promiseHistory: "history of the promises"
        case .calendarFeed: "calendar"
        case .apiToken: "API token"
        case .endedToken: "ended API token"
        case .inboxEntry: "entry of an inbox"
        case .inboxSender: "sender of an inbox"
        case .inbox: "inbox"
        }
    }
}
