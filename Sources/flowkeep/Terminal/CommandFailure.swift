/// Why a command ended early: one sentence that says what to do, and the exit status.
struct CommandFailure: Error {
    static let failedStatus: Int32 = 1
    static let misuseStatus: Int32 = 2

    let sentence: String
    let status: Int32

    static func failed(_ sentence: String) -> CommandFailure {
        CommandFailure(sentence: sentence, status: failedStatus)
    }

    static func misuse(_ sentence: String) -> CommandFailure {
        CommandFailure(sentence: sentence, status: misuseStatus)
    }
}
