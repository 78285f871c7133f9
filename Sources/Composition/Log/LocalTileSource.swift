import Primitives
import TransparencyLog

/// The tiles of the running server, over its local API.
struct LocalTileSource: TileSource {
    let api: any LocalAPI

    func bytes(of resource: LogResource) async throws(TileError) -> [UInt8]? {
        let answer: LocalAnswer
        do {
            answer = try await api.send(LocalRequest("GET", "/log/\(resource.path)"))
        } catch {
            throw .unavailable(.unavailable)
        }
        switch answer.status {
        case 200: return answer.body
        case 404: return nil
        default: throw .unavailable(.unavailable)
        }
    }
}
