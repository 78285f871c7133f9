import Primitives
import Sealing
import TestSupport
import Testing

@testable import TransparencyLog

@Suite("Leaves")
struct LeafTests {
    private static let logKeyBytes = (0..<32).map { UInt8($0) }

    private func exampleEvent() throws -> LogEvent {
        try LogEvent(decoding: try #require(Hex.decode(Example.event)))
    }

    @Test("the frozen event is the opening that the specification describes")
    func frozenEvent() throws {
        let event = try exampleEvent()
        #expect(event.act == .vaultOpening)
        #expect(event.purpose == .moneyTracking)
        #expect(event.slotKind == 1)
        #expect(event.subject == LogSubjectID(high: 1, low: 2))
        #expect(event.actor == LogActorID(high: 3, low: 4))
        #expect(event.time == Timestamp(seconds: 1_767_225_660))
        #expect(event.ordinal == 0)
        #expect(event.headIndex == 1)
        #expect(event.encoded() == Hex.decode(Example.event))
    }

    @Test("the frozen event has the frozen leaf under the frozen key")
    func frozenLeaf() throws {
        let leaf = LogLeaf(try exampleEvent(), logKey: SecretBytes(copying: Self.logKeyBytes))
        #expect(leaf.entry == Hex.decode(Example.entries[1]))
        let entries = try Example.entries.map { try #require(Hex.decode($0)) }
        #expect(TileCoding.bytes(of: entries.map { TreeHash.leaf($0) }) == Hex.decode(Example.tile))
    }

    @Test("a cover is made of its place and the installation's key alone")
    func frozenCover() {
        let key = SecretBytes(copying: Array(0x20..<0x40))
        #expect(LogLeaf(.cover(at: 2), logKey: key).entry == Hex.decode(Example.entries[2]))
        #expect(LogLeaf(.cover(at: 3), logKey: key) != LogLeaf(.cover(at: 2), logKey: key))
    }

    @Test("all acts, with and without particulars, give leaves of one size")
    func oneSize() throws {
        let key = SecretBytes(copying: Self.logKeyBytes)
        for act in LoggedAct.allCases {
            for purpose in [nil] + Purpose.allCases.map(Optional.some) {
                let event = LogEvent(
                    act: act,
                    purpose: purpose,
                    slotKind: purpose == nil ? 0 : 7,
                    subject: LogSubjectID(high: 1, low: 2),
                    actor: LogActorID(high: 0, low: 0),
                    time: Timestamp(milliseconds: -1),
                    ordinal: .max,
                    headIndex: purpose == nil ? 0 : .max
                )
                #expect(event.encoded().count == LogEvent.byteCount)
                #expect(try LogEvent(decoding: event.encoded()) == event)
                #expect(LogLeaf(event, logKey: key).entry.count == LogLeaf.byteCount)
            }
        }
    }

    @Test("every bit of an event and of the key is in the leaf")
    func everyBit() throws {
        let key = SecretBytes(copying: Self.logKeyBytes)
        let event = try exampleEvent()
        let leaf = LogLeaf(event, logKey: key)
        var seen: Set<[UInt8]> = [leaf.entry]
        var changedCount = 0
        for bit in 0..<LogEvent.byteCount * 8 {
            var bytes = event.encoded()
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            // Some bits make an act or a purpose that there is not.
            guard let changed = try? LogEvent(decoding: bytes) else { continue }
            seen.insert(LogLeaf(changed, logKey: key).entry)
            changedCount += 1
        }
        for bit in 0..<256 {
            var bytes = Self.logKeyBytes
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            seen.insert(LogLeaf(event, logKey: SecretBytes(copying: bytes)).entry)
        }
        #expect(changedCount > 700)
        #expect(seen.count == 1 + changedCount + 256)
    }

    @Test("an opening opens its own leaf and no other, not even of the same person")
    func openings() throws {
        let key = SecretBytes(copying: Self.logKeyBytes)
        let event = try exampleEvent()
        let opening = LeafOpening(event, logKey: key)
        let leaf = LogLeaf(event, logKey: key)
        try opening.verify(leaf)
        #expect(try LeafOpening(decoding: opening.encoded()) == opening)
        let next = LogEvent(
            act: event.act,
            purpose: event.purpose,
            slotKind: event.slotKind,
            subject: event.subject,
            actor: event.actor,
            time: event.time,
            ordinal: event.ordinal + 1,
            headIndex: event.headIndex,
            digest: event.digest
        )
        #expect(throws: LeafError.doesNotOpen) { try opening.verify(LogLeaf(next, logKey: key)) }
        // The key that was given away with the first event makes nothing of the second.
        let forged = try LeafOpening(decoding: opening.encoded().prefix(33) + next.encoded())
        #expect(throws: LeafError.doesNotOpen) { try forged.verify(LogLeaf(next, logKey: key)) }
        var altered = opening.encoded()
        altered[5] ^= 1
        #expect(throws: LeafError.doesNotOpen) { try LeafOpening(decoding: altered).verify(leaf) }
    }

    @Test("malformed events, leaves and openings are refused by name")
    func malformed() throws {
        let whole = try exampleEvent().encoded()
        func event(_ offset: Int, _ byte: UInt8) -> [UInt8] {
            var bytes = whole
            bytes[offset] = byte
            return bytes
        }
        for count in [0, 91, 93] {
            #expect(throws: LeafError.byteCount(count)) {
                _ = try LogEvent(decoding: [UInt8](repeating: 1, count: count))
            }
        }
        #expect(throws: LeafError.version(2)) { _ = try LogEvent(decoding: event(0, 2)) }
        for act in [0, 99, 255] as [UInt8] {
            #expect(throws: LeafError.act(act)) { _ = try LogEvent(decoding: event(1, act)) }
        }
        #expect(throws: LeafError.purpose(200)) { _ = try LogEvent(decoding: event(2, 200)) }
        #expect(throws: LeafError.byteCount(32)) { _ = try LogLeaf(decoding: [UInt8](repeating: 1, count: 32)) }
        #expect(throws: LeafError.version(0)) { _ = try LogLeaf(decoding: [UInt8](repeating: 0, count: 33)) }
        #expect(throws: LeafError.byteCount(124)) { _ = try LeafOpening(decoding: [UInt8](repeating: 1, count: 124)) }
        #expect(throws: LeafError.version(9)) { _ = try LeafOpening(decoding: [UInt8](repeating: 9, count: 125)) }
    }
}
