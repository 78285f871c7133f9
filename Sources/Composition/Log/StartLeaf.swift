import AuditTrail
import KeyService
import Primitives
import Sealing
import Staff
import Vault

/// The leaf which says that this process started, and from which program file.
///
/// To hash the file takes some tenths of a second, which nothing but an opening and an answer need to wait for.
actor StartLeaf {
    private let audit: AuditTrail
    private let binary = OwnBinary.hashing()
    private var writing: Task<Result<Void, StartError>, Never>?

    init(audit: AuditTrail) { self.audit = audit }

    /// Begins to write it, unless that was begun; the log must be open.
    func begin() { _ = task() }

    /// Returns when it is durable.
    ///
    /// One that could not be written is tried again by whoever asks next.
    func wait() async throws(StartError) {
        let result = await task().value
        if case .failure = result { writing = nil }
        try result.get()
    }

    /// As ``wait()``, for whoever writes something down for a vault.
    func waitForVault() async throws(VaultError) {
        do throws(StartError) { try await wait() } catch {
            guard case .log(let error) = error else { throw .unrecorded }
            throw VaultError(error)
        }
    }

    /// As ``wait()``, for whoever writes something down for the staff.
    func waitForStaff() async throws(StaffError) { do { try await wait() } catch { throw .unrecorded } }

    private func task() -> Task<Result<Void, StartError>, Never> {
        if let writing { return writing }
        let task = Task { [audit, binary] in await Self.write(to: audit, when: binary) }
        writing = task
        return task
    }

    private static func write(
        to audit: AuditTrail,
        when binary: Task<Result<[UInt8], SystemError>, Never>
    ) async -> Result<Void, StartError> {
        switch await binary.value {
        case .failure(let error): return .failure(.system(error))
        case .success(let digest):
            do {
                try await audit.record(.start(binary: digest, at: SystemClock.now()))
                return .success(())
            } catch {
                return .failure(.log(error))
            }
        }
    }
}
