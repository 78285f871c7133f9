extension SecretBytes {
    /// An ordinary array of the bytes, for one format's encoding; its memory is wiped by the process's allocator.
    package borrowing func copied() -> [UInt8] {
        withBytes { span in
            // unsafe: offsets run below the span's byte count.
            (0..<span.byteCount).map { unsafe span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
    }
}
