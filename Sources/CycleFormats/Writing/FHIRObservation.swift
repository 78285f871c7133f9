import Cycle
import JSON
import Primitives

/// One observation, before it is written.
struct FHIRObservation {
    enum Value {
        case concept(FHIRConcept)
        /// A decimal as it is to be written, with its unit in words and in UCUM.
        case quantity(String, unit: String, code: String)
        case integer(Int)
        case text(String)
        case day(CalendarDay)
    }

    var category = FHIRCodes.survey
    let code: FHIRConcept
    let value: Value
    /// Parts that have a code of their own.
    var components: [(code: FHIRConcept, value: Value)] = []
    /// Time of day has no zone and FHIR has no time without one: it is said in words, with what else there is.
    var remarks: [String] = []

    init(_ code: FHIRConcept, _ value: Value) {
        self.code = code
        self.value = value
    }

    /// Writes the members of the resource but its id.
    func write(on day: CalendarDay, patient: String, to writer: inout JSONWriter) {
        writer.member("resourceType", "Observation")
        writer.member("status", "final")
        writer.memberArray("category", [category]) { writer, category in
            writer.object { $0.memberArray("coding", [category], Self.write) }
        }
        writer.name("code")
        Self.write(code, to: &writer)
        writer.memberObject("subject") { $0.member("reference", "urn:uuid:" + patient) }
        writer.member("effectiveDateTime", day.iso)
        Self.write(value, to: &writer)
        if !remarks.isEmpty {
            writer.memberArray("note", remarks) { writer, text in writer.object { $0.member("text", text) } }
        }
        guard !components.isEmpty else { return }
        writer.memberArray("component", components) { writer, component in
            writer.object { writer in
                writer.name("code")
                Self.write(component.code, to: &writer)
                Self.write(component.value, to: &writer)
            }
        }
    }

    private static func write(_ value: Value, to writer: inout JSONWriter) {
        switch value {
        case .concept(let concept):
            writer.name("valueCodeableConcept")
            write(concept, to: &writer)
        case .quantity(let decimal, let unit, let code):
            writer.memberObject("valueQuantity") {
                $0.name("value")
                $0.value(.number(decimal))
                $0.member("unit", unit)
                $0.member("system", "http://unitsofmeasure.org")
                $0.member("code", code)
            }
        case .integer(let number): writer.member("valueInteger", number)
        case .text(let text): writer.member("valueString", text)
        case .day(let day): writer.member("valueDateTime", day.iso)
        }
    }

    private static func write(_ concept: FHIRConcept, to writer: inout JSONWriter) {
        writer.object {
            if !concept.codings.isEmpty { $0.memberArray("coding", concept.codings, write) }
            $0.member("text", concept.text)
        }
    }

    private static func write(_ writer: inout JSONWriter, _ coding: FHIRCoding) {
        writer.object {
            $0.member("system", coding.system.rawValue)
            $0.member("code", coding.code)
            $0.member("display", coding.display)
        }
    }
}
