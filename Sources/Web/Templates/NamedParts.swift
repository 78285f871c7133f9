/// A model that names its own parts.
///
/// Any other value is read by reflection, which costs about a microsecond a part: nothing for a page, too much for what
/// stands on it by the hundred.
protocol NamedParts {
    /// A stored property by its name; nil when there is none, or it is an optional without a value.
    func part(_ name: String) -> Any?
}
