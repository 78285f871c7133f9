package import HTTPTypes
package import JSON
package import Staff
package import Vault

/// A request that has passed every check its route declares: what handlers see.
package struct WebRequest: Sendable {
    /// The body, read according to the route's declaration.
    package enum Body: Sendable {
        case none
        case json(JSONObject)
        case form(FormFields)
        case bytes([UInt8], media: String)
        case multipart(MultipartForm)
        /// What a receiver made of a file, and the fields that came with it.
        case upload(any BodyReceiver, fileName: String?, fields: FormFields)

        var form: FormFields {
            switch self {
            case .form(let form): form
            case .multipart(let form): form.fields
            case .upload(_, _, let fields): fields
            case .none, .json, .bytes: .none
            }
        }
    }

    package let id: RequestID
    package let method: HTTPRequest.Method
    package let fields: HTTPFields
    /// The values of the template's parameters, by name.
    package let parameters: [String: String]
    /// Path and query as they were sent, checked to be a path of this site.
    package let target: String
    package let query: FormFields
    package let body: Body
    package let peer: PeerAddress
    /// Whether it came through the local socket, which only whoever runs the server can use.
    package let isLocalSocket: Bool
    /// Set where the route asks for a session.
    package var session: WebSession?
    /// Set on routes of the staff that need a permission.
    package var staff: StaffAdmission?
    /// Where the route takes one and the client sent one.
    package let idempotencyKey: IdempotencyKey?
    /// The secret the form token of the answer is made from: the session's, or that of the form cookie.
    package let formSecret: FormSecret

    /// A parameter of the template.
    ///
    /// Declared ones are always there.
    package func parameter(_ name: String) -> String { parameters[name] ?? "" }

    package var json: JSONObject {
        if case .json(let object) = body { object } else { JSONObject() }
    }

    package var form: FormFields { body.form }
}
