package import Primitives
import Sealing

/// Reads what the App Store sends: Server Notifications, version 2.
///
/// - Shape: `{"signedPayload": …}`, a JSON web signature whose header brings its chain of certificates; in it another,
///   the transaction.
/// - Source: docs/spec/payments.md §4; Apple's App Store Server Notifications, `responseBodyV2`.
package struct AppStoreNotices: Sendable {
    private let root: PinnedRoot
    private let bundle: String
    private let environment: String

    /// - Parameters:
    ///   - root: where every chain must end.
    ///   - bundle: the app's bundle id: Apple signs notices of everybody's apps with the same key.
    ///   - mode: whether purchases are paid; nobody pays in the sandbox.
    package init(root: PinnedRoot, bundle: String, mode: PaymentMode = .live) {
        self.root = root
        self.bundle = bundle
        environment = mode == .live ? "Production" : "Sandbox"
    }

    /// Checks a body.
    package func notice(_ body: [UInt8], at now: Timestamp) throws(PaymentRefusal) -> PaymentNotice {
        let envelope = try NoticeFields(parsing: body)
        guard let text = try envelope.optionalText("signedPayload", count: 1...NoticeLimits.byteCountMaximum) else {
            throw .unsigned
        }
        let payload = try verified(text, at: now)
        let signed = try payload.milliseconds("signedDate")
        guard signed.isFresh(at: now, within: NoticeLimits.retriedSeconds) else { throw .stale }
        let id = try payload.text("notificationUUID")
        let content = try content(payload, at: now, signed: signed)
        return PaymentNotice(.appStore, id: id, at: signed, content)
    }

    /// The payload of a signature whose chain ends in the pinned root.
    private func verified(_ text: String, at now: Timestamp) throws(PaymentRefusal) -> NoticeFields {
        let signature = try WebSignature(text, algorithm: "ES256")
        let key = try root.leafKey(of: try signature.header.texts("x5c"), at: now)
        guard key.isValid(es256: signature.signature, for: signature.signed) else { throw .signature }
        return try NoticeFields(parsing: signature.payload)
    }

    private func content(
        _ payload: NoticeFields,
        at now: Timestamp,
        signed: Timestamp
    ) throws(PaymentRefusal) -> PaymentNotice.Content {
        let type = try payload.text("notificationType")
        guard let data = try payload.optionalFields("data") else { return .nothing }  // a summary of many
        try checkAddressee(data)
        guard let text = try data.optionalText("signedTransactionInfo", count: 1...NoticeLimits.byteCountMaximum) else {
            return .nothing  // a test notice
        }
        let transaction = try verified(text, at: now)
        try checkAddressee(transaction)
        // Bought without our reference: it is nobody's here.
        guard let reference = try transaction.optionalText("appAccountToken").flatMap(CheckoutReference.init(uuid:)),
            let customer = PaymentCustomer(.appStore, reference.uuid)
        else { return .nothing }
        guard let standing = try standing(type, data, transaction, at: now, signed: signed) else { return .nothing }
        return .plan(standing, of: customer)
    }

    /// Of our app, and paid as it has to be here.
    private func checkAddressee(_ fields: NoticeFields) throws(PaymentRefusal) {
        guard try fields.text("bundleId") == bundle, try fields.text("environment") == environment else {
            throw .addressee
        }
    }

    /// Nil where a notice does not say how the plan stands.
    private func standing(
        _ type: String,
        _ data: NoticeFields,
        _ transaction: NoticeFields,
        at now: Timestamp,
        signed: Timestamp
    ) throws(PaymentRefusal) -> PlanStanding? {
        let end = try transaction.optionalMilliseconds("expiresDate")
        let ended = PlanStanding(.ended, until: end.map { min($0, signed) } ?? signed)
        if let revoked = try transaction.optionalMilliseconds("revocationDate") {
            return PlanStanding(.ended, until: revoked)
        }
        switch try data.optionalNumber("status") {
        case 1: return PlanStanding(.active, until: end)
        case 2, 3, 5: return ended
        case 4: return PlanStanding(.grace, until: try graceEnd(data, at: now) ?? end)
        case nil: return ["EXPIRED", "REFUND", "REVOKE", "GRACE_PERIOD_EXPIRED"].contains(type) ? ended : nil
        default: throw .malformed
        }
    }

    private func graceEnd(_ data: NoticeFields, at now: Timestamp) throws(PaymentRefusal) -> Timestamp? {
        guard let text = try data.optionalText("signedRenewalInfo", count: 1...NoticeLimits.byteCountMaximum) else {
            return nil
        }
        return try verified(text, at: now).optionalMilliseconds("gracePeriodExpiresDate")
    }
}
