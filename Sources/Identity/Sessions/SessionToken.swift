import Primitives
import Sealing

package enum SessionTokenUse: TokenUse { package static let label = "flowkeep/1 session" }

/// What a browser's cookie or a program's bearer token carries.
///
/// The session's key slot opens with the bytes themselves.
package typealias SessionToken = OpaqueToken<SessionTokenUse>

extension SessionToken {
    /// What the forms of this session must carry: derived, so that nothing more is stored.
    package var formToken: [UInt8] { Authenticator.tag("flowkeep/1 form", [], key: secret.bytes) }
}
