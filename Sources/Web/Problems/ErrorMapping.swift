/// The one place that says what a failure below means to a client.
enum ErrorMapping {
    static func problem(for error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        default: Problem(.internalError)
        }
    }
}
