import Testing

@testable import KeyService

@Suite("Record padding")
struct RecordPaddingTests {
    @Test("any length reads back, and costs at most an eighth beyond 4,096 bytes")
    func roundTrip() {
        for count in Array(0...1100) + [4091, 4092, 4093, 9999, 65_536, 1_000_000] {
            let bytes = [UInt8](repeating: 7, count: count)
            let padded = RecordPadding.pad(bytes)
            #expect(RecordPadding.unpad(padded) == bytes)
            if count > 4092 { #expect(Double(padded.count) <= Double(count + 4) * 1.125) }
        }
    }

    @Test("short records all have one length", arguments: [0, 1, 20, 252])
    func short(_ count: Int) { #expect(RecordPadding.pad([UInt8](repeating: 1, count: count)).count == 256) }

    @Test("padding that is not ours is refused")
    func refused() {
        var padded = RecordPadding.pad([1, 2, 3])
        padded[200] = 1
        #expect(RecordPadding.unpad(padded) == nil)
        #expect(RecordPadding.unpad(RecordPadding.pad([1, 2, 3]) + [0]) == nil)
        #expect(RecordPadding.unpad([0, 0, 0]) == nil)
        #expect(RecordPadding.unpad([255, 255, 255, 255] + [UInt8](repeating: 0, count: 252)) == nil)
    }
}
