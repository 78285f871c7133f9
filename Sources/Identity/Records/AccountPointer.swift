import KeyService
import Primitives

/// Says whose session or token it is, for the sweeps that know no account.
///
/// - Source: docs/spec/identity-records.md §4.
struct AccountPointer: RecordCodable {
    let account: UserAccountID

    init(account: UserAccountID) { self.account = account }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) { account = try FieldReader(bytes).id(1) }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, account)
        return writer.bytes
    }
}
