/// The addresses of the assets, as templates name them.
struct AssetLinks: Sendable {
    let style: String
    let script: String
    let icon: String
    let manifest: String
}
