import Cycle
import CycleFormats
import Foundation
import JSON
import Primitives

/// The files under `Tests/Vectors/diaries`, each beside what it must read as.
enum DiaryVectors {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Vectors/diaries")

    static let names: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { !$0.hasSuffix(".expected") }.sorted()
    }()

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }

    static func expected(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name + ".expected"), encoding: .utf8)
    }

    static func read(_ name: String) throws -> DiaryDocument { try FileDiaryReader().read(try bytes(name)) }
}

extension FileDiaryReader {
    func read(_ text: String) throws(DiaryFileError) -> DiaryDocument { try read(Array(text.utf8)) }

    /// Reads a file that arrives in pieces of a size.
    func read(_ bytes: [UInt8], inPiecesOf size: Int) throws(DiaryFileError) -> DiaryDocument {
        var stream = stream()
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + size)
            try stream.feed(bytes.span.extracting(start..<end))
            start = end
        }
        return try stream.finish()
    }
}

extension CalendarDay {
    /// A day that is known to be one.
    static func test(_ iso: String) -> CalendarDay { CalendarDay(iso: iso) ?? CalendarDay(daysSinceEpoch: 0) }
}

extension DiaryDocument {
    /// Everything the document says, one fact a line, for comparing and for reading in a review.
    var rendered: String {
        var lines = ["format \(format.code), entries \(entryCount), skipped \(skipped.count)"]
        for day in days { lines.append(day.rendered) }
        for mode in modes { lines.append("mode \(mode.from.iso) \(mode.mode) due \(mode.dueDay?.iso ?? "-")") }
        for mark in marks { lines.append("mark \(mark.start.iso) excluded \(mark.isExcluded)") }
        for entry in skipped.listed {
            let place = "\(entry.place.part) \(entry.place.number)"
            lines.append("skipped \(place) \(entry.reason.code) ×\(entry.count) \(entry.excerpt)".trimmed)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension ImportedDay {
    var rendered: String {
        var writer = JSONWriter()
        DayJSON.write(entry, to: &writer)
        var text = "\(day.iso) \(String(decoding: writer.bytes, as: UTF8.self))"
        for (name, intensity) in named.symptoms.sorted(by: { $0.key < $1.key }) {
            text += " symptom “\(name)” \(intensity)"
        }
        for (name, intensity) in named.moods.sorted(by: { $0.key < $1.key }) { text += " mood “\(name)” \(intensity)" }
        for intake in named.intakes { text += " intake “\(intake.name)” \(intake.state) \(intake.hundredths)" }
        return text
    }
}

extension String {
    fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}
