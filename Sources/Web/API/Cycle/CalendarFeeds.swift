import Cycle
import Identity
import Primitives
import Sealing
import Vault

/// Calendars that other programs fetch without a session: made while the diary is open, sealed under the secret of
/// their address, and opened by nothing else.
///
/// - Source: docs/spec/calendar-feed.md.
struct CalendarFeeds: Sendable {
    let services: WebServices

    /// Days behind and ahead that a calendar holds, and how many events at most: a record is not a book.
    private static let daysBehind = 31
    private static let daysAhead = 800
    private static let eventMaximum = 400

    /// Makes every calendar of a diary anew, and takes away those that it does not name any more.
    ///
    /// One at a time: an older calendar never replaces a newer one, and none outlives its line in the diary.
    func publish(_ vault: CycleVault) async throws {
        let result = await services.calendars.gate.run { () async -> Result<Void, any Error> in
            do {
                try await publishAlone(vault)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
        services.calendars.note(vault.access.vaultID, published: vault.today)
    }

    private func publishAlone(_ vault: CycleVault) async throws {
        let id = vault.access.vaultID
        let kept = try await services.identity.calendarAddresses(of: id)
        let book = try await vault.read { book, _ in book }
        let feeds = book.itemRows.compactMap { row in
            if case .feed(let feed) = row.item { feed } else { nil }
        }
        let named = Set(feeds.map { Self.address($0.secret) })
        for address in kept where !named.contains(address) {
            try await services.identity.removeCalendar(at: address, of: id)
        }
        guard !feeds.isEmpty, try await services.identity.hasConsent(.cycleDiary, id) else { return }
        let mayPredict = try await services.identity.hasConsent(.cyclePrediction, id)
        let prediction = mayPredict && !book.settings.arePredictionsPaused ? Self.prediction(book, vault.today) : nil
        let copy = DiaryCopy(book)
        for feed in feeds {
            let bytes = Self.bytes(feed, copy, prediction, vault, services)
            try await services.identity.putCalendar(Self.seal(bytes, feed, id), at: Self.address(feed.secret), of: id)
        }
        // Asked again: whoever withdraws takes away what there is, and these may have come after it.
        let isStillGiven = try await services.identity.hasConsent(.cycleDiary, id)
        let isStillPredicted = try await services.identity.hasConsent(.cyclePrediction, id)
        guard isStillGiven, isStillPredicted || !mayPredict else {
            for feed in feeds { try await services.identity.removeCalendar(at: Self.address(feed.secret), of: id) }
            return
        }
    }

    private static func prediction(_ book: CycleBook, _ today: CalendarDay) -> CyclePrediction? {
        let facts = book.facts
        return try? CyclePredictor(facts, CycleList(facts), today: today).predict()  // refused: then there is none
    }

    private static func bytes(
        _ feed: CalendarFeedContent,
        _ copy: DiaryCopy,
        _ prediction: CyclePrediction?,
        _ vault: CycleVault,
        _ services: WebServices
    ) -> [UInt8] {
        let events = CalendarEvents.events(
            feed.contents,
            prediction: prediction,
            items: copy.items,
            titles: CalendarTitles(neutral: feed.title)
        )
        .filter { event in
            event.days.upperBound >= vault.today.adding(days: -daysBehind)
                && event.days.lowerBound <= vault.today.adding(days: daysAhead)
        }
        .prefix(eventMaximum)
        let options = DiaryExportOptions(namespace: namespace(feed.secret), time: vault.now())
        return services.diaryExporter.calendar(Array(events), title: feed.title, options: options)
    }

    // MARK: Addresses

    /// What stands in an address: the secret, so that whoever has it can open the calendar and find nothing else.
    static func text(_ secret: [UInt8]) -> String { Base32.encode(secret) }

    /// - Returns: the calendar; nil for any address that is none, or not any more.
    func calendar(at text: String) async throws -> [UInt8]? {
        guard let secret = Base32.decode(text), secret.count == CalendarFeedContent.secretByteCount,
            Self.text(secret) == text,
            let (box, vault) = try await services.identity.calendar(at: Self.address(secret))
        else { return nil }
        let key = SecretBytes(copying: secret)
        do throws(SealingError) {
            return Self.unpadded(try SealedBox.open(box, with: key, context: Self.context(secret, vault)))
        } catch {
            return nil
        }
    }

    static func address(_ secret: [UInt8]) -> [UInt8] {
        Digest.sha256(Array("flowkeep calendar address".utf8), secret)
    }

    /// Names of events say nothing about the secret.
    private static func namespace(_ secret: [UInt8]) -> [UInt8] {
        Array(Digest.sha256(Array("flowkeep calendar events".utf8), secret).prefix(16))
    }

    private static func seal(_ bytes: [UInt8], _ feed: CalendarFeedContent, _ vault: VaultID) -> [UInt8] {
        let key = SecretBytes(copying: feed.secret)
        return SealedBox.seal(
            padded(bytes),
            under: key,
            keyVersion: 1,
            context: context(feed.secret, vault)
        )
    }

    /// To whole blocks, behind the length: how many events there are is not told by the size.
    private static func padded(_ bytes: [UInt8]) -> [UInt8] {
        let count = UInt32(clamping: bytes.count)
        let prefix = stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: count >> $0) }
        let rest = blockByteCount - (bytes.count + 4) % blockByteCount
        return prefix + bytes + [UInt8](repeating: 0, count: rest % blockByteCount)
    }

    private static func unpadded(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= 4 else { return nil }
        let count = bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
        return count <= bytes.count - 4 ? Array(bytes[4..<(4 + count)]) : nil
    }

    private static let blockByteCount = 4096

    private static func context(_ secret: [UInt8], _ vault: VaultID) -> SealingContext {
        SealingContext(.calendarFeed, vault: vault, place: address(secret))
    }
}
