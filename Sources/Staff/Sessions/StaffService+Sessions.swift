import KeyService
package import Primitives

/// Somebody of the staff who is let in, as she stands at this moment.
package struct StaffAdmission: Sendable {
    package let session: StaffSession
    package let member: StaffMember
    package let device: StaffDevice
    package let standing: StaffStanding

    package func may(_ permission: StaffPermission) -> Bool { standing.permissions.contains(permission) }
}

extension StaffService {
    /// Who a token belongs to, how she stands now, and that she is here.
    ///
    /// The hot path asks no store unless another process may have written.
    ///
    /// - Throws: ``StaffError/notLetIn(_:)``: `signedOut`, or `unattestedDevice` where the device's look has run out.
    package func admit(_ token: StaffSecret) async throws(StaffError) -> StaffAdmission {
        let now = now()
        let stamp = try stamp()
        var session = sessions.known(token.hash, stamp: stamp)
        if session == nil { session = try await stored(token.hash) }
        guard let session else { throw .notLetIn(.signedOut) }
        let roster = try await roster()
        guard !session.isOver(at: now), let member = roster[session.member] else {
            try await end(session)
            throw .notLetIn(.signedOut)
        }
        guard let device = member.devices.first(where: { $0.id == session.device }), device.isAttested(on: now.day())
        else {
            try await end(session)
            throw .notLetIn(.unattestedDevice)
        }
        sessions.use(session.hash, at: now)
        let standing = StaffStanding(member, on: device, at: now)
        return StaffAdmission(session: session, member: member, device: device, standing: standing)
    }

    private func stored(_ hash: [UInt8]) async throws(StaffError) -> StaffSession? {
        let record: OpenRecord<StaffSession>?
        do { record = try await records.find(.staffSession, unique: hash) } catch { throw .records(error) }
        // The store's index is not sealed: whoever writes to the store could point a token at another's session.
        guard let record, record.value.hash == hash, record.key == .staffSession(hash, of: record.value.member) else {
            return nil
        }
        let session = sessions.put(record.value)
        // It may have ended between the reading and the putting, and then nobody would take it out again.
        let isThere: Bool
        do { isThere = try await records.read(record.key, as: StaffSession.self) != nil } catch {
            throw .records(error)
        }
        guard isThere else {
            sessions.remove(hash)
            return nil
        }
        return session
    }

    /// Begins a session; the token is shown to nobody else.
    func begin(of member: StaffMemberID, on device: StaffDeviceID) async throws(StaffError) -> StaffSecret {
        let token = StaffSecret.random(.session)
        let session = StaffSession(hash: token.hash, member: member, device: device, begun: now())
        do {
            try await records.put(
                .staffSession(token.hash, of: member),
                session,
                unique: token.hash,
                expected: 0
            )
        } catch { throw .records(error) }
        return token
    }

    /// Ends the session of a token, and writes that down; nothing where there is none.
    package func signOut(_ token: StaffSecret) async throws(StaffError) {
        let stamp = try stamp()
        var session = sessions.known(token.hash, stamp: stamp)
        if session == nil { session = try await stored(token.hash) }
        guard let session else { return }
        let role = try await roster()[session.member]?.role
        try await surroundings.recorder.record(StaffAct(.signedOut, actor: session.member, role: role))
        try await end(session)
    }

    /// Ends every session of a member, by somebody who may.
    package func endSessions(of id: StaffMemberID, by actor: StaffActor) async throws(StaffError) {
        let roster = try await roster()
        guard roster[id] != nil else { throw .refused(.unknownMember) }
        let acting: StaffMember?
        do { acting = try roster.actor(actor) } catch { throw .refused(error) }
        let act = StaffAct(.sessionsEnded, actor: acting?.id, role: acting?.role, concerned: id)
        try await surroundings.recorder.record(act)
        try await endSessions(of: id)
    }

    /// How many sessions a member has, over or not.
    package func sessions(of id: StaffMemberID) async throws(StaffError) -> [StaffSession] {
        do {
            return try await records.list(.staffSession, owner: id.bytes, as: StaffSession.self).map(\.value)
        } catch { throw .records(error) }
    }

    func endSessions(of id: StaffMemberID) async throws(StaffError) {
        for session in try await sessions(of: id) { try await end(session) }
    }

    func end(_ session: StaffSession) async throws(StaffError) {
        sessions.remove(session.hash)
        do { try await records.delete(.staffSession(session.hash, of: session.member)) } catch {
            throw .records(error)
        }
        // Again: what read the record before it was deleted may have put it back.
        sessions.remove(session.hash)
    }

    /// Writes down when sessions were used, and deletes those that are over.
    ///
    /// Called every few seconds.
    package func sweepSessions() async throws(StaffError) {
        for session in sessions.takeTouched() {
            let key = RecordKey.staffSession(session.hash, of: session.member)
            do {
                guard let present = try await records.read(key, as: StaffSession.self) else {
                    sessions.remove(session.hash)
                    continue
                }
                var changed = present.value
                changed.lastUse = max(changed.lastUse, session.lastUse)
                try await records.put(key, changed, unique: session.hash, expected: present.version)
            } catch .store(.conflict) {
                continue  // used elsewhere as well, or ended: the next round sees
            } catch { throw .records(error) }
        }
        let now = now()
        for member in try await roster().members {
            let over = try await sessions(of: member.id).filter { sessions.withUse($0).isOver(at: now) }
            for session in over { try await end(session) }
        }
    }
}
