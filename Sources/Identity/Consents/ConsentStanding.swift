package import Primitives

/// How a consent stands at this moment: what was recorded, and whether it holds.
package struct ConsentStanding: Sendable, Hashable {
    package let purpose: Purpose
    /// Of the notice that was shown when it was given.
    package let noticeVersion: UInt32
    package let given: Timestamp
    package let withdrawn: Timestamp?
    /// Given, not taken back, and for the notice that is shown today.
    package let isInForce: Bool
    /// Given and not taken back, but the notice is another by now: she is asked again.
    package var isOutdated: Bool { withdrawn == nil && !isInForce }

    package init(_ record: ConsentRecord, under notices: NoticeVersions) {
        purpose = record.purpose
        noticeVersion = record.noticeVersion
        given = record.given
        withdrawn = record.withdrawn
        isInForce = record.isInForce(under: notices)
    }
}
