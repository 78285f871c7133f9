import HummingbirdCore
package import Logging

/// One installation as the web sees it: its address, its certificate, its routes, and who its sessions belong to.
package struct WebSite: Sendable {
    package let address: SiteAddress
    let tls: ServerTLS
    let routes: RouteTable
    let onServing: @Sendable () -> Void
    /// Called every few seconds while the server runs.
    let housekeeping: @Sendable () async -> Void
    private let sessions: any SessionGate
    private let staff: (any StaffGate)?
    private let limits: WebLimits
    private let fallback: FallbackPages
    private let isReady: @Sendable () async -> Bool
    private let logger: Logger
    private let metrics = RequestMetrics()

    /// - `fallback`: pages for people where a route cannot answer.
    /// - `isReady`: whether requests would be answered now; for the probe listener.
    /// - `staff`: of a site of the staff; then its cookie is the one that is read.
    /// - `onServing`: called once, when every listener accepts connections.
    package init(
        address: SiteAddress,
        tls: ServerTLS,
        endpoints: [Endpoint],
        sessions: any SessionGate,
        staff: (any StaffGate)? = nil,
        limits: WebLimits,
        fallback: FallbackPages,
        isReady: @escaping @Sendable () async -> Bool,
        onServing: @escaping @Sendable () -> Void,
        housekeeping: @escaping @Sendable () async -> Void,
        logger: Logger
    ) {
        self.address = address
        self.tls = tls
        routes = RouteTable(endpoints)
        self.sessions = sessions
        self.staff = staff
        self.limits = limits
        self.fallback = fallback
        self.isReady = isReady
        self.onServing = onServing
        self.housekeeping = housekeeping
        self.logger = logger
    }

    func headers(for role: WebListener.Role) -> SecurityHeaders {
        SecurityHeaders(isRealHostName: (role == .https || role == .staff) && address.isRealHostName)
    }

    func responder(
        for role: WebListener.Role,
        connections: @escaping @Sendable () -> Int,
        inFlight: RequestsInFlight
    ) -> HTTPChannelHandler.Responder {
        switch role {
        case .redirect:
            let redirect = RedirectResponder(address: address)
            return { request, writer, channel in
                try await redirect.respond(to: request, writer: writer, channel: channel)
            }
        case .health:
            let health = HealthResponder(
                routes: routes,
                metrics: metrics,
                isReady: { [isReady] in inFlight.isDraining ? false : await isReady() },
                connections: connections,
                inFlight: { inFlight.count }
            )
            return { request, writer, _ in try await health.respond(to: request, writer: writer) }
        case .https, .staff, .local, .plain:
            let dispatcher = Dispatcher(
                address: address,
                routes: RouteTable(routes.endpoints) { $0.surface.isServed(on: role) },
                sessions: sessions,
                staffGate: staff,
                limits: limits,
                fallback: fallback,
                metrics: metrics,
                logger: logger
            )
            return { request, writer, channel in
                try await dispatcher.respond(to: request, writer: writer, channel: channel)
            }
        }
    }
}
