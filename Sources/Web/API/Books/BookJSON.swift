import Identity
import JSON
import Primitives

/// Shared books in requests and answers.
enum BookJSON {
    private static let label = Schema.string(.line, length: 1...IdentityService.bookNameCharacters)
    private static let moment = Schema.string(.moment, length: 20...20)
    private static let role = Schema.enumeration(BookRole.allCases.map(\.name))
    private static let text = Schema.string(.line, length: 1...200)
    private static let count = Schema.integer(1...SharedBook.memberMaximum)

    static let inList = ObjectSchema(
        "BookInList",
        [.required("id", .id), .required("name", label), .required("role", role), .required("memberCount", count)]
    )

    private static let member = ObjectSchema(
        "BookMember",
        [
            .required("id", .id), .required("name", label), .required("role", role), .required("since", moment),
            .required("isSelf", .boolean),
        ]
    )

    static let book = ObjectSchema(
        "SharedBook",
        [
            .required("id", .id), .required("name", label), .required("role", role), .required("createdAt", moment),
            .required("members", .array(.object(member), count: 1...SharedBook.memberMaximum)),
        ]
    )

    static let new = ObjectSchema(
        "BookRequest",
        [
            .required("name", label, "Everybody in the book sees it."),
            .required("displayName", label, "How the others see the account, in this book only."),
        ]
    )

    static let name = ObjectSchema("BookName", [.required("name", label)])
    static let code = ObjectSchema("SharingCode", [.required("code", text, "As it was given; spaces do not matter.")])
    static let joining = ObjectSchema(
        "BookJoining",
        [.required("code", text), .required("displayName", label, "How the others see the account.")]
    )
    static let look = ObjectSchema(
        "InvitationLook",
        [
            .required("book", label), .required("invitedBy", .string(.line, length: 0...60)),
            .required("role", role), .required("expiresAt", moment),
        ]
    )
    static let invitation = ObjectSchema(
        "Invitation",
        [.required("id", .id), .required("role", role), .required("expiresAt", moment)]
    )
    static let invitationRequest = ObjectSchema(
        "InvitationRequest",
        [.required("role", .enumeration([BookRole.editor, .viewer].map(\.name)))]
    )
    static let made = ObjectSchema("MadeCode", [.required("code", .string(.visible, length: 39...39), "Shown once.")])
    static let roleRequest = ObjectSchema("RoleRequest", [.required("role", role)])

    /// - `reader`: who asks.
    static func write(_ book: SharedBook, _ id: VaultID, to reader: UserAccountID?, _ writer: inout JSONWriter) {
        writer.member("id", id.text)
        writer.member("name", book.name)
        writer.member("role", (reader.flatMap { book.member($0) }?.role ?? .viewer).name)
        writer.member("createdAt", book.made.iso)
        writer.memberArray("members", book.members) { writer, member in
            writer.object { writer in
                writer.member("id", member.slot.text)
                writer.member("name", member.name)
                writer.member("role", member.role.name)
                writer.member("since", member.since.iso)
                writer.member("isSelf", member.account == reader)
            }
        }
    }

    static func id(_ request: WebRequest) throws(Problem) -> VaultID {
        guard let id = VaultID(text: request.parameter("id")) else { throw Problem(.noBook) }
        return id
    }

    static func slot(_ request: WebRequest, _ name: String) throws(Problem) -> KeySlotID {
        guard let slot = KeySlotID(text: request.parameter(name)) else { throw Problem(.notFound) }
        return slot
    }
}
