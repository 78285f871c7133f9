import KeyService
import Testing

@Suite("Customer key id")
struct CustomerKeyIDTests {
    @Test("an id is written as a version 4 UUID and reads back, bare or as a resource name")
    func roundTrip() throws {
        let id = CustomerKeyID.make()
        let text = Array(id.text)
        #expect(text.count == 36)
        #expect(text[14] == "4" && "89ab".contains(text[19]))
        #expect(CustomerKeyID(text: id.text) == id)
        #expect(CustomerKeyID(text: "arn:flowkeep:kms:local:000000000000:key/" + id.text) == id)
        #expect(CustomerKeyID(bytes: id.bytes) == id)
    }

    @Test(
        "anything else is no id",
        arguments: [
            "", "alias/main", "1234abcd-12ab-34cd-56ef-1234567890A0", "1234abcd12ab34cd56ef1234567890ab",
            "1234abcd-12ab-34cd-56ef-1234567890a", "1234abcd-12ab-34cd-56ef-1234567890abc",
            "1234abcd1-2ab-34cd-56ef-1234567890ab", "----abcd-12ab-34cd-56ef-1234567890ab",
            "arn:aws:kms:local:0:alias/1234abcd-12ab-34cd-56ef-1234567890ab", "arn:aws:kms:local:0:key",
            "12é4abc-12ab-34cd-56ef-1234567890ab",
        ]
    )
    func refused(_ text: String) { #expect(CustomerKeyID(text: text) == nil) }
}
