import JSON
import Web

extension APIClient {
    /// The record of processing: the answer as it came, and what it says.
    package func processingRecord() async throws(APIFailure) -> (json: [UInt8], record: ProcessingReply) {
        let json = try await send("GET", "/trust/processing", nil)
        return (json, ProcessingReply(try object(json)))
    }
}

/// The record of processing as the API tells it.
package struct ProcessingReply: Sendable {
    package struct Use: Sendable {
        package let purpose: String
        package let reason: String
        package let used: String
        package let kept: String
        package let seen: String
        package let basis: String
    }

    package struct Holding: Sendable {
        package let what: String
        package let personal: String?
        package let kept: String
    }

    package let subjects: String
    package let recipients: String
    package let transfers: String
    package let purposes: [Use]
    package let holdings: [Holding]
    /// The promises, by name.
    package let measures: [String]

    init(_ object: JSONObject) {
        subjects = object.text("subjects") ?? ""
        recipients = object.text("recipients") ?? ""
        transfers = object.text("transfers") ?? ""
        purposes = object.objects("purposes").map { use in
            Use(
                purpose: use.text("purpose") ?? "",
                reason: use.text("reason") ?? "",
                used: use.text("used") ?? "",
                kept: use.text("kept") ?? "",
                seen: use.text("seen") ?? "",
                basis: use.text("basis") ?? ""
            )
        }
        holdings = object.objects("holdings").map { holding in
            Holding(
                what: holding.text("what") ?? "",
                personal: holding.text("personal"),
                kept: holding.text("kept") ?? ""
            )
        }
        measures = object.objects("measures").compactMap { $0.text("promise") }
    }
}
