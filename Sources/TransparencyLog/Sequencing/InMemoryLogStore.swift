package import Primitives
import Synchronization

/// A log's store that lives and dies with the process; passes the same contract suite as the real ones.
package final class InMemoryLogStore: LogStore {
    /// All that it holds, so that a test can look at it or copy it.
    package struct Contents: Sendable, Hashable {
        package var log = StoredLog()
        package var resources: [LogResource: [UInt8]] = [:]
        package var events: [LogSubjectID: [UInt64: [UInt8]]] = [:]
        /// Those of ``resources`` that are of partial tiles: few, so that looking for one takes no walk through all.
        private var partials: Set<LogResource> = []

        package init() {}

        package func events(of subject: LogSubjectID, below ordinal: UInt64?, limit: Int) -> [StoredEvent] {
            let ordinals = (events[subject] ?? [:]).keys.filter { $0 < ordinal ?? .max }
            return ordinals.sorted(by: >).prefix(limit).map { found in
                StoredEvent(ordinal: found, bytes: events[subject]?[found] ?? [])
            }
        }

        /// Whether each write's condition will hold when those before it are done.
        func allows(_ writes: [LogWrite]) -> Bool {
            var (end, intent, checkpoint) = (log.endIndex, log.intent, log.checkpoint)
            var newResources: [LogResource: [UInt8]] = [:]
            var newEvents: [LogSubjectID: Set<UInt64>] = [:]
            for write in writes {
                switch write {
                case .sequence(let firstIndex, let entries):
                    guard firstIndex == end else { return false }
                    end += UInt64(entries.count)
                case .resource(let resource, let bytes):
                    guard newResources[resource] ?? resources[resource] ?? bytes == bytes else { return false }
                    newResources[resource] = bytes
                case .intent(let bytes, let replaced):
                    guard intent == replaced else { return false }
                    intent = bytes
                case .checkpoint(let bytes, let replaced):
                    guard checkpoint == replaced else { return false }
                    checkpoint = bytes
                case .event(let subject, let ordinal, _):
                    guard events[subject]?[ordinal] == nil,
                        newEvents[subject, default: []].insert(ordinal).inserted
                    else { return false }
                case .forget(let index): guard index <= max(end, log.firstIndex) else { return false }
                case .eraseEvents: break
                }
            }
            return true
        }

        /// Does one write.
        ///
        /// - Throws: ``StoreError/conflict``.
        package mutating func apply(_ write: LogWrite) throws(StoreError) {
            switch write {
            case .sequence(let firstIndex, let entries):
                guard firstIndex == log.endIndex else { throw .conflict }
                log.entries += entries
            case .resource(let resource, let bytes):
                guard resources[resource] == nil || resources[resource] == bytes else { throw .conflict }
                resources[resource] = bytes
                guard resource.tile.isFull else {
                    partials.insert(resource)
                    return
                }
                for partial in partials where partial.isReplaced(by: resource) {
                    resources[partial] = nil
                    partials.remove(partial)
                }
            case .intent(let bytes, let replaced):
                guard log.intent == replaced else { throw .conflict }
                log.intent = bytes
            case .checkpoint(let bytes, let replaced):
                guard log.checkpoint == replaced else { throw .conflict }
                log.checkpoint = bytes
            case .event(let subject, let ordinal, let bytes):
                guard events[subject]?[ordinal] == nil else { throw .conflict }
                events[subject, default: [:]][ordinal] = bytes
            case .forget(let index):
                guard index > log.firstIndex else { return }
                guard index <= log.endIndex else { throw .conflict }
                log.entries.removeFirst(Int(index - log.firstIndex))
                log.firstIndex = index
            case .eraseEvents(let subject): events[subject] = nil
            }
        }
    }

    private let state: Mutex<Contents>

    package init(_ contents: Contents = Contents()) { state = Mutex(contents) }

    package var contents: Contents { state.withLock { $0 } }

    package func storedLog() async throws(StoreError) -> StoredLog { contents.log }

    package func write(_ writes: [LogWrite]) async throws(StoreError) {
        try state.withLock { contents throws(StoreError) in
            guard contents.allows(writes) else { throw .conflict }
            for write in writes { try contents.apply(write) }
        }
    }

    /// It is of one process alone.
    package func foreignChangeStamp() throws(StoreError) -> UInt64 { 0 }

    package func events(
        of subject: LogSubjectID,
        below ordinal: UInt64?,
        limit: Int
    ) async throws(StoreError) -> [StoredEvent] { contents.events(of: subject, below: ordinal, limit: limit) }

    package func bytes(of resource: LogResource) async throws(TileError) -> [UInt8]? {
        state.withLock { $0.resources[resource] }
    }
}
