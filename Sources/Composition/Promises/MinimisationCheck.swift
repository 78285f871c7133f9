import Assurance
import HTTPTypes
import Web

/// LAW-3: what an account has to say of its owner.
struct MinimisationCheck: PromiseCheck {
    let promise = PromiseID.law3
    let method =
        "Walks the schema of every operation of the API: none may have a field for an email, a phone number, "
        + "or a person's name or address."
    let endpoints: [Endpoint]

    private static let personal = [
        "email", "mail", "phone", "mobile", "firstname", "lastname", "fullname", "birth", "address", "gender",
    ]

    func run() async throws -> PromiseFinding {
        let names = endpoints.flatMap(\.propertyNames)
        let found = names.filter { name in Self.personal.contains { name.lowercased().contains($0) } }
        let account = endpoints.first { $0.template.text == "/api/v1/accounts" && $0.method == .post }
        let asked = account?.requiredBodyPropertyNames.sorted() ?? []
        let fields = found.isEmpty ? "none" : found.joined(separator: ", ")
        return PromiseFinding([
            Evidence("Fields of all operations", "\(Set(names).count) names", isAsPromised: !names.isEmpty),
            Evidence("Fields for a person's name or address", fields, isAsPromised: found.isEmpty),
            Evidence(
                "What an account needs",
                asked.joined(separator: ", "),
                isAsPromised: asked == ["handle", "passphrase"]
            ),
        ])
    }
}
