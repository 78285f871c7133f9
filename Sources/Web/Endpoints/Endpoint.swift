package import HTTPTypes
package import Identity
package import Primitives

/// One operation of the API or one page: declared once, and from the declaration routed, checked and described.
package struct Endpoint: Sendable {
    package typealias Handler = @Sendable (WebRequest) async throws -> Answer

    /// Which problems and headers an answer has, and whether the operation stands in the OpenAPI document.
    package enum Surface: Hashable, Sendable {
        case api
        case page
        /// Files that are the same for everyone.
        case asset
        /// An operation under `/operator/v1` for whoever runs this installation: on the local socket and nowhere else.
        case operators
        /// A page or a form of the staff, on its own listener, with what it takes to be answered: there is no way to
        /// declare one without.
        case staffPage(StaffNeed)
        /// What a script on such a page asks.
        case staffCall(StaffNeed)

        /// Whether people ask, with a browser.
        var isPage: Bool {
            switch self {
            case .page, .staffPage: true
            default: false
            }
        }

        /// What it takes of the staff; nil where the route is none of hers.
        package var staffNeed: StaffNeed? {
            switch self {
            case .staffPage(let need), .staffCall(let need): need
            case .api, .page, .asset, .operators: nil
            }
        }

        /// Whether programs ask: they get problem documents, and say nothing that is not declared.
        var isForPrograms: Bool {
            switch self {
            case .api, .operators, .staffCall: true
            case .page, .asset, .staffPage: false
            }
        }

        func isServed(on role: WebListener.Role) -> Bool {
            switch self {
            case .api: role == .https || role == .local || role == .plain
            case .asset: role == .https || role == .local || role == .staff
            case .page: role == .https
            case .operators: role == .local
            case .staffPage, .staffCall: role == .staff
            }
        }
    }

    package enum Access: Hashable, Sendable {
        case anyone
        /// Uses a session when there is one.
        case anyoneOrSession
        case session
        /// A session whose vault is open.
        case unlocked
    }

    package enum BodyRule: Sendable {
        case none
        case json(ObjectSchema)
        /// As ``json(_:)``, and no body says the same as an empty object.
        case optionalJSON(ObjectSchema)
        /// A form of a page. Names in `repeatable` may appear more than once.
        case form(repeatable: Set<String> = [])
        /// A form of a page with one file.
        case multipart
        /// A form of a page with files, of so many bytes together.
        case uploads(count: Int, byteCountMaximum: Int)
        /// A file as it is, of any of these media types.
        case file(media: [String])
        /// A file as it is, or in a form of a page, that a receiver takes while it arrives: as large as may be.
        case upload(byteCountMaximum: Int, receiver: @Sendable () -> any BodyReceiver)
        /// Bytes as they are, whatever the client calls them.
        case octets(byteCountMaximum: Int)
    }

    /// A parameter of the query.
    package struct Parameter: Sendable {
        package let name: String
        package let schema: Schema
        package let isRequired: Bool
        package let summary: String

        package init(_ name: String, _ schema: Schema, isRequired: Bool = false, _ summary: String) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
            self.summary = summary
        }
    }

    package struct Response: Sendable {
        package let status: HTTPResponse.Status
        package let summary: String
        package let schema: ObjectSchema?
        /// The media types that an answer that is a file may have; none where it is JSON or nothing.
        package let media: [String]

        package init(
            _ status: HTTPResponse.Status,
            _ summary: String,
            _ schema: ObjectSchema? = nil,
            media: [String] = []
        ) {
            self.status = status
            self.summary = summary
            self.schema = schema
            self.media = media
        }
    }

    package let method: HTTPRequest.Method
    package let template: PathTemplate
    package let surface: Surface
    package let access: Access
    package var summary = ""
    package var query: [Parameter] = []
    package var body = BodyRule.none
    package var responses: [Response] = []
    /// The kinds of problem that this operation adds to those every operation may answer with.
    package var problems: [ProblemKind] = []
    /// What the vault is opened for, where ``access`` asks for an open one.
    package var purpose = Purpose.moneyTracking
    /// Whether a request may mean a shared book in place of the person's own.
    package var takesBook = false
    /// Where a person is led who may not see the page yet: to give a consent, to open a lock.
    package var doors: [ProblemKind: String] = [:]
    /// Whether it is about the account itself.
    ///
    /// Without a consent for its purpose the vault is opened for the care of its keys in place of it, and nothing that
    /// is in it is read.
    package var opensWithoutConsent = false
    /// Whether the session must have shown lately who is there.
    package var needsProof = false
    package var takesIdempotencyKey = false
    package var needsIfMatch = false
    /// Which scope of an API token lets its bearer in; by itself none does.
    package var tokenScope: TokenScope?
    /// What is done for a bearer who may add and not read; nil where that is not enough.
    package var adding: Handler?
    package var handler: Handler

    package init(
        _ method: HTTPRequest.Method,
        _ template: String,
        surface: Surface,
        access: Access,
        handler: @escaping Handler
    ) {
        self.method = method
        self.template = PathTemplate(template)
        self.surface = surface
        self.access = access
        self.handler = handler
    }

    /// A copy with more of the declaration filled in.
    package func with(_ change: (inout Endpoint) -> Void) -> Endpoint {
        var copy = self
        change(&copy)
        return copy
    }
}
