import Synchronization

/// How many requests have a head read and an answer not yet written out, on all connections together.
///
/// Shutdown waits for zero before any connection is told to close: HTTP/2 connections that are told earlier drop the
/// answers they still hold.
package final class RequestsInFlight: Sendable {
    private let state = Atomic<Int>(0)
    private let draining = Atomic<Bool>(false)

    package init() {}

    package var count: Int { state.load(ordering: .acquiring) }

    /// Set once at shutdown; answers then carry `Connection: close`.
    package var isDraining: Bool { draining.load(ordering: .relaxed) }

    func startDraining() { draining.store(true, ordering: .relaxed) }

    func enter() { state.add(1, ordering: .acquiringAndReleasing) }

    func leave(_ count: Int = 1) { state.subtract(count, ordering: .acquiringAndReleasing) }
}
