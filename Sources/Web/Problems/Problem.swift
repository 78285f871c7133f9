import HTTPTypes
import JSON

/// A refusal, ready for the client: a problem document for the API, a page for people.
///
/// Safe by construction: texts come from this program, never from the request or a store.
package struct Problem: Error, Hashable, Sendable {
    /// What is wrong with one field or parameter.
    package struct Field: Hashable, Sendable {
        /// A JSON pointer (`/postings/0/amount`), or the name of a parameter or form field.
        package let pointer: String
        package let reason: String

        package init(_ pointer: String, _ reason: String) {
            self.pointer = pointer
            self.reason = reason
        }
    }

    package let kind: ProblemKind
    /// What exactly, where the kind alone does not say it.
    package let detail: String?
    package let fields: [Field]
    package let retryAfterSeconds: Int?
    /// For ``ProblemKind/methodNotAllowed``: the value of `Allow`.
    let allow: String?
    /// For ``ProblemKind/tooLarge``: what is taken at most.
    let byteCountMaximum: Int?

    package init(
        _ kind: ProblemKind,
        detail: String? = nil,
        fields: [Field] = [],
        retryAfterSeconds: Int? = nil
    ) {
        self.kind = kind
        self.detail = detail
        self.fields = fields
        self.retryAfterSeconds = retryAfterSeconds
        allow = nil
        byteCountMaximum = nil
    }

    init(tooLargeFor maximum: Int) {
        kind = .tooLarge
        detail = "At most \(maximum) bytes are taken here."
        fields = []
        retryAfterSeconds = nil
        allow = nil
        byteCountMaximum = maximum
    }

    init(allow: String) {
        kind = .methodNotAllowed
        detail = nil
        fields = []
        retryAfterSeconds = nil
        self.allow = allow
        byteCountMaximum = nil
    }

    /// `application/problem+json`.
    func document(requestID: RequestID) -> [UInt8] {
        JSONWriter.object { writer in
            writer.member("type", kind.type)
            writer.member("title", kind.title)
            writer.member("status", kind.status.code)
            writer.member("detail", optional: detail)
            writer.member("instance", "urn:flowkeep:request:" + requestID.text)
            if !fields.isEmpty {
                writer.memberArray("errors", fields) { writer, field in
                    writer.object {
                        $0.member("pointer", field.pointer)
                        $0.member("reason", field.reason)
                    }
                }
            }
        }
    }
}
