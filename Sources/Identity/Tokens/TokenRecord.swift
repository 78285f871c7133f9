package import KeyService
package import Primitives
import Vault

/// A token as stored (sealed): everything about it but what it is.
///
/// - Source: docs/spec/api-tokens.md §4.
package struct TokenRecord: Sendable, Hashable, RecordCodable {
    package let hash: [UInt8]
    package let account: UserAccountID
    package let vault: VaultID
    /// Hers: sealed, and said nowhere else.
    package let name: String
    package let scopes: Set<TokenScope>
    package let created: Timestamp
    package let expiry: Timestamp
    /// Nothing finer is kept.
    package internal(set) var lastUse: CalendarDay?
    /// How often it was used on that day.
    package internal(set) var useCount: UInt32
    /// Nil where the token only adds: then there is nothing that it opens.
    package let slot: KeySlotID?
    /// Who it is to the inbox; nil where it adds nothing through that.
    package let sender: SenderID?

    init(
        hash: [UInt8],
        account: UserAccountID,
        vault: VaultID,
        name: String,
        scopes: Set<TokenScope>,
        created: Timestamp,
        expiry: Timestamp,
        slot: KeySlotID?,
        sender: SenderID?
    ) {
        self.hash = hash
        self.account = account
        self.vault = vault
        self.name = name
        self.scopes = scopes
        self.created = created
        self.expiry = expiry
        useCount = 0
        self.slot = slot
        self.sender = sender
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, hash)
        writer.append(2, account)
        writer.append(3, vault)
        writer.append(4, name)
        for scope in scopes.sorted() { writer.append(5, scope.rawValue) }
        writer.append(6, created)
        writer.append(7, expiry)
        if let lastUse { writer.append(8, lastUse.daysSinceEpoch) }
        if let slot { writer.append(9, slot) }
        if let sender { writer.append(10, sender) }
        if useCount != 0 { writer.append(11, useCount) }
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        hash = try reader.bytes(1)
        account = try reader.id(2)
        vault = try reader.id(3)
        name = try reader.string(4)
        scopes = try reader.scopes(5)
        created = try reader.timestamp(6)
        expiry = try reader.timestamp(7)
        lastUse = try reader.optionalDay(8)
        slot = try reader.optionalID(9)
        sender = try reader.optionalID(10)
        useCount = try reader.optionalBytes(11) == nil ? 0 : try reader.uint32(11)
    }

    /// Who the access history says did what is done about the token.
    var actor: KeySlotID { slot ?? KeySlotID(high: sender?.high ?? 0, low: sender?.low ?? 0) }

    /// Notes uses of a day, which may be the first of it.
    mutating func note(_ count: UInt32, on day: CalendarDay) {
        if lastUse != day { useCount = 0 }
        lastUse = day
        useCount = useCount.addingReportingOverflow(count).overflow ? .max : useCount + count
    }

    /// Takes the token away, and what it opens; that it was there stays for a month.
    func removal(on day: CalendarDay, _ reason: EndedToken.Reason) -> [RecordChange] {
        let left = EndedToken(self, on: day, reason)
        return [
            .delete(.apiToken(hash, of: account)), .delete(.apiTokenPointer(hash)),
            .put(.endedToken(hash, of: account), left, expected: nil),
            .put(.endedTokenPointer(hash), AccountPointer(account: account), expected: nil),
        ] + (slot.map { [.delete(.slot($0, of: vault, isSession: false))] } ?? [])
    }
}

extension FieldReader {
    func scopes(_ tag: UInt16) throws(RecordDecodingError) -> Set<TokenScope> {
        var scopes: Set<TokenScope> = []
        for bytes in allBytes(tag) {
            guard bytes.count == 1, let scope = TokenScope(rawValue: bytes[0]) else { throw .value(tag) }
            scopes.insert(scope)
        }
        return scopes
    }

    func optionalDay(_ tag: UInt16) throws(RecordDecodingError) -> CalendarDay? {
        guard let bytes = try optionalBytes(tag) else { return nil }
        guard bytes.count == 4 else { throw .width(tag) }
        return CalendarDay(daysSinceEpoch: Int32(bitPattern: bytes.reduce(0) { $0 << 8 | UInt32($1) }))
    }

    func optionalID<Tag>(_ tag: UInt16, as type: ID<Tag>.Type = ID<Tag>.self) throws(RecordDecodingError) -> ID<Tag>? {
        guard let bytes = try optionalBytes(tag) else { return nil }
        guard let id = ID<Tag>(bytes: bytes) else { throw .width(tag) }
        return id
    }
}
