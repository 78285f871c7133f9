import JSON
import Web

extension APIClient {
    /// An account of the book.
    package struct Account: Sendable {
        package let id: String
        package let name: String
        /// As the API writes it, such as `0.00`.
        package let opening: String
    }

    package func accounts() async throws(APIFailure) -> [Account] {
        try object(try await send("GET", "/money/accounts", nil)).objects("items").map { item in
            Account(
                id: item.text("id") ?? "",
                name: item.text("name") ?? "",
                opening: item.text("openingBalance") ?? ""
            )
        }
    }

    /// Adds an account in rupees, of a kind as the API names it; `opening` is decimal text, what was in it before its
    /// first entry.
    package func addAccount(
        name: String,
        kind: String,
        opening: String,
        idempotencyKey: String
    ) async throws(APIFailure) {
        let body = JSONWriter.object {
            $0.member("name", name)
            $0.member("kind", kind)
            $0.member("currency", "INR")
            $0.member("openingBalance", opening)
        }
        _ = try await send("POST", "/money/accounts", body, idempotencyKey: idempotencyKey)
    }

    /// Removes an account that has no entries.
    package func removeAccount(_ id: String, idempotencyKey: String) async throws(APIFailure) {
        _ = try await send("DELETE", "/money/accounts/\(id)", nil, idempotencyKey: idempotencyKey)
    }

    package func transactionCount() async throws(APIFailure) -> Int {
        guard let count = try object(try await send("GET", "/money/transactions?limit=1", nil)).number("count") else {
            throw .unexpectedAnswer
        }
        return count
    }
}
