import Jobs
import Primitives
import Vault

/// Records an opening where it belongs, after the start of this process, and then lets go on what waited for it.
struct StartedOpeningRecorder: OpeningRecorder {
    let recorder: any OpeningRecorder
    let startLeaf: StartLeaf
    let jobs: JobQueue

    func record(_ opening: Opening) async throws(VaultError) {
        try await startLeaf.waitForVault()
        try await recorder.record(opening)
        do {
            try await jobs.wake(subject: opening.vault)
        } catch {
            // The person's opening does not depend on it; the next one wakes what waits.
        }
    }
}
