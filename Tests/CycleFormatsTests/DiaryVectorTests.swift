import Cycle
import CycleFormats
import Testing

@Suite("Files of other diaries")
struct DiaryVectorTests {
    @Test("reads as written beside it", arguments: DiaryVectors.names)
    func reads(_ name: String) throws {
        #expect(try DiaryVectors.read(name).rendered == (try DiaryVectors.expected(name)))
    }

    @Test("there is a file of every format that is read here")
    func all() throws {
        let formats = try Set(DiaryVectors.names.map { try DiaryVectors.read($0).format })
        let own: Set<DiaryFormat> = [.flowkeepJSON, .flowkeepCSV]
        #expect(formats == Set(DiaryFormat.allCases).subtracting(own))
    }

    @Test("in pieces of any size it reads the same", arguments: DiaryVectors.names, [1, 7, 100, 4095, 4097])
    func pieces(_ name: String, _ size: Int) throws {
        let bytes = try DiaryVectors.bytes(name)
        #expect(try FileDiaryReader().read(bytes, inPiecesOf: size) == DiaryVectors.read(name))
    }

    @Test("a byte order mark changes nothing", arguments: DiaryVectors.names)
    func mark(_ name: String) throws {
        let bytes = try DiaryVectors.bytes(name)
        #expect(try FileDiaryReader().read([0xEF, 0xBB, 0xBF] + bytes) == DiaryVectors.read(name))
    }

    @Test("line breaks of Windows change nothing in a table", arguments: ["drip.csv", "natural-cycles.csv"])
    func windows(_ name: String) throws {
        let bytes = try DiaryVectors.bytes(name).flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
        #expect(try FileDiaryReader().read(bytes).rendered == DiaryVectors.read(name).rendered)
    }

    /// A file cut anywhere gives what stood before the cut, or says why not; it never traps.
    @Test("cut at any place", arguments: DiaryVectors.names)
    func cut(_ name: String) throws {
        let bytes = try DiaryVectors.bytes(name)
        for count in stride(from: 0, to: bytes.count, by: 13) {
            let cut = Array(bytes.prefix(count))
            do {
                let document = try FileDiaryReader().read(cut)
                #expect(zip(document.days, document.days.dropFirst()).allSatisfy { $0.day < $1.day })
            } catch {
                let reasons: [DiaryFileError] = [.empty, .damaged, .unknownFormat, .notText]
                #expect(reasons.contains(error))
            }
        }
    }
}
