import HTTPTypes
import Identity

/// `/trust/processing`: what is done with personal data and what is stored of it, for anyone.
struct ProcessingPages: Sendable {
    static let path = "/trust/processing"

    let site: PageSite

    var endpoints: [Endpoint] { [show] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .anyone) { request in
            let register = ProcessingRegister(notices: site.services.identity.notices)
            return try await site.answer(ProcessingPage(register), request)
        }
    }
}
