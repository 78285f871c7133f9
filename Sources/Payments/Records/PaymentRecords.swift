package import KeyService
package import Primitives
import Sealing

/// What is kept of an account's plan with one provider.
///
/// - Shape: record 50 of the account, named by the provider; docs/spec/payments.md §7.
package struct Entitlement: Sendable, Hashable {
    package let customer: PaymentCustomer
    package let standing: PlanStanding
    /// The moment of the last notice that was applied.
    package let moment: Timestamp

    package var provider: PaymentProvider { customer.provider }

    /// The later of two; of one moment the one that gives more, so that the order of arrival never matters.
    func later(_ other: Entitlement) -> Entitlement {
        if moment != other.moment { return moment < other.moment ? other : self }
        if standing.state != other.standing.state { return standing.state < other.standing.state ? other : self }
        // An end that is not named is none.
        let (end, otherEnd) = (standing.end?.milliseconds ?? .max, other.standing.end?.milliseconds ?? .max)
        return end < otherEnd ? other : self
    }
}

extension Entitlement: RecordCodable {
    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, customer.provider.rawValue)
        writer.append(2, customer.text)
        writer.append(3, standing.state.rawValue)
        if let end = standing.end { writer.append(4, end) }
        writer.append(5, moment)
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        guard let provider = PaymentProvider(rawValue: try reader.uint8(1)) else { throw .value(1) }
        guard let customer = PaymentCustomer(provider, try reader.string(2)) else { throw .value(2) }
        guard let state = PlanState(rawValue: try reader.uint8(3)) else { throw .value(3) }
        self.customer = customer
        standing = PlanStanding(state, until: try reader.optionalTimestamp(4))
        moment = try reader.timestamp(5)
    }
}

/// That a notice was seen: record 51 of nobody, named by the hash of provider and id.
struct SeenNotice: RecordCodable, Hashable {
    /// When it came.
    let seen: Timestamp

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, seen)
        return writer.bytes
    }

    init(at seen: Timestamp) { self.seen = seen }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) { seen = try FieldReader(bytes).timestamp(1) }
}

/// Whose a customer is: record 52 of nobody, named by the hash of provider and customer.
///
/// While nobody is known, how the plan stands waits here: Stripe may tell of a plan before it tells of the checkout.
struct CustomerPointer: RecordCodable, Hashable {
    var account: UserAccountID?
    /// How the plan stands, until somebody is known.
    var waiting: Entitlement?
    let made: Timestamp

    init(account: UserAccountID?, waiting: Entitlement? = nil, made: Timestamp) {
        self.account = account
        self.waiting = waiting
        self.made = made
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        if let account { writer.append(1, account) }
        writer.append(2, made)
        if let waiting { writer.append(3, waiting.encode()) }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        account = try reader.optionalBytes(1) == nil ? nil : try reader.id(1)
        made = try reader.timestamp(2)
        if let bytes = try reader.optionalBytes(3) { waiting = try Entitlement(decoding: bytes) }
    }
}

/// What an account takes along to checkouts, and which customers are its: record 52 of the account.
struct CheckoutRecord: RecordCodable, Hashable {
    /// More than a person has in a lifetime; without a bound, somebody could fill the store.
    static let customerCountMaximum = 32

    var reference: CheckoutReference?
    /// Names of their records: so that they go with the account.
    var customers: [[UInt8]] = []

    init() {}

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        if let reference { writer.append(1, reference) }
        for name in customers { writer.append(2, name) }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        reference = try reader.optionalBytes(1) == nil ? nil : try reader.id(1)
        customers = reader.allBytes(2)
        guard customers.allSatisfy({ $0.count == Digest.byteCount }) else { throw .width(2) }
    }
}

extension RecordKey {
    static func entitlement(_ provider: PaymentProvider, of account: UserAccountID) -> RecordKey {
        RecordKey(kind: .entitlement, owner: account.bytes, name: [provider.rawValue])
    }

    static func seenNotice(_ provider: PaymentProvider, _ id: String) -> RecordKey {
        RecordKey(kind: .paymentNotice, name: hash(provider.rawValue, id))
    }

    static func customer(_ customer: PaymentCustomer) -> RecordKey {
        RecordKey(kind: .paymentCustomer, name: hash(customer.provider.rawValue, customer.text))
    }

    /// Whose a reference is; 0 is no provider.
    static func checkout(_ reference: CheckoutReference) -> RecordKey {
        RecordKey(kind: .paymentCustomer, name: hash(0, reference.uuid))
    }

    static func checkout(of account: UserAccountID) -> RecordKey {
        RecordKey(kind: .paymentCustomer, owner: account.bytes, name: [])
    }

    /// The provider's number is one byte, so no two pairs have one text.
    private static func hash(_ provider: UInt8, _ text: String) -> [UInt8] {
        Digest.sha256([provider], Array(text.utf8))
    }
}
