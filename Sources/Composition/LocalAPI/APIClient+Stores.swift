import JSON
import Web

extension APIClient {
    /// Has every sealed record opened at its place.
    ///
    /// - Returns: how many opened, and what is damaged, as sentences without a capital or a full stop.
    func checkStores() async throws(APIFailure) -> (opened: Int, damaged: [String]) {
        var (opened, damaged) = (0, [String]())
        var body: [UInt8] = []
        while true {
            let answer = try object(try await operate("POST", "/stores/check", body))
            opened += answer.number("opened") ?? 0
            damaged += answer.texts("damaged")
            guard case .object(let next)? = answer["next"] else { return (opened, damaged) }
            body = JSONWriter.object { writer in
                writer.member("store", optional: next.text("store"))
                writer.member("after", optional: next.text("after"))
            }
        }
    }
}
