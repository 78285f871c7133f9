import HTTPTypes

/// Pages about money that are needed now and then, each with what it is for.
struct MorePages: Sendable {
    static let path = "/money/more"

    let site: PageSite

    var endpoints: [Endpoint] { [show] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            try await site.answer(MorePage(), request)
        }
    }
}
