import Primitives
import SwiftProtobuf
import Vault

/// Loans as messages.
///
/// What is read has a plan, so that a report never meets one that ends nowhere.
///
/// - Source: docs/spec/money-debts.md §6.
enum LoanWire {
    static func wire(_ content: LoanContent) -> WireLoanContent {
        var wire = WireLoanContent()
        wire.account = content.account.rawValue
        wire.principalMinorUnits = content.principalMinorUnits
        wire.rateMillionths = UInt32(content.rate.millionths)
        wire.period = UInt32(content.period.rawValue)
        wire.firstPayment = content.firstPayment.daysSinceEpoch
        switch content.terms {
        case .count(let count): wire.paymentCount = UInt32(count)
        case .payment(let minorUnits): wire.paymentMinorUnits = minorUnits
        }
        wire.paidCount = UInt32(content.paidCount)
        wire.payingAccount = content.payingAccount.rawValue
        wire.interestCategory = content.interestCategory?.rawValue ?? 0
        return wire
    }

    static func content(_ wire: WireLoanContent) throws(TrackerError) -> LoanContent {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
        guard wire.principalMinorUnits != 0, wire.principalMinorUnits.magnitude <= UInt64(MoneyLimits.minorUnits)
        else { throw .malformed(field: 2) }
        guard let rate = AnnualRate(millionths: Int(wire.rateMillionths)) else { throw .malformed(field: 3) }
        guard let period = UInt8(exactly: wire.period).flatMap(LoanPeriod.init(rawValue:)) else {
            throw .malformed(field: 4)
        }
        guard LoanContent.firstDays.contains(wire.firstPayment) else { throw .malformed(field: 5) }
        guard (wire.paymentCount == 0) != (wire.paymentMinorUnits == 0) else { throw .malformed(field: 6) }
        guard wire.paidCount <= LoanContent.paymentMaximum else { throw .malformed(field: 8) }
        let content = LoanContent(
            account: AccountID(rawValue: wire.account),
            principalMinorUnits: wire.principalMinorUnits,
            rate: rate,
            period: period,
            firstPayment: CalendarDay(daysSinceEpoch: wire.firstPayment),
            terms: wire.paymentCount == 0 ? .payment(wire.paymentMinorUnits) : .count(Int(wire.paymentCount)),
            paidCount: Int(wire.paidCount),
            payingAccount: AccountID(rawValue: wire.payingAccount),
            interestCategory: wire.interestCategory == 0 ? nil : CategoryID(rawValue: wire.interestCategory)
        )
        do throws(MoneyError) {
            _ = try LoanPlan(content)
        } catch {
            throw .malformed(field: 7)
        }
        return content
    }
}
