import JSON
import Primitives

/// What is wrong with a FHIR R4 collection of observations, by the rules of the specification that concern it.
///
/// - Source: HL7 FHIR 4.0.1: Bundle, Observation, Patient, datatypes.
struct FHIRStructure {
    private(set) var faults: [String] = []
    /// `urn:uuid:…` of every entry.
    private(set) var urls: Set<String> = []
    private(set) var observations: [JSONObject] = []

    init(_ bytes: [UInt8]) throws {
        guard case .object(let bundle) = try JSONParser.parse(bytes) else {
            faults.append("no object")
            return
        }
        checkMembers(bundle, ["resourceType", "type", "timestamp", "entry"], "Bundle")
        expect(bundle["resourceType"] == .string("Bundle") && bundle["type"] == .string("collection"), "kind of bundle")
        guard case .array(let entries)? = bundle["entry"] else {
            faults.append("no entries")
            return
        }
        let resources = entries.compactMap { entry($0) }
        for resource in resources { check(resource) }
        expect(resources.count { $0["resourceType"] == .string("Patient") } == 1, "one patient")
    }

    private mutating func expect(_ holds: Bool, _ fault: String) { if !holds { faults.append(fault) } }

    private mutating func checkMembers(_ object: JSONObject, _ names: Set<String>, _ place: String) {
        for member in object.members {
            expect(names.contains(member.name), "\(place) has \(member.name)")
            expect(!isEmpty(member.value), "\(place).\(member.name) is empty")
        }
    }

    /// Nothing in FHIR is null or empty.
    private func isEmpty(_ value: JSONValue) -> Bool {
        switch value {
        case .null: true
        case .string(let text): text.isEmpty
        case .array(let values): values.isEmpty
        case .object(let object): object.members.isEmpty
        case .boolean, .number: false
        }
    }

    private mutating func entry(_ value: JSONValue) -> JSONObject? {
        guard case .object(let entry) = value, case .string(let url)? = entry["fullUrl"],
            case .object(let resource)? = entry["resource"], case .string(let id)? = resource["id"]
        else {
            faults.append("an entry without address or resource")
            return nil
        }
        checkMembers(entry, ["fullUrl", "resource"], "entry")
        expect(url == "urn:uuid:" + id, "address and id differ")
        expect(Self.isUUID(id), "id is no UUID of version 5")
        expect(urls.insert(url).inserted, "an address twice")
        return resource
    }

    static func isUUID(_ text: String) -> Bool {
        let parts = text.split(separator: "-")
        let digits = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || $0 == 0x2D }
        guard digits, parts.map(\.count) == [8, 4, 4, 4, 12] else { return false }
        return parts[2].hasPrefix("5") && "89ab".contains(parts[3].prefix(1))
    }

    private mutating func check(_ resource: JSONObject) {
        switch resource["resourceType"] {
        case .string("Patient"): checkMembers(resource, ["resourceType", "id"], "Patient")
        case .string("Observation"):
            observations.append(resource)
            checkObservation(resource)
        default: faults.append("another resource")
        }
    }

    private mutating func checkObservation(_ resource: JSONObject) {
        let values = ["valueCodeableConcept", "valueQuantity", "valueInteger", "valueString", "valueDateTime"]
        let others = [
            "resourceType", "id", "status", "category", "code", "subject", "effectiveDateTime", "note", "component",
        ]
        checkMembers(resource, Set(values + others), "Observation")
        expect(resource["status"] == .string("final"), "status")
        if case .array(let categories)? = resource["category"] {
            for category in categories { checkConcept(category, "category") }
        }
        checkConcept(resource["code"], "code")
        checkValue(resource, values, "Observation")
        if case .object(let subject)? = resource["subject"], case .string(let reference)? = subject["reference"] {
            // The patient comes first: whatever points to it points back.
            expect(urls.contains(reference), "a reference to nothing")
        } else {
            faults.append("no subject")
        }
        if case .string(let day)? = resource["effectiveDateTime"] {
            expect(CalendarDay(iso: day) != nil, "no day")
        } else {
            faults.append("no day")
        }
        if case .array(let components)? = resource["component"] {
            for case .object(let component) in components {
                checkMembers(component, Set(values + ["code"]), "component")
                checkConcept(component["code"], "component.code")
                checkValue(component, values, "component")
            }
        }
    }

    private mutating func checkValue(_ object: JSONObject, _ names: [String], _ place: String) {
        let present = names.filter { object[$0] != nil }
        expect(present.count == 1, "\(place) has \(present.count) values")
        if let concept = object["valueCodeableConcept"] { checkConcept(concept, "value") }
        guard case .object(let quantity)? = object["valueQuantity"] else { return }
        checkMembers(quantity, ["value", "unit", "system", "code"], "quantity")
        guard case .number? = quantity["value"] else {
            faults.append("a quantity without number")
            return
        }
        expect(quantity["system"] == .string("http://unitsofmeasure.org"), "unit of another system")
    }

    private mutating func checkConcept(_ value: JSONValue?, _ place: String) {
        guard case .object(let concept)? = value else {
            faults.append("\(place) is no concept")
            return
        }
        checkMembers(concept, ["coding", "text"], place)
        expect(!concept.members.isEmpty, "\(place) says nothing")
        guard case .array(let codings)? = concept["coding"] else { return }
        for case .object(let coding) in codings {
            checkMembers(coding, ["system", "code", "display"], place)
            expect(coding["system"] != nil && coding["code"] != nil, "\(place) has a code of no system")
        }
    }
}
