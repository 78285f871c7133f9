import JSON
import Primitives
import Testing

@testable import Cycle

@Suite("Names of codes")
struct CodeNameTests {
    private func names<Code: NamedCode>(_: Code.Type) -> [String] {
        let names = Code.allCases.map(\.codeName)
        #expect(Set(names).count == names.count)
        for code in Code.allCases { #expect(Code(codeName: code.codeName) == code) }
        return names
    }

    /// Frozen: programs of others hold them.
    @Test("names do not change")
    func frozen() {
        #expect(names(Bleeding.Level.self) == ["none", "spotting", "light", "medium", "heavy", "very-heavy"])
        #expect(names(Bleeding.Mark.self) == ["none", "start", "no-start"])
        #expect(names(CervicalMucus.Texture.self) == ["nothing", "creamy", "egg-white"])
        #expect(names(CervicalMucus.Feeling.self) == ["dry", "nothing", "wet", "slippery"])
        #expect(names(LHTest.Result.self) == ["negative", "positive", "peak", "invalid"])
        #expect(names(PregnancyTest.Result.self) == ["negative", "positive", "unclear"])
        #expect(names(SexEntry.Kind.self) == ["alone", "with-partner"])
        #expect(names(IntakeEntry.State.self) == ["taken", "late", "missed", "doubled"])
        #expect(names(Factor.Effect.self) == ["none", "reading", "cycle"])
        #expect(names(CycleMode.self).last == "menstruation-only")
    }

    @Test("names are small letters and hyphens, and no id")
    func shape() {
        let lists = [
            names(BleedingEntry.Product.self), names(BleedingEntry.Clots.self), names(TemperatureReading.Method.self),
            names(Cervix.Opening.self), names(Cervix.Firmness.self), names(Cervix.Position.self),
            names(Intensity.self), names(Desire.self), names(SexEntry.Protection.self), names(Factor.Kind.self),
            names(CycleMark.Completeness.self), names(BuiltInSymptom.self), names(BuiltInMood.self),
        ]
        for name in lists.joined() {
            #expect(name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }, "\(name)")
            #expect(DiaryIDText.id(name) == nil, "\(name)")
        }
    }

    @Test("an id has one text", arguments: [0, 1, 1 << 24, 9 << 24 | 3, .max] as [UInt64])
    func ids(_ id: UInt64) {
        let text = DiaryIDText.text(id)
        #expect(text.utf8.count == 13)
        #expect(DiaryIDText.id(text) == id)
        if text.uppercased() != text { #expect(DiaryIDText.id(text.uppercased()) == nil) }
        #expect(DiaryIDText.id(text + " ") == nil)
    }

    @Test("times and decimals", arguments: 0...1439)
    func times(_ minute: Int) {
        #expect(TimeText.minute(TimeText.text(minute)) == minute)
        #expect(HundredthsText.hundredths(HundredthsText.text(minute)) == minute)
    }

    @Test("what is no decimal is none", arguments: ["", ".", "1.", ".5", "1.234", "1,5", "+1", "1e2", "1234567", " 1"])
    func noDecimals(_ text: String) { #expect(HundredthsText.hundredths(text) == nil) }
}
