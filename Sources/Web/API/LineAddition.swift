import Cycle
import Primitives

/// The one box: finds out whether a line is of money or of the diary, and lets that one read it.
///
/// - Source: docs/spec/diary-quick-add.md §5 and §8.
struct LineAddition: Sendable {
    /// What she says it is, where she does.
    enum Choice: String, Sendable, CaseIterable {
        case money, diary
    }

    enum Outcome: Sendable {
        /// `mayBeDiary`: Offer the diary beside it.
        case money(QuickAddition.Outcome, mayBeDiary: Bool)
        case diary(DiaryAddition.Outcome)
    }

    let services: WebServices

    func add(
        _ line: String,
        as choice: Choice?,
        isTrial: Bool,
        on day: CalendarDay?,
        _ request: WebRequest
    ) async throws -> Outcome {
        // Without her names: a line of money opens no diary.
        let kind = DiaryQuickAdd.read(line, today: day ?? services.today()).kind
        if choice == .diary || choice == nil && kind == .diary {
            let diary = DiaryAddition(services: services)
            return .diary(try await diary.add(line, isTrial: isTrial, on: day, request))
        }
        let money = QuickAddition(services: services)
        let outcome = try await money.add(line, isTrial: isTrial, on: day, request)
        return .money(outcome, mayBeDiary: choice == nil && kind == .ambiguous)
    }
}
