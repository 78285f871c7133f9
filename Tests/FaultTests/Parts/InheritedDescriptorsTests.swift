import Composition
import Glibc
import Testing

@Suite("Inherited descriptors")
struct InheritedDescriptorsTests {
    private func adopt(_ text: String?) throws -> InheritedDescriptors {
        try InheritedDescriptors.adopt(text.map { [InheritedDescriptors.environmentVariable: $0] } ?? [:])
    }

    @Test("a process started by hand inherits none")
    func byHand() throws { #expect(try adopt(nil)[.https] == nil) }

    @Test("what is encoded is adopted, and closed on exec from then on")
    func roundTrip() throws {
        let number = unsafe open("/dev/null", O_RDONLY)
        defer { close(number) }
        let adopted = try adopt(InheritedDescriptors([.https: number]).encoded)
        #expect(adopted[.https] == number)
        #expect(fcntl(number, F_GETFD) & FD_CLOEXEC != 0)
    }

    @Test(
        "malformed lists and descriptors that are not open are refused",
        arguments: ["https", "https=", "https=x", "https=-1", "https=2", "other=5", "https=99999", "=5"]
    )
    func refused(_ text: String) { #expect(throws: InheritanceError.self) { try adopt(text) } }
}
