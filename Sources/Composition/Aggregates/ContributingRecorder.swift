package import Identity
import Primitives
package import Vault
import Web

/// Counts an opening in the week's figures once it is written down, for those who agreed to that.
///
/// - Source: docs/spec/aggregates.md §4.
package struct ContributingRecorder: OpeningRecorder {
    private let recorder: any OpeningRecorder
    private let desk: AggregateDesk

    package init(recorder: any OpeningRecorder, desk: AggregateDesk) {
        self.recorder = recorder
        self.desk = desk
    }

    package func record(_ opening: Opening) async throws(VaultError) {
        try await recorder.record(opening)
        // Her browser says no to whatever is for others, whatever she agreed to.
        guard RequestSignals.current.allows(.aggregates) else { return }
        do {
            try await desk.note(opening.purpose, of: opening.vault)
        } catch {
            // The person's opening does not depend on it; a figure that lacks one of fifty is noisier than that anyway.
        }
    }
}
