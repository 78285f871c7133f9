import CPlatform

/// Zeroes memory in a way that the compiler may not remove.
package enum Wipe {
    /// Zeroes an array in place.
    ///
    /// Only this copy: an array that was shared before has others.
    package static func zero(_ bytes: inout [UInt8]) {
        unsafe bytes.withUnsafeMutableBytes { buffer in
            guard let start = buffer.baseAddress else { return }
            unsafe fk_wipe(start, buffer.count)
        }
    }
}
