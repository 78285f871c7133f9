/// The addresses of the assets, as templates name them.
struct AssetLinks: Sendable {
    let style: String
    let script: String
    /// Of the staff's pages.
    let staffScript: String
    let icon: String
    let manifest: String
    /// The icon of a home screen that reads no manifest.
    let touchIcon: String
}
