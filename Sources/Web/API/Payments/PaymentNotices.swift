import HTTPTypes
import KeyService
import Payments

/// `/payments/…`: where payment providers send their notices; there are such routes only where one is configured.
///
/// No session, no cookie, no form: a signature is all that counts, and nothing is said but whether to send it again.
///
/// - Source: docs/spec/payments.md §2.
struct PaymentNotices: Sendable {
    static let path = "/payments/"

    let services: WebServices

    var endpoints: [Endpoint] {
        guard let desk = services.payments else { return [] }
        return desk.providers.map { endpoint($0, desk) }
    }

    private func endpoint(_ provider: PaymentProvider, _ desk: PaymentDesk) -> Endpoint {
        Endpoint(.post, Self.path + provider.name, surface: .api, access: .anyone) { request in
            Answer(status: try await Self.status(request, provider, desk))
        }.with { $0.body = .octets(byteCountMaximum: NoticeLimits.byteCountMaximum) }
    }

    private static func status(
        _ request: WebRequest,
        _ provider: PaymentProvider,
        _ desk: PaymentDesk
    ) async throws -> Answer.Status {
        guard case .bytes(let body, _) = request.body else { return .badRequest }
        let delivery = PaymentDesk.Delivery(
            body: body,
            signature: request.fields.onlyValue(.stripeSignature),
            authorization: request.fields.onlyValue(.authorization)
        )
        let notice: PaymentNotice
        do throws(PaymentRefusal) {
            notice = try desk.notice(delivery, from: provider)
        } catch .keys {
            return .serviceUnavailable  // ours to mend; they send it again
        } catch {
            return .badRequest
        }
        // Taken before, older or of nobody: it is the same to them, or their answer would say who is who here.
        _ = try await desk.ledger.take(notice)
        return .ok
    }
}

extension HTTPFields {
    /// The value of a field that is there once: of two, nobody knows which one was signed.
    fileprivate func onlyValue(_ name: HTTPField.Name) -> String? {
        let values = self[values: name]
        return values.count == 1 ? values.first : nil
    }
}
