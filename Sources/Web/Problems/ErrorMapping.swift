import AuditTrail
import Cycle
import Identity
import KeyService
import Money
import Primitives
import Staff
import TransparencyLog
import Vault

/// The one place that says what a failure below means to a client.
enum ErrorMapping {
    /// Seconds after which trying again makes sense when a part of the installation does not answer.
    private static let retrySeconds = 2

    static func problem(for error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let error as IdentityError: problem(error)
        case let error as AuditError: problem(error)
        case let error as StaffError: problem(error)
        case let error as MoneyError: problem(error)
        case let error as CycleError: problem(error)
        case let error as DiaryJSONError: problem(error)
        case let error as ImportRefusal: problem(error)
        case let error as StatementError: problem(error)
        case let error as ReceiptError: problem(error)
        case let error as VaultError: problem(error)
        case let error as StoreError: problem(error)
        case let error as KeyRingError: problem(SealedRecordError.key(error))
        case let error as SealedRecordError: problem(error)
        case let error as CommitError<Problem>: problem(error)
        case let error as CommitError<MoneyError>: problem(error)
        case let error as CommitError<ImportRefusal>: problem(error)
        case let error as CommitError<CycleError>: problem(error)
        case let error as any VaultRefusing: error.vaultError.map(problem) ?? Problem(.internalError)
        default: Problem(.internalError)
        }
    }

    static func problem(_ error: SealedRecordError) -> Problem {
        switch error {
        case .store(let error): problem(error)
        case .key(.keyService): keyServiceProblem
        default: Problem(.unavailable, retryAfterSeconds: retrySeconds)
        }
    }

    /// Fails closed, and says for whom it does not.
    static let keyServiceProblem = Problem(
        .unavailable,
        detail: "The key service does not open keys at the moment, so nothing new is opened. Open vaults go on.",
        retryAfterSeconds: retrySeconds
    )

    static func problem(_ error: VaultError) -> Problem {
        switch error {
        case .notFound, .damaged, .rolledBack, .newerVersion:
            Problem(.internalError, detail: "The data cannot be read as it is stored. Run flowkeep doctor.")
        case .doesNotOpen: Problem(.notSignedIn)
        case .outsideScope: Problem(.notAllowed)
        case .readOnly: Problem(.notAllowed, detail: Sentences.readOnly)
        case .noConsent: Problem(.noConsent)
        case .locked: Problem(.locked)
        case .contended: Problem(.unavailable, retryAfterSeconds: 1)
        case .tooManyChanges: Problem(.tooLarge, detail: "That is more than one request may change.")
        case .keyReused:
            Problem(.invalid, fields: [.init("Idempotency-Key", "It was used before, with another request.")])
        case .keyServiceUnavailable: keyServiceProblem
        case .unrecorded:
            Problem(
                .unavailable,
                detail: "The access history cannot be written, so nothing new is opened. Run flowkeep doctor.",
                retryAfterSeconds: retrySeconds
            )
        case .store(let error): problem(error)
        }
    }

    static func problem(_ error: AuditError) -> Problem {
        switch error {
        case .damagedEvent(let ordinal):
            Problem(.internalError, detail: "Entry \(ordinal) of the access history is damaged or missing.")
        case .notInLog(let ordinal):
            Problem(.internalError, detail: "Entry \(ordinal) of the access history is not in the transparency log.")
        case .missingKey:
            Problem(.internalError, detail: "The key of the access history is missing. Run flowkeep doctor.")
        case .log(.damaged), .tile, .identity, .missingIdentity, .published, .olderLog:
            Problem(.internalError, detail: "The transparency log is damaged. Run flowkeep doctor.")
        case .log(.store(let error)), .store(let error): problem(error)
        case .keys(let error): problem(error)
        case .log(.busy), .log(.cosignature), .starting: Problem(.unavailable, retryAfterSeconds: retrySeconds)
        }
    }

    static func problem(_ error: StoreError) -> Problem {
        switch error {
        case .full: Problem(.storeFull)
        case .conflict, .notUnique: Problem(.unavailable, retryAfterSeconds: 1)
        default: Problem(.unavailable, retryAfterSeconds: retrySeconds)
        }
    }

    static func problem(_ error: MoneyError) -> Problem {
        let field = Problem.Field("/" + error.field.rawValue, Sentences.sentence(error))
        return switch error {
        case .notFound(.id), .undoGone: Problem(.notFound)
        case .stale: Problem(.changedMeanwhile)
        case .inUse, .held: Problem(.inUse, fields: [field])
        case .undoBlocked: Problem(.conflict, detail: Sentences.sentence(error))
        case .nameTaken, .dayTaken: Problem(.conflict, fields: [field])
        default: Problem(.invalid, fields: [field])
        }
    }

    static func problem(_ refusal: ImportRefusal) -> Problem {
        let inner = problem(refusal.error)
        guard let place = refusal.place else { return inner }
        return Problem(inner.kind, detail: "Row \(place + 1) of those chosen cannot be added.", fields: inner.fields)
    }

    static func problem(_ error: StatementError) -> Problem {
        switch error {
        case .tooLarge: Problem(.tooLarge, detail: error.sentence)
        default: Problem(.invalid, fields: [.init("file", error.sentence)])
        }
    }

    static func problem(_ error: ReceiptError) -> Problem {
        switch error {
        case .tooLarge: Problem(.tooLarge, detail: Sentences.sentence(error))
        default: Problem(.invalid, fields: [.init("file", Sentences.sentence(error))])
        }
    }

    private static func problem(_ error: CommitError<Problem>) -> Problem {
        switch error {
        case .refused(let problem): problem
        case .vault(let error): problem(error)
        }
    }

    private static func problem(_ error: CommitError<MoneyError>) -> Problem {
        switch error {
        case .refused(let error): problem(error)
        case .vault(let error): problem(error)
        }
    }

    private static func problem(_ error: CommitError<CycleError>) -> Problem {
        switch error {
        case .refused(let error): problem(error)
        case .vault(let error): problem(error)
        }
    }

    private static func problem(_ error: CommitError<ImportRefusal>) -> Problem {
        switch error {
        case .refused(let refusal): problem(refusal)
        case .vault(let error): problem(error)
        }
    }
}

/// A commit that the vault may have refused, whatever its plan refuses with.
private protocol VaultRefusing: Error {
    var vaultError: VaultError? { get }
}

extension CommitError: VaultRefusing {
    fileprivate var vaultError: VaultError? {
        if case .vault(let error) = self { error } else { nil }
    }
}
