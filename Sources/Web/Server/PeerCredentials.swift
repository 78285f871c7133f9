import CPlatform
import Glibc
import NIOCore

/// Who is at the other end of a Unix socket, according to the kernel.
enum PeerCredentials {
    /// Whether the peer runs under this process's own user (or root, who can be anyone).
    ///
    /// Call on the channel's event loop. False when the kernel does not say.
    static func areOurOwn(_ channel: any Channel) throws -> Bool {
        let isOurs = try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable { (socket: CInt) in
            var process = pid_t()
            var user = uid_t()
            var group = gid_t()
            // The three pointers live for the call only.
            guard unsafe fk_peer_credentials(socket, &process, &user, &group) == 0 else { return false }
            return user == geteuid() || user == 0
        }
        return isOurs ?? false
    }
}
