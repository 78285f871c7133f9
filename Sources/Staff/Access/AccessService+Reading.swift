package import Escrow
package import Primitives

/// Reading what is open, page by page.
///
/// - Source: docs/spec/break-glass.md §6.
extension AccessService {
    /// What may be shown now: one tracker of one access, for the page that is in the log already.
    package struct Page: Sendable, Hashable {
        package let request: AccessRequestID
        /// Raw value of the tracker.
        package let tracker: UInt16
        package let number: Int
        package let until: Timestamp
    }

    /// Lets the requester see one page, which is in the log when this returns.
    ///
    /// - Throws: `.refused`: `unknownAccess`, `accessNotOpen`, `notAllowed`, `accessScope`.
    package func read(
        _ id: AccessRequestID,
        tracker: UInt16,
        by member: StaffMemberID
    ) async throws(StaffError) -> Page {
        let request = try await request(id)
        guard case .open(let until) = request.state, now() < until, memory.isOpened(id) else {
            throw .refused(.accessNotOpen)
        }
        guard member == request.statement.requester else { try await deny(.notAllowed, of: request, by: member) }
        guard request.statement.trackers.contains(tracker) else {
            try await deny(.accessScope, of: request, by: member)
        }
        guard desk.isOpen(id) else {
            try await turns.run { () async throws(StaffError) in try await over(id, .person) }
            throw .refused(.accessNotOpen)
        }
        var number = 0
        try await change(id) { request throws(StaffError) in
            request.pages += 1
            number = request.pages
        }
        try await record(.accessRead, of: request, by: member, page: number)
        return Page(request: id, tracker: tracker, number: number, until: until)
    }
}
