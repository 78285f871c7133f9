import Primitives
import Testing

@testable import Cycle

/// One line and what it becomes, as the formatter writes it without the day.
struct DiaryRow: CustomTestStringConvertible {
    let text: String
    let fields: String
    var day = "2026-11-20"
    var testDescription: String { text }

    init(_ text: String, _ fields: String, day: String = "2026-11-20") {
        self.text = text
        self.fields = fields
        self.day = day
    }
}

enum TestLine {
    /// A Friday.
    static let today = CalendarDay.test("2026-11-20")
    static let ache = SymptomID(rawValue: 9 << 24)
    static let coffee = SymptomID(rawValue: 9 << 24 | 1)
    static let names = DiaryLineNames(
        symptoms: [ache: "Jaw ache", coffee: "Coffee"].reduce(into: [:]) { names, pair in
            if let id = pair.key { names[id] = pair.value }
        }
    )

    static func read(_ text: String) -> DiaryLineReading { DiaryQuickAdd.read(text, names: names, today: today) }

    /// Every byte that is not a separator is said, once.
    static func checkTokens(_ text: String, _ reading: DiaryLineReading) {
        for (index, byte) in text.utf8.enumerated() where byte > 0x20 && !TypedWord.isSeparator(byte) {
            let tokens = reading.tokens.filter { $0.range.contains(index) }
            #expect(tokens.count == 1, "byte \(index) of \(text) is in \(tokens)")
        }
        #expect(reading.tokens.allSatisfy { $0.range.upperBound <= text.utf8.count })
        #expect((reading.entry == nil) == !reading.problems.isEmpty, "\(text)")
    }
}

@Suite("Diary quick add")
struct DiaryQuickAddTests {
    static let rows: [DiaryRow] = [
        DiaryRow("period light", "period light"),
        DiaryRow("period", "period medium"),
        DiaryRow("spotting", "period spotting"),
        DiaryRow("heavy flow yesterday", "period heavy", day: "2026-11-19"),
        DiaryRow("very heavy bleeding", "period very heavy"),
        DiaryRow("no bleeding", "period none"),
        DiaryRow("period started yesterday", "period medium start", day: "2026-11-19"),
        DiaryRow("period heavy, 3 tampons, large clots", "period heavy, large clots, 3 tampon"),
        DiaryRow("period light excluded", "period light excluded"),
        DiaryRow("temp 36.62", "temp 36.62 C"),
        DiaryRow("temp 36,62", "temp 36.62 C"),
        DiaryRow("97.9f", "temp 36.61 C"),
        DiaryRow("temp 97.9", "temp 36.61 C"),
        DiaryRow("36.6 °C", "temp 36.60 C"),
        DiaryRow("temp 36.6 at 6:40", "temp 36.60 C at 6:40"),
        DiaryRow("temp 36.6 oral 6:40 am excluded", "temp 36.60 C oral at 6:40 excluded"),
        DiaryRow("bbt 36.6 at 1:05 pm", "temp 36.60 C at 13:05"),
        DiaryRow("cramps 2", "cramps moderate"),
        DiaryRow("cramps", "cramps moderate"),
        DiaryRow("cramps strong, headache", "cramps strong, headache moderate"),
        DiaryRow("strong cramps and mild headache", "cramps strong, headache mild"),
        DiaryRow("back pain 3 on 3 nov", "back pain strong", day: "2026-11-03"),
        DiaryRow("jaw ache strong", "Jaw ache strong"),
        DiaryRow("mood calm", "mood calm moderate"),
        DiaryRow("mood calm, irritable 3", "mood calm moderate, mood irritable strong"),
        DiaryRow("mood low", "mood low moderate"),
        DiaryRow("lh positive", "lh positive"),
        DiaryRow("lh - at 8:10, lh + 14:10", "lh negative at 8:10, lh positive at 14:10"),
        DiaryRow("pregnancy test negative", "pregnancy test negative"),
        DiaryRow("mucus eggwhite wet", "mucus wet eggwhite"),
        DiaryRow("mucus creamy", "mucus creamy"),
        DiaryRow("mucus nothing", "mucus felt nothing saw nothing"),
        DiaryRow("cervix open soft", "cervix open soft"),
        DiaryRow("cervix closed hard high", "cervix closed hard high"),
        DiaryRow("cervix medium soft", "cervix half open soft"),
        DiaryRow("sex", "sex"),
        DiaryRow("sex protected", "sex protected"),
        DiaryRow("sex condom", "sex condom"),
        DiaryRow("sex with condom and pill at 22:10", "sex condom pill at 22:10"),
        DiaryRow("sex unprotected", "sex unprotected"),
        DiaryRow("masturbation", "sex alone"),
        DiaryRow("desire high", "desire high"),
        DiaryRow("weight 61.5 kg", "weight 61.500 kg"),
        DiaryRow("weight 135 lb", "weight 61.235 kg"),
        DiaryRow("slept 7h 30", "slept 450 min"),
        DiaryRow("slept 7h30", "slept 450 min"),
        DiaryRow("slept 7:30 quality 4", "slept 450 min, quality 4"),
        DiaryRow("slept 7 hours 30 min", "slept 450 min"),
        DiaryRow("slept 7.5h", "slept 450 min"),
        DiaryRow("sleep 8", "slept 480 min"),
        DiaryRow("energy 4", "energy 4"),
        DiaryRow("temp 36.9, alcohol, short night", "temp 36.90 C, factor alcohol, factor short sleep"),
        DiaryRow("factor travel", "factor travel"),
        DiaryRow("note: slept badly, then fine", "note: slept badly, then fine"),
        DiaryRow(
            "temp 36.62 at 6:40, cramps 2, mood calm, mucus wet, note: a long day",
            "temp 36.62 C at 6:40, mucus wet, cramps moderate, mood calm moderate, note: a long day"
        ),
        DiaryRow("yesterday period light cramps 2", "period light, cramps moderate", day: "2026-11-19"),
        DiaryRow("cramps 2 last friday", "cramps moderate", day: "2026-11-13"),
        DiaryRow("2026-11-01 energy 2", "energy 2", day: "2026-11-01"),
        // German
        DiaryRow("Periode stark gestern", "period heavy", day: "2026-11-19"),
        DiaryRow("leichte Blutung", "period light"),
        DiaryRow("keine Blutung", "period none"),
        DiaryRow("Schmierblutung", "period spotting"),
        DiaryRow("Temperatur 36,62 um 6:40 Uhr", "temp 36.62 C at 6:40"),
        DiaryRow("starke Krämpfe und Kopfschmerzen", "cramps strong, headache moderate"),
        DiaryRow("Schleim spinnbar", "mucus eggwhite"),
        DiaryRow("Muttermund offen weich", "cervix open soft"),
        DiaryRow("Gewicht 61,5 kg, Energie 4", "weight 61.500 kg, energy 4"),
        DiaryRow("geschlafen 7 Stunden", "slept 420 min"),
        DiaryRow("Stimmung gereizt vor 2 Tagen", "mood irritable moderate", day: "2026-11-18"),
        DiaryRow("Schwangerschaftstest negativ", "pregnancy test negative"),
        // Hindi
        DiaryRow("पीरियड हल्का", "period light"),
        DiaryRow("कल माहवारी ज़्यादा", "period heavy", day: "2026-11-19"),
        DiaryRow("तापमान ३६.६२", "temp 36.62 C"),
        DiaryRow("सिर दर्द तेज़", "headache strong"),
        DiaryRow("मूड शांत", "mood calm moderate"),
        DiaryRow("वज़न 61.5 किलो", "weight 61.500 kg"),
        DiaryRow("mahwari halki", "period light"),
        DiaryRow("sir dard tez", "headache strong"),
        DiaryRow("pet dard 2, thakan", "cramps moderate, tired moderate"),
        DiaryRow("तनाव, तापमान 36.8", "temp 36.80 C, factor stress"),
    ]

    @Test("a line becomes fields of a day", arguments: rows)
    func table(_ row: DiaryRow) throws {
        let reading = TestLine.read(row.text)
        #expect(reading.problems.isEmpty, "\(reading.problems)")
        let entry = try #require(reading.entry)
        let line = DiaryLineFormatter(names: TestLine.names).line(entry, on: reading.day)
        #expect(line == row.day + ", " + row.fields)
        #expect(reading.kind == .diary)
        #expect(!reading.tokens.contains { $0.meaning == .unclear })
        TestLine.checkTokens(row.text, reading)
    }

    @Test("what is assumed is said")
    func assumed() {
        #expect(TestLine.read("period").tokens[0].reason == .assumed)
        #expect(TestLine.read("cramps").tokens[0].reason == .assumed)
        #expect(TestLine.read("cramps 2").tokens == [DiaryToken(0..<8, .symptom(SymptomID(.cramps), .moderate))])
        #expect(TestLine.read("temp 97.9").tokens[1].reason == .converted)
    }

    @Test("a day that may be another names it, unless that one lies ahead")
    func alternatives() {
        let token = TestLine.read("cramps last wednesday").tokens[1]
        #expect(token.meaning == .day(.test("2026-11-18")))
        #expect(token.alternative == .test("2026-11-11"))
        #expect(TestLine.read("परसों cramps").tokens[0].alternative == nil)
        #expect(TestLine.read("कल cramps").tokens[0].alternative == .test("2026-11-21"))
    }

    @Test(
        "what no field takes is said at its place",
        arguments: [
            ("temp 66.2", DiaryProblem.outOfRange(.temperature, 5..<9)),
            ("temp 33.9", .outOfRange(.temperature, 5..<9)), ("120f", .outOfRange(.temperature, 0..<4)),
            ("temp", .missing(.temperature, 0..<4)), ("lh", .missing(.lhTests, 0..<2)),
            ("mucus, cramps 2", .missing(.mucus, 0..<5)), ("period light heavy", .twice(.bleeding, 13..<18)),
            ("temp 36.6, temp 36.7", .twice(.temperature, 16..<20)),
            ("cramps 2, cramps 3", .twice(.symptoms, 10..<16)),
            ("cramps 5", .outOfRange(.symptoms, 7..<8)), ("energy 6", .outOfRange(.energy, 7..<8)),
            ("weight 500 kg", .outOfRange(.weight, 7..<13)), ("slept 30h", .outOfRange(.sleep, 6..<9)),
            ("lh positive negative", .twice(.lhTests, 12..<20)), ("sex condom unprotected", .twice(.sex, 11..<22)),
            ("cramps today yesterday", .twoDays(13..<22)), ("cramps in 3 days", .dayAhead(7..<16)),
            ("clots", .howHeavy(0..<5)), ("quality 4", .missing(.sleep, 8..<9)), ("note:", .missing(.note, 0..<4)),
            ("cramps terrible", .unknown(7..<15)), ("no headache", .unknown(0..<2)),
        ] as [(String, DiaryProblem)]
    )
    func problems(_ text: String, _ problem: DiaryProblem) {
        let reading = TestLine.read(text)
        #expect(reading.problems.first == problem)
        #expect(reading.entry == nil)
        TestLine.checkTokens(text, reading)
    }

    @Test("a line that is too long is not read")
    func tooLong() {
        let reading = TestLine.read(String(repeating: "cramps ", count: 80))
        #expect(reading.problems == [.tooLong(maximum: 500)])
        #expect(reading.kind == .other)
    }

    @Test(
        "a line of money stays one",
        arguments: [
            "coffee 120", "period pads 120", "temp job 500", "sex toys 900", "condoms 250", "pads 120", "pill 30",
            "headache pills 250", "weight gym 500", "energy drink 120", "energy 120", "period 500", "temp 500",
            "cramps 120", "sleep mask 400", "mood lamp 900", "ring 5000", "rice 5 kg 300", "medicine 340",
            "travel 500 yesterday", "period light 120", "cramps ₹120", "cervix scan 900", "alcohol 20.50",
            "coffee 2 cups 120", "note 20", "dinner 1000 split with Asha", "रात का खाना 500", "Periode 20 €",
            "sex 900", "lh test 300", "pregnancy test 120", "weight 500", "massage back pain 800",
            "coffee", "rent", "hello", "", "  ", ",,,", "-", "36.62 usd", "tampon 5 packs", "Kino 12 gestern",
        ]
    )
    func money(_ text: String) {
        #expect(TestLine.read(text).kind != .diary)
        if text.contains(where: \.isNumber) || text.contains("₹") { #expect(TestLine.read(text).kind == .other) }
        TestLine.checkTokens(text, TestLine.read(text))
    }

    @Test(
        "what may be either is money with a hint",
        arguments: [
            "36,62", "36.6", "61.5 kg", "weight 61.5", "calm", "good 3", "alcohol", "coffee 2", "jaw ache",
            "cramps terrible", "temp 36.62 rs", "temp 100", "headache 2 pills", "clots", "note: rent 500", "tampon",
        ]
    )
    func ambiguous(_ text: String) { #expect(TestLine.read(text).kind == .ambiguous) }
}
