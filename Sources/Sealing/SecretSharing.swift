/// Shamir's secret sharing: any `threshold` of the shares give the secret back, and fewer say nothing of it.
///
/// Each byte of the secret is the value at 0 of a polynomial of degree `threshold` − 1 with random coefficients over
/// GF(2⁸) (AES's polynomial, 0x11B); share *x* holds the values at *x*. No table is looked up and no branch taken by a
/// secret's value.
/// - Source: Shamir, “How to share a secret”, CACM 22 (1979); docs/spec/key-service.md §10.
package enum SecretSharing {
    /// More than that many officers is a crowd.
    package static let shareCountMaximum = 16

    /// Shares a secret.
    ///
    /// - Parameters:
    ///   - secret: any bytes.
    ///   - count: how many shares, 2...16.
    ///   - threshold: how many give it back, 2...count.
    /// - Returns: shares 1, 2, … `count`.
    package static func split(_ secret: borrowing SecretBytes, into count: Int, threshold: Int) -> [SecretShare] {
        precondition((2...shareCountMaximum).contains(count) && (2...count).contains(threshold))
        let coefficients = (1..<threshold).map { _ in SharedSecret(SecretBytes.random(count: secret.count)) }
        return (1...count).map { number in
            share(UInt8(number), of: secret, coefficients: coefficients)
        }
    }

    /// The values at `number`; the coefficients in ascending order of their powers, from 1.
    static func share(
        _ number: UInt8,
        of secret: borrowing SecretBytes,
        coefficients: [SharedSecret]
    ) -> SecretShare {
        let bytes = secret.withBytes { secret in
            unsafe SecretBytes(byteCount: secret.byteCount) { output in
                for offset in 0..<secret.byteCount {
                    // Horner's rule, from the highest power down.
                    var value: UInt8 = 0
                    for coefficient in coefficients.reversed() {
                        let byte = coefficient.bytes.withBytes { bytes in
                            // unsafe: a byte has no alignment; the coefficient is as long as the secret.
                            unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
                        }
                        value = multiply(value ^ byte, number)
                    }
                    // unsafe: as above, and the output is as long as the secret.
                    value ^= unsafe secret.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
                    unsafe output.storeBytes(of: value, toByteOffset: offset, as: UInt8.self)
                }
            }
        }
        return SecretShare(number: number, secret: SharedSecret(bytes))
    }

    /// Gives the secret back that these shares are of.
    ///
    /// Shares that do not belong together give other bytes and no error: whoever asks must be able to tell.
    ///
    /// - Parameter shares: as many as the threshold said.
    /// - Returns: nil for no shares, a number twice or 0, and shares of different lengths.
    package static func combine(_ shares: [SecretShare]) -> SecretBytes? {
        let numbers = shares.map(\.number)
        guard let first = shares.first, Set(numbers).count == numbers.count, !numbers.contains(0),
            shares.allSatisfy({ $0.secret.bytes.count == first.secret.bytes.count })
        else { return nil }
        let weights = weights(of: numbers)
        return unsafe SecretBytes(byteCount: first.secret.bytes.count) { output in
            for offset in 0..<output.count {
                var value: UInt8 = 0
                for (share, weight) in zip(shares, weights) {
                    let byte = share.secret.bytes.withBytes { bytes in
                        // unsafe: a byte has no alignment; all shares are as long as the output.
                        unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
                    }
                    value ^= multiply(byte, weight)
                }
                unsafe output.storeBytes(of: value, toByteOffset: offset, as: UInt8.self)
            }
        }
    }

    /// Lagrange's polynomials at 0: for each number the product of the others over their differences to it.
    private static func weights(of numbers: [UInt8]) -> [UInt8] {
        numbers.map { number in
            numbers.filter { $0 != number }.reduce(1) { product, other in
                multiply(product, multiply(other, inverse(other ^ number)))
            }
        }
    }

    /// In the field; the same steps for all values.
    static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var (product, left, right): (UInt8, UInt8, UInt8) = (0, left, right)
        for _ in 0..<8 {
            product ^= left & (0 &- (right & 1))
            left = left << 1 ^ 0x1B & (0 &- (left >> 7))
            right >>= 1
        }
        return product
    }

    /// In the field: the 254th power, which is 0 for 0.
    static func inverse(_ value: UInt8) -> UInt8 {
        var (result, power): (UInt8, UInt8) = (1, value)
        for _ in 1..<8 {  // 254 is the sum of the powers of two from 2 to 128
            power = multiply(power, power)
            result = multiply(result, power)
        }
        return result
    }
}

/// One share of a secret.
package struct SecretShare: Sendable {
    /// 1 and up; where the polynomials are looked at.
    package let number: UInt8
    package let secret: SharedSecret

    package init(number: UInt8, secret: SharedSecret) {
        self.number = number
        self.secret = secret
    }
}
