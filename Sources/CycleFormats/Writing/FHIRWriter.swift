package import Cycle
import JSON
package import Primitives

/// Writes what was logged as a FHIR R4 collection of observations about a person without a name.
///
/// - Source: HL7 FHIR 4.0.1, Bundle and Observation; docs/spec/diary-export.md §5.
package struct FHIRWriter {
    private let diary: DiaryCopy
    private let fields: Set<DayField>
    private let ids: StableID
    private var output: [UInt8] = []
    /// Of the observations of one day, by kind: two tests of a day are two.
    private var counts: [String: Int] = [:]

    private var patient: String { ids.uuid("patient") }

    private init(_ diary: DiaryCopy, _ fields: Set<DayField>, _ ids: StableID) {
        self.diary = diary
        self.fields = fields
        self.ids = ids
    }

    /// - `fields`: What is to leave.
    /// - `time`: When it was made.
    package static func bytes(
        _ diary: DiaryCopy,
        fields: Set<DayField> = Set(DayField.allCases),
        ids: StableID,
        time: Timestamp
    ) -> [UInt8] {
        var writer = FHIRWriter(diary, fields, ids)
        return writer.bundle(time)
    }

    private mutating func bundle(_ time: Timestamp) -> [UInt8] {
        let head = JSONWriter.members { writer in
            writer.member("resourceType", "Bundle")
            writer.member("type", "collection")
            writer.member("timestamp", time.iso)
        }
        output += Array("{".utf8)
        var writer = JSONWriter()
        writer.append(head)
        output += writer.bytes
        output += Array(",\"entry\":[\n".utf8)
        entry("patient", isFirst: true) { $0.member("resourceType", "Patient") }
        if fields.contains(.bleeding) { writePeriodStarts() }
        for day in diary.days {
            counts = [:]
            for field in DayField.allCases where fields.contains(field) { write(field, day) }
        }
        output += Array("\n]}\n".utf8)
        return output
    }

    private mutating func entry(_ name: String, isFirst: Bool = false, _ body: (inout JSONWriter) -> Void) {
        let id = ids.uuid(name)
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("fullUrl", "urn:uuid:" + id)
            writer.memberObject("resource") { writer in
                body(&writer)
                writer.member("id", id)
            }
        }
        if !isFirst { output += Array(",\n".utf8) }
        output += writer.bytes
    }

    private mutating func observe(_ observation: FHIRObservation, on day: CalendarDay, _ name: String) {
        let number = counts[name, default: 0]
        counts[name] = number + 1
        let patient = patient
        entry("\(day.iso) \(name)" + (number == 0 ? "" : " \(number + 1)")) {
            observation.write(on: day, patient: patient, to: &$0)
        }
    }

    private mutating func writePeriodStarts() {
        for cycle in CycleList(diary.facts).cycles {
            counts = [:]
            let code = FHIRConcept("Period start", FHIRCodes.periodStart)
            observe(FHIRObservation(code, .day(cycle.start)), on: cycle.start, "period start")
        }
    }

    private mutating func write(_ field: DayField, _ day: DiaryCopy.Day) {
        for (name, observation) in FHIRDay(diary, day.entry).observations(field) {
            observe(observation, on: day.day, name)
        }
    }
}
