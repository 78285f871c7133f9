import KeyService
package import Primitives

/// Calendars of diaries: kept sealed, found by the hash of a secret address.
extension IdentityService {
    /// Keeps a calendar in place of the one before.
    ///
    /// - `address`: SHA-256 of the secret.
    package func putCalendar(
        _ box: [UInt8],
        at address: [UInt8],
        of vault: VaultID
    ) async throws(IdentityError) {
        let key = RecordKey.calendarFeed(address, of: vault)
        do { try await records.put(key, CalendarFeedRecord(box: box), unique: address, expected: nil) } catch {
            throw .records(error)
        }
    }

    /// A calendar and whose it is; nil where none has this address.
    package func calendar(
        at address: [UInt8]
    ) async throws(IdentityError) -> (box: [UInt8], vault: VaultID)? {
        do {
            guard let record = try await records.find(.calendarFeed, unique: address, as: CalendarFeedRecord.self),
                // The store's index is not sealed: whoever writes to the store could point it at another's.
                record.key.name == address, let vault = VaultID(bytes: record.key.owner)
            else { return nil }
            return (record.value.box, vault)
        } catch {
            throw .records(error)
        }
    }

    /// Takes a calendar away: from then on its address opens nothing.
    package func removeCalendar(at address: [UInt8], of vault: VaultID) async throws(IdentityError) {
        try await write([.delete(.calendarFeed(address, of: vault))])
    }

    /// Where the calendars of a vault are kept.
    package func calendarAddresses(of vault: VaultID) async throws(IdentityError) -> [[UInt8]] {
        do {
            return try await records.list(.calendarFeed, owner: vault.bytes, as: CalendarFeedRecord.self)
                .map(\.key.name)
        } catch {
            throw .records(error)
        }
    }

    /// Whether there is consent for a purpose now.
    package func hasConsent(_ purpose: Purpose, _ vault: VaultID) async throws(IdentityError) -> Bool {
        do {
            let consent = try await records.read(.consent(purpose, of: vault), as: ConsentRecord.self)
            return consent?.value.isInForce(under: notices) ?? false
        } catch {
            throw .records(error)
        }
    }

    /// Takes all calendars of a vault away: what they rest on has no consent any more.
    func removeCalendars(of vault: VaultID) async throws(IdentityError) {
        let kept: [OpenRecord<CalendarFeedRecord>]
        do { kept = try await records.list(.calendarFeed, owner: vault.bytes) } catch { throw .records(error) }
        try await write(kept.map { .delete($0.key) })
    }
}
