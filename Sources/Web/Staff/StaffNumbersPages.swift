import HTTPTypes
import Identity
import Staff

/// Figures over all who agreed, noisy and about twenty at least: what the staff sees of people.
struct StaffNumbersPages: Sendable {
    static let path = "/staff/numbers"

    let site: StaffSite

    var endpoints: [Endpoint] { [show] }

    private var show: Endpoint {
        Endpoint.staff(.get, Self.path, needs: .readConsole) { request, _ in
            let view = try await NumbersView(site.services.identity.aggregates, today: site.today)
            return site.answer(StaffNumbersPage(view), request)
        }
    }
}
