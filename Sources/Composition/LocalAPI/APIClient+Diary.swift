import JSON

extension APIClient {
    /// Gives a consent, by the name of its purpose.
    package func consent(to purpose: String) async throws(APIFailure) {
        let body = JSONWriter.object { $0.member("given", true) }
        _ = try await send("PUT", "/privacy/consents/\(purpose)", body)
    }

    /// Reads the file of a diary in.
    ///
    /// - Returns: how many days were written.
    package func importDiary(_ bytes: [UInt8], idempotencyKey: String) async throws(APIFailure) -> Int {
        let reply = try await send(
            "POST",
            "/cycle/imports",
            bytes,
            contentType: "application/octet-stream",
            idempotencyKey: idempotencyKey
        )
        return try object(reply).number("days") ?? 0
    }

    /// What is likely, as the API says it.
    package func cyclePrediction() async throws(APIFailure) -> [UInt8] {
        try await send("GET", "/cycle/prediction", nil)
    }
}
