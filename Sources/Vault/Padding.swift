/// Lengths that sealed content is padded to, so that the size of a segment says little about what is in it.
///
/// - Source: 256, 1024 and 4096 bytes, then Padmé (Nikitin et al., "Reducing metadata leakage from encrypted files and
///   communication with PURBs", 2019), which adds at most 12 %.
enum Padding {
    static func paddedByteCount(_ byteCount: Int) -> Int {
        for step in [256, 1024, 4096] where byteCount <= step { return step }
        let exponent = Int.bitWidth - 1 - byteCount.leadingZeroBitCount
        let mantissaBits = Int.bitWidth - 1 - exponent.leadingZeroBitCount + 1
        let mask = (1 << (exponent - mantissaBits)) - 1
        return (byteCount + mask) & ~mask
    }
}
