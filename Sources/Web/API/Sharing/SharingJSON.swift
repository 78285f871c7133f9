import Cycle
import Identity
import JSON
import Primitives

/// What is shared of a diary in requests and answers.
enum SharingJSON {
    private static let label = Schema.string(.line, length: 1...IdentityService.bookNameCharacters)
    private static let moment = Schema.string(.moment, length: 20...20)
    private static let part = Schema.enumeration(SharedDiaryPart.allCases.map(\.name))
    private static let parts = Schema.array(part, count: 1...SharedDiaryPart.allCases.count)
    private static let days = Schema.array(.day, count: 2...2)

    static let partsRequest = ObjectSchema("SharedParts", [.required("parts", parts)])
    static let offer = ObjectSchema(
        "DiaryOffer",
        [.required("parts", parts), .required("displayName", label, "How the partner sees the account.")]
    )
    static let look = ObjectSchema(
        "DiaryOfferLook",
        [.required("from", label), .required("parts", parts), .required("expiresAt", moment)]
    )
    static let shares = ObjectSchema(
        "DiaryShareList",
        [
            .required(
                "items",
                .array(
                    .object(
                        ObjectSchema(
                            "DiaryShare",
                            [
                                .required("id", .id), .required("parts", parts),
                                .optional("partner", label, "Absent while a code waits."),
                                .optional("since", moment), .optional("expiresAt", moment),
                            ]
                        )
                    ),
                    count: 0...20
                )
            )
        ]
    )

    private static let estimates = ObjectSchema(
        "SharedEstimates",
        [
            .required("madeOn", .day), .optional("nextPeriod", days, "In 8 of 10 cycles like the last ones."),
            .optional("cycleDay", .integer(1...10_000)),
            .optional("phase", .enumeration(["period", "follicular", "ovulation", "luteal", "before-period"])),
            .optional("fertileDays", days, "An estimate, and no contraception."),
        ]
    )
    static let withMe = ObjectSchema(
        "SharedWithMeList",
        [
            .required(
                "items",
                .array(
                    .object(
                        ObjectSchema(
                            "SharedWithMe",
                            [
                                .required("id", .id), .required("from", label), .required("since", moment),
                                .required("parts", .array(part, count: 0...SharedDiaryPart.allCases.count)),
                                .required("hasEnded", .boolean),
                                .optional("estimates", .object(estimates), "Absent before there are any."),
                            ]
                        )
                    ),
                    count: 0...20
                )
            )
        ]
    )

    static func parts(_ fields: RequestFields) -> Set<SharedDiaryPart> {
        Set(fields.texts("parts").compactMap { SharedDiaryPart(name: $0) })
    }

    static func write(_ parts: Set<SharedDiaryPart>, to writer: inout JSONWriter) {
        writer.memberArray("parts", parts.sorted()) { $0.string($1.name) }
    }

    static func write(_ share: SharedWithMeView, to writer: inout JSONWriter) {
        writer.member("id", Base32.encode(share.id))
        writer.member("from", share.name)
        writer.member("since", share.since.iso)
        write(share.parts, to: &writer)
        writer.member("hasEnded", share.ended != nil)
        guard let shown = share.content.flatMap({ DiaryProjection(decoding: $0) }) else { return }
        writer.memberObject("estimates") { writer in
            writer.member("madeOn", shown.madeOn.iso)
            if let days = shown.nextPeriod { write("nextPeriod", days, to: &writer) }
            if let today = shown.today {
                writer.member("cycleDay", today.cycleDay)
                writer.member("phase", optional: today.phase.map(name))
            }
            if let days = shown.fertileDays { write("fertileDays", days, to: &writer) }
        }
    }

    private static func write(_ name: String, _ days: ClosedRange<CalendarDay>, to writer: inout JSONWriter) {
        writer.memberArray(name, [days.lowerBound, days.upperBound]) { $0.string($1.iso) }
    }

    private static func name(_ phase: DayPhase) -> String {
        switch phase {
        case .period: "period"
        case .follicular: "follicular"
        case .ovulation: "ovulation"
        case .luteal: "luteal"
        case .beforePeriod: "before-period"
        }
    }
}
