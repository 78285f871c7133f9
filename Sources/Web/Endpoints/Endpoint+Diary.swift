import HTTPTypes
import Primitives

extension Endpoint {
    /// A page of the diary: opens the vault for it, or leads to where its consent is given or its lock opened.
    static func diaryPage(_ path: String, handler: @escaping Handler) -> Endpoint {
        Endpoint(.get, path, surface: .page, access: .unlocked, handler: handler).with { $0.isOfDiary() }
    }

    /// What a form of the diary is sent to.
    static func diaryForm(_ path: String, handler: @escaping Handler) -> Endpoint {
        form(path, handler: handler).with { $0.isOfDiary() }
    }

    /// An operation of the API on the diary.
    static func diary(_ method: HTTPRequest.Method, _ path: String, handler: @escaping Handler) -> Endpoint {
        Endpoint(method, "/api/v1/cycle" + path, surface: .api, access: .unlocked, handler: handler)
            .with { $0.purpose = .cycleDiary }
    }

    private mutating func isOfDiary() {
        purpose = .cycleDiary
        doors = [.noConsent: "/cycle/start", .notAllowed: "/cycle/unlock"]
    }
}
