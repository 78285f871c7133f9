import Jobs
import Primitives
import Vault

/// Records an opening where it belongs, and then lets go on what waited for it.
struct WakingOpeningRecorder: OpeningRecorder {
    let recorder: any OpeningRecorder
    let jobs: JobQueue

    func record(_ opening: Opening) async throws(VaultError) {
        try await recorder.record(opening)
        do {
            try await jobs.wake(subject: opening.vault)
        } catch {
            // The person's opening does not depend on it; the next one wakes what waits.
        }
    }
}
