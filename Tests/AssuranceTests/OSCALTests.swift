import Primitives
import Synchronization
import Testing

@testable import Assurance

/// The shape that `make oscal` hands to a validator; here is what no validator knows.
@Suite("OSCAL assessment results")
struct OSCALTests {
    private struct Stub: PromiseCheck {
        let promise: PromiseID
        let method = "Asks a stub."
        let finding: PromiseFinding

        func run() async throws -> PromiseFinding { finding }
    }

    private static func document(_ tls1: String = "refused", at seconds: Int64 = 1_795_180_000) async -> OSCALValue {
        let day = CalendarDay(daysSinceEpoch: 20_900)
        let checks = [
            Stub(promise: .tls1, finding: PromiseFinding([Evidence("TLS 1.2", tls1, isAsPromised: true)])),
            Stub(promise: .tls2, finding: PromiseFinding([Evidence("GET", "200", isAsPromised: false)])),
            Stub(promise: .pol5, finding: PromiseFinding(.overdue, [], due: day)),
        ]
        let run = await PromiseRun.make(checks, now: { Timestamp(seconds: seconds) })
        return OSCALAssessment.document(of: run.withoutDurations, site: "keep.example", address: "https://keep.example")
    }

    @Test("each promise gives an observation; only what was checked is found satisfied or not")
    func counts() async throws {
        let document = await Self.document()
        let result = try #require(document["assessment-results"]?["results"]?.elements.first)
        #expect(result["observations"]?.elements.count == PromiseID.allCases.count)
        let findings = try #require(result["findings"]?.elements)
        #expect(findings.compactMap { $0["title"]?.text } == ["TLS-1", "TLS-2", "POL-5"])
        #expect(
            findings.compactMap { $0["target"]?["status"]?["state"]?.text }
                == ["satisfied", "not-satisfied", "not-satisfied"]
        )
        let selection = try #require(result["reviewed-controls"]?["control-selections"]?.elements.first)
        #expect(selection["exclude-controls"]?.elements.count == PromiseID.allCases.count - 3)
        let recorded = result["observations"]?.elements.first { $0["title"]?.text == "POL-5" }
        #expect(recorded?["expires"]?.text == "2027-03-23T23:59:59Z")
        #expect(recorded?["methods"]?.elements.first?.text == "EXAMINE")
    }

    @Test("the same run gives the same document; another gives another, with the same names inside")
    func names() async throws {
        let first = await Self.document()
        #expect(await Self.document() == first)
        let uuid = try #require(first["assessment-results"]?["uuid"]?.text)
        for other in [await Self.document("agreed"), await Self.document(at: 1_795_180_001)] {
            #expect(other["assessment-results"]?["uuid"]?.text != uuid)
            #expect(Self.uuids(other, of: "observations") == Self.uuids(first, of: "observations"))
            #expect(Self.uuids(other, of: "findings") == Self.uuids(first, of: "findings"))
        }
        #expect(Set(Self.uuids(first, of: "observations")).count == PromiseID.allCases.count)
    }

    /// Frozen: auditors compare documents by these, made with `uuid.uuid5` of another implementation.
    @Test("the finding of TLS-1 has the UUID it always had")
    func frozen() {
        #expect(OSCALNames.uuid("finding/TLS-1") == "571a6998-667e-58e0-8967-f947e3a27ed7")
        #expect(OSCALNames.propertyNamespace == "urn:uuid:8c1cb154-aff5-4912-9dc2-cf9d5a81cf20")
    }

    private static func uuids(_ document: OSCALValue, of name: String) -> [String] {
        let result = document["assessment-results"]?["results"]?.elements.first
        return result?[name]?.elements.compactMap { $0["uuid"]?.text } ?? []
    }

    @Test("no list or text of the document is empty, but for the mark that all promises are included")
    func nothingEmpty() async {
        func check(_ value: OSCALValue, _ path: String) {
            switch value {
            case .text(let text): #expect(!text.isEmpty, "\(path)")
            case .list(let values):
                #expect(!values.isEmpty, "\(path)")
                for value in values { check(value, path) }
            case .object(let members):
                #expect(!members.isEmpty || path.hasSuffix("/include-all"), "\(path)")
                #expect(Set(members.map(\.name)).count == members.count, "\(path)")
                for member in members { check(member.value, path + "/" + member.name) }
            }
        }
        check(await Self.document(), "")
    }
}

extension OSCALValue {
    fileprivate subscript(name: String) -> OSCALValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    fileprivate var elements: [OSCALValue] { if case .list(let values) = self { values } else { [] } }

    fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
}

extension PromiseRun {
    /// How long a check took is not the same twice.
    fileprivate var withoutDurations: PromiseRun {
        PromiseRun(results: results.map(\.withoutDuration), startedAt: startedAt, duration: .zero)
    }
}

extension PromiseResult {
    fileprivate var withoutDuration: PromiseResult {
        PromiseResult(
            promise,
            PromiseFinding(verdict, evidence, due: due, warning: warning),
            method: method,
            checkedAt: checkedAt,
            duration: .zero
        )
    }
}
