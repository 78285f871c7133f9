package import Primitives

/// A promise that people keep: what the newest record of it says, and whether it still counts.
package struct RecordedCheck: PromiseCheck {
    package let promise: PromiseID
    package var method: String {
        "Reads the newest record that \(promise.rawValue) was seen to: it counts until the day it is due."
    }
    private let records: any PromiseRecordStore
    private let today: @Sendable () -> CalendarDay

    package init(
        _ promise: PromiseID,
        records: any PromiseRecordStore,
        today: @escaping @Sendable () -> CalendarDay
    ) {
        self.promise = promise
        self.records = records
        self.today = today
    }

    /// One for each promise of the register that is kept so.
    package static func all(
        _ records: any PromiseRecordStore,
        today: @escaping @Sendable () -> CalendarDay
    ) -> [RecordedCheck] {
        PromiseRegister.all.filter { $0.keeping.contains(.recorded) }.map {
            RecordedCheck($0.id, records: records, today: today)
        }
    }

    package func run() async throws -> PromiseFinding {
        guard let record = try await records.all().last(where: { $0.promise == promise }) else {
            return PromiseFinding(.notInDeployment(.noRecord(promise)))
        }
        return Self.finding(record, today: today())
    }

    static func finding(_ record: PromiseRecord, today: CalendarDay) -> PromiseFinding {
        let daysLeft = Int(record.due.daysSinceEpoch - today.daysSinceEpoch)
        let isOverdue = daysLeft < 0
        let evidence = [
            Evidence("Done on \(record.date.iso)", record.note, isAsPromised: true, link: record.link),
            Evidence("Who answers for it", record.owner, isAsPromised: true),
            Evidence("Due again by \(record.due.iso)", countdown(daysLeft), isAsPromised: !isOverdue),
        ]
        let row = PromiseRegister.all.first { $0.id == record.promise }
        if let row, row.keeping.contains(where: { $0 != .recorded }) {
            // People did their part; the program's is still to come, and one of two is not the promise.
            return PromiseFinding(.notInDeployment(.part(row.needs)), evidence, due: record.due)
        }
        var warning: String?
        if !isOverdue, daysLeft <= PromiseRecord.warningDayCount {
            warning = "Due again by \(record.due.iso), \(countdown(daysLeft))."
        }
        return PromiseFinding(isOverdue ? .overdue : .kept, evidence, due: record.due, warning: warning)
    }

    private static func countdown(_ daysLeft: Int) -> String {
        switch daysLeft {
        case 0: "today"
        case 1: "in 1 day"
        case -1: "1 day ago"
        case 2...: "in \(daysLeft) days"
        default: "\(-daysLeft) days ago"
        }
    }
}
