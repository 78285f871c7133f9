import Identity
import Vault

/// Counts an opening in the week's figures once it is written down, for those who agreed to that.
///
/// - Source: docs/spec/aggregates.md §4.
struct ContributingRecorder: OpeningRecorder {
    let recorder: any OpeningRecorder
    let desk: AggregateDesk

    func record(_ opening: Opening) async throws(VaultError) {
        try await recorder.record(opening)
        do {
            try await desk.note(opening.purpose, of: opening.vault)
        } catch {
            // The person's opening does not depend on it; a figure that lacks one of fifty is noisier than that anyway.
        }
    }
}
