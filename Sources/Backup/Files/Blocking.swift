import Dispatch

/// Runs what reads, writes and computes for long away from the threads that serve requests.
enum Blocking {
    private static let queue = DispatchQueue(label: "backup", qos: .utility, attributes: .concurrent)

    static func run<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws(BackupError) -> Value {
        let result: Result<Value, BackupError> = await withCheckedContinuation { continuation in
            queue.async {
                do { continuation.resume(returning: .success(try body())) } catch {
                    continuation.resume(returning: .failure(BackupError(wrapping: error)))
                }
            }
        }
        return try result.get()
    }
}
