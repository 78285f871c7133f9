import Primitives
import Synchronization

/// What the ring remembers, behind one lock that is never held across a wait.
final class KeyRingCache: Sendable {
    typealias KeyFlight = Task<Result<KeyEncryptionKey, KeyRingError>, Never>
    typealias NewestFlight = Task<Result<UInt32, KeyRingError>, Never>

    /// What was asked for, or the task that will bring it.
    enum Awaited<Value, Flight> {
        case here(Value)
        case inTheAir(Flight)
    }

    private struct Place: Hashable {
        let use: KEKUse
        let version: UInt32
    }

    private struct Remembered<Value> {
        let value: Value
        let since: Timestamp

        let seconds: Int64

        /// A clock set back ends a life too: nothing is kept on a promise that cannot be checked.
        func isAlive(at moment: Timestamp) -> Bool { since <= moment && moment < since.adding(seconds: seconds) }
    }

    private struct State {
        var keys: [Place: Remembered<KeyEncryptionKey>] = [:]
        var newest: [KEKUse: Remembered<UInt32>] = [:]
        var keyFlights: [Place: KeyFlight] = [:]
        var newestFlights: [KEKUse: NewestFlight] = [:]
        /// Grows with each wipe, so that what was asked for before a wipe is not remembered after it.
        var epoch: UInt64 = 0
    }

    private let state = Mutex(State())
    /// How long anything is remembered.
    private let seconds: Int64

    init(seconds: Int64) { self.seconds = seconds }

    var epoch: UInt64 { state.withLock { $0.epoch } }

    func key(_ use: KEKUse, version: UInt32?, at moment: Timestamp) -> KeyEncryptionKey? {
        state.withLock { state in
            let wanted: UInt32
            if let version {
                wanted = version
            } else {
                guard let newest = state.newest[use], newest.isAlive(at: moment) else { return nil }
                wanted = newest.value
            }
            let place = Place(use: use, version: wanted)
            guard let found = state.keys[place] else { return nil }
            guard found.isAlive(at: moment) else {
                state.keys[place] = nil
                return nil
            }
            return found.value
        }
    }

    /// The key, or the fetch in the air for it, started now if there is none.
    ///
    /// Looks into the cache again: a fetch may have landed since the caller looked.
    func keyOrFlight(
        _ use: KEKUse,
        version: UInt32,
        at moment: Timestamp,
        start: () -> KeyFlight
    ) -> Awaited<KeyEncryptionKey, KeyFlight> {
        state.withLock { state in
            let place = Place(use: use, version: version)
            if let found = state.keys[place], found.isAlive(at: moment) { return .here(found.value) }
            if let flight = state.keyFlights[place] { return .inTheAir(flight) }
            let flight = start()
            state.keyFlights[place] = flight
            return .inTheAir(flight)
        }
    }

    func newestOrFlight(
        _ use: KEKUse,
        at moment: Timestamp,
        start: () -> NewestFlight
    ) -> Awaited<UInt32, NewestFlight> {
        state.withLock { state in
            if let found = state.newest[use], found.isAlive(at: moment) { return .here(found.value) }
            if let flight = state.newestFlights[use] { return .inTheAir(flight) }
            let flight = start()
            state.newestFlights[use] = flight
            return .inTheAir(flight)
        }
    }

    /// Ends a flight: a key is remembered, a failure is not.
    func land(
        _ outcome: Result<KeyEncryptionKey, KeyRingError>,
        for use: KEKUse,
        version: UInt32,
        at moment: Timestamp,
        epoch: UInt64
    ) {
        state.withLock { state in
            let place = Place(use: use, version: version)
            state.keyFlights[place] = nil
            guard case .success(let key) = outcome, epoch == state.epoch else { return }
            state.keys[place] = Remembered(value: key, since: moment, seconds: seconds)
        }
    }

    func land(
        newest outcome: Result<UInt32, KeyRingError>,
        for use: KEKUse,
        at moment: Timestamp,
        epoch: UInt64
    ) {
        state.withLock { state in
            state.newestFlights[use] = nil
            guard case .success(let version) = outcome, epoch == state.epoch else { return }
            // A rotation of our own may have overtaken this look.
            if let known = state.newest[use], known.isAlive(at: moment), known.value > version { return }
            state.newest[use] = Remembered(value: version, since: moment, seconds: seconds)
        }
    }

    /// Remembers a key that was just made; it is the newest of its use.
    func remember(_ key: KeyEncryptionKey, at moment: Timestamp) {
        state.withLock { state in
            let place = Place(use: key.use, version: key.version)
            state.keys[place] = Remembered(value: key, since: moment, seconds: seconds)
            state.newest[key.use] = Remembered(value: key.version, since: moment, seconds: seconds)
        }
    }

    func forget(_ use: KEKUse, version: UInt32) {
        state.withLock { state in
            state.keys[Place(use: use, version: version)] = nil
            state.epoch += 1
        }
    }

    func wipeExpired(at moment: Timestamp) {
        state.withLock { state in state.keys = state.keys.filter { $0.value.isAlive(at: moment) } }
    }

    func wipeAll() {
        state.withLock { state in
            state.keys = [:]
            state.newest = [:]
            state.epoch += 1
        }
    }
}
