import Cycle

extension ErrorMapping {
    static func problem(_ error: CycleError) -> Problem {
        let field = Problem.Field(error.pointer, CycleSentences.sentence(error))
        return switch error {
        case .notFound(.kind), .notFound(.mode), .notFound(.mark), .undoGone: Problem(.notFound)
        case .changedMeanwhile: Problem(.changedMeanwhile)
        case .inUse: Problem(.inUse, fields: [field])
        case .undoBlocked: Problem(.conflict, detail: CycleSentences.sentence(error))
        case .nameTaken: Problem(.conflict, fields: [field])
        default: Problem(.invalid, fields: [field])
        }
    }

    static func problem(_ error: DiaryJSONError) -> Problem {
        Problem(.invalid, fields: [.init(error.pointer, CycleSentences.sentence(error.reason))])
    }
}

extension CycleError {
    /// What of a request it is about, as a JSON pointer.
    fileprivate var pointer: String {
        switch self {
        case .day(let error): error.field.map { "/" + $0.codeName } ?? "/date"
        case .missing(let field), .invalid(let field), .outOfRange(let field), .tooLong(let field, _),
            .tooMany(let field, _), .controlCharacter(let field), .cardNumber(let field),
            .nameTaken(let field), .notFound(let field), .inUse(let field), .builtIn(let field):
            "/\(field)"
        case .changedMeanwhile, .undoGone, .undoBlocked: ""
        }
    }
}
