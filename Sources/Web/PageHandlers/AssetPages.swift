import HTTPTypes
import NIOCore

/// Style, script, icon and manifest, under addresses that hold their hashes.
struct AssetPages: Sendable {
    let assets: AssetCatalogue

    var endpoints: [Endpoint] { assets.paths.compactMap(endpoint) }

    private func endpoint(_ path: String) -> Endpoint? {
        guard let asset = assets.asset(path) else { return nil }
        let body = ByteBuffer(bytes: asset.bytes)
        return Endpoint(.get, path, surface: .asset, access: .anyone) { _ in
            Answer(status: .ok, body: body)
                .adding(.contentType, asset.contentType)
                .adding(.eTag, asset.entityTag)
                .adding(.cacheControl, "public, max-age=31536000, immutable")
        }
    }
}
