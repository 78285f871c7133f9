import HTTPTypes
import Logging
import NIOCore

/// Asks routes of the staff as the dispatcher does, without a connection: for checks that must touch nobody's session.
///
/// The admission is the dispatcher's own; so is the handler that answers.
package struct StaffWalk: Sendable {
    /// What came of asking a route.
    package enum Outcome: Sendable, Hashable {
        /// Nobody is signed in with that token.
        case turnedAway
        /// Somebody is, and may not.
        case forbidden
        case admitted
    }

    package let endpoints: [Endpoint]
    private let dispatcher: Dispatcher

    /// - `endpoints`: those that are walked; files and routes of people among them are never asked.
    package init(_ endpoints: [Endpoint], gate: any StaffGate) {
        self.endpoints = endpoints.filter { $0.surface.staffNeed != nil }
        dispatcher = Dispatcher(
            address: SiteAddress(name: "localhost", httpsPort: 443),
            routes: RouteTable(endpoints),
            sessions: NoSessions(),
            staffGate: gate,
            limits: WebLimits(),
            fallback: .none,
            metrics: RequestMetrics(),
            logger: Logger(label: "check") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    /// `GET /staff/members/{id}`.
    package static func name(_ endpoint: Endpoint) -> String {
        "\(endpoint.method.rawValue) \(endpoint.template.text)"
    }

    /// Whether a session is let in on a route; nil for the token of nobody.
    package func ask(_ endpoint: Endpoint, token: String?) async throws -> Outcome {
        do {
            _ = try await dispatcher.staff(Credentials(staff: Self.fields(token)), for: endpoint)
            return .admitted
        } catch let problem as Problem where problem.kind == .notSignedIn {
            return .turnedAway
        } catch let problem as Problem where problem.kind == .notAllowed {
            return .forbidden
        }
    }

    /// What a route answers to a session: its status and its body, also where it refuses.
    package func answer(
        _ endpoint: Endpoint,
        token: String,
        parameters: [String: String],
        form: [(String, String)]
    ) async -> (status: Int, body: [UInt8]) {
        do {
            let credentials = Credentials(staff: Self.fields(token))
            let staff = try await dispatcher.staff(credentials, for: endpoint)
            let pairs = form.map { PercentCoding.encode($0.0) + "=" + PercentCoding.encode($0.1) }
            let fields = try FormFields(parsing: Array(pairs.joined(separator: "&").utf8)[...])
            let request = WebRequest(
                id: RequestID.next(),
                method: endpoint.method,
                fields: Self.fields(token),
                parameters: parameters,
                target: endpoint.template.text,
                query: .none,
                body: endpoint.method == .get ? .none : .form(fields),
                peer: .thisMachine,
                isLocalSocket: false,
                session: nil,
                staff: staff,
                idempotencyKey: nil,
                formSecret: FormSecret(token)
            )
            let answer = try await endpoint.handler(request)
            return (answer.status.code, Array(answer.body.readableBytesView))
        } catch {
            return (ErrorMapping.problem(for: error).kind.status.code, [])
        }
    }

    private static func fields(_ token: String?) -> HTTPFields {
        var fields = HTTPFields()
        if let token { fields[.cookie] = "\(Cookies.staff)=\(token)" }
        return fields
    }
}

extension StaffSite {
    /// The same pages over other services: for checks that work on a staff of their own.
    package func over(_ services: StaffServices) -> StaffSite {
        StaffSite(
            services: services,
            renderer: renderer,
            assets: assets,
            address: address,
            relyingPartyID: relyingPartyID
        )
    }
}
