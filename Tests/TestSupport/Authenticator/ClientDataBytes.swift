import Primitives

/// What a browser writes about the page that asks, in the order browsers write it.
package enum ClientDataBytes {
    package static func make(_ type: String, _ ceremony: SoftwareCeremony) -> [UInt8] {
        let otherType = type == "webauthn.get" ? "webauthn.create" : "webauthn.get"
        let other = ceremony.challenge.map { $0 ^ 0xFF }
        let challenge = Base64URL.encode(ceremony.fault == .otherChallenge ? other : ceremony.challenge)
        let origin = ceremony.fault == .otherOrigin ? "https://evil.example" : ceremony.origin
        var members = [
            #""type":"\#(ceremony.fault == .otherType ? otherType : type)""#,
            #""challenge":"\#(challenge)""#,
            #""origin":"\#(origin)""#,
            #""crossOrigin":\#(ceremony.fault == .crossOrigin)"#,
        ]
        switch ceremony.fault {
        case .topOrigin: members.append(#""topOrigin":"https://evil.example""#)
        case .duplicateMember: members.append(members[1])
        case .longClientData: members.append(#""padding":"\#(String(repeating: " ", count: 4096))""#)
        case .brokenClientData: members.append("")
        default: break
        }
        return Array("{\(members.joined(separator: ","))}".utf8)
    }
}
