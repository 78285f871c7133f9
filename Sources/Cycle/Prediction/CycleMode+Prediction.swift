/// What a mode changes in predictions.
///
/// - Source: docs/spec/cycle-prediction.md §3.4 and §6.
extension CycleMode {
    var lengthPrior: LengthPrior { self == .perimenopause || self == .postpartum ? .wide : .usual }

    /// Cycles after which one counts half.
    var halfLife: Double { self == .perimenopause ? 8 : 36 }

    var givesOvulation: Bool { self == .cycle || self == .tryingToConceive || self == .avoiding }

    /// Not in mode avoiding: its days are those of the double check, and a window would be read as its reverse.
    var givesWindow: Bool { self == .cycle || self == .tryingToConceive }
}
