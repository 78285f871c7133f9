import HTTPTypes
import JSON
import NIOCore
import Primitives

/// `/help`, and the files of the same content for programs: `security.txt` (RFC 9116) and `gpc.json`.
struct HelpPages: Sendable {
    let site: PageSite

    /// RFC 9116 §2.5.5 wants less than a year; it is made anew each time, so it says ever later.
    private static let validitySeconds: Int64 = 180 * 86_400

    var endpoints: [Endpoint] { [show, privacySignals] + (site.contact == nil ? [] : [securityText]) }

    private var show: Endpoint {
        Endpoint(.get, "/help", surface: .page, access: .anyone) { request in
            try await site.answer(HelpPage(contact: site.contact.map(HelpPage.Contact.init)), request)
        }
    }

    private var securityText: Endpoint {
        Endpoint(.get, "/.well-known/security.txt", surface: .asset, access: .anyone) { _ in
            let expiry = site.services.now().adding(seconds: Self.validitySeconds)
            let text = """
                Contact: \(site.contact ?? "")
                Expires: \(expiry.iso)
                Preferred-Languages: en
                Canonical: \(site.address.origin)/.well-known/security.txt
                Policy: \(site.address.origin)/help#how-to-check-us

                """
            return Answer(status: .ok, body: ByteBuffer(string: text))
                .adding(.contentType, "text/plain; charset=utf-8")
                .adding(.cacheControl, "no-cache")
        }
    }

    /// The Global Privacy Control support resource: nothing is sold or shared, whoever asks.
    private var privacySignals: Endpoint {
        Endpoint(.get, "/.well-known/gpc.json", surface: .asset, access: .anyone) { _ in
            Answer.json { writer in
                writer.member("gpc", true)
                writer.member("lastUpdate", "2026-11-21")
            }.adding(.cacheControl, "no-cache")
        }
    }
}
