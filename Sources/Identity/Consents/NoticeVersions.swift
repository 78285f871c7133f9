package import Primitives

/// Which notice is today's, for each purpose.
///
/// When what a notice says changes in a way that matters, its number here is raised and its text written beside the
/// ones before (`ConsentNotices` of the web): every consent to an older one stops being in force, and the person is
/// asked again.
/// - Source: docs/spec/consents.md §2.
package struct NoticeVersions: Sendable, Hashable {
    package static let today = NoticeVersions()

    private let raised: [Purpose: UInt32]

    /// - `raised`: where a purpose is to have another version than the program's.
    package init(raised: [Purpose: UInt32] = [:]) { self.raised = raised }

    package func version(of purpose: Purpose) -> UInt32 { raised[purpose] ?? purpose.noticeVersion }
}

extension Purpose {
    /// Without a default on purpose: who adds a purpose writes its notice.
    fileprivate var noticeVersion: UInt32 {
        switch self {
        case .moneyTracking, .moneyImport, .export, .keyMaintenance, .cycleDiary, .cyclePrediction, .cycleImport,
            .supportAccess, .aggregates:
            1
        }
    }

    /// Whether somebody is asked for it: keeping keys in order is part of keeping an account.
    package var isAsked: Bool { self != .keyMaintenance }
}
