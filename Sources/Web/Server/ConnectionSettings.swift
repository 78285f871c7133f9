/// What every connection of one listener shares.
struct ConnectionSettings: Sendable {
    let limits: WebLimits
    let headers: SecurityHeaders
    let inFlight: RequestsInFlight
}
