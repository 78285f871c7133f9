/// An amount of money: a whole number of a currency's minor units.
///
/// - Shape: Int64 minor units, so ±92 quadrillion with two decimals. Text is a decimal with exactly the currency's
///   digits, `-1234.50`; parsing is exact and never goes through binary fractions.
/// - Errors: arithmetic that would leave Int64 throws ``AmountError/overflow``; nothing wraps and nothing rounds.
package struct Amount: Hashable, Sendable {
    package let minorUnits: Int64
    package let currency: Currency

    package init(minorUnits: Int64, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Reads a plain decimal: optional sign (`-`, `+` or U+2212), digits, at most the currency's decimals after a dot.
    package init(decimal text: some StringProtocol, currency: Currency) throws(AmountError) {
        self.init(minorUnits: try Self.minorUnits(decimal: text, decimals: currency.decimals), currency: currency)
    }

    package func adding(_ other: Amount) throws(AmountError) -> Amount {
        guard currency == other.currency else { throw .differentCurrencies }
        let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        guard !overflow else { throw .overflow }
        return Amount(minorUnits: sum, currency: currency)
    }

    package func negated() throws(AmountError) -> Amount {
        guard minorUnits != .min else { throw .overflow }
        return Amount(minorUnits: -minorUnits, currency: currency)
    }

    /// The decimal text with a plain hyphen and no grouping: what the API sends.
    package var decimal: String { Self.decimal(minorUnits: minorUnits, decimals: currency.decimals) }

    package static func decimal(minorUnits: Int64, decimals: Int) -> String {
        // From the last digit: nineteen digits, a mark and a sign, or as many zeros as the currency asks for.
        let capacity = max(20, decimals + 1) + 2
        return unsafe String(unsafeUninitializedCapacity: capacity) { buffer in
            var rest = minorUnits.magnitude
            var place = capacity
            var written = 0
            repeat {
                if written == decimals, decimals > 0 {
                    place -= 1
                    unsafe buffer[place] = UInt8(ascii: ".")
                }
                place -= 1
                unsafe buffer[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
                written += 1
            } while rest > 0 || written <= decimals
            if minorUnits < 0 {
                place -= 1
                unsafe buffer[place] = UInt8(ascii: "-")
            }
            let count = capacity - place
            for index in 0..<count { unsafe buffer[index] = buffer[place + index] }
            return count
        }
    }

    private static func minorUnits(decimal text: some StringProtocol, decimals: Int) throws(AmountError) -> Int64 {
        var rest = text.unicodeScalars[...]
        var isNegative = false
        if let first = rest.first, first == "-" || first == "+" || first == "\u{2212}" {
            isNegative = first != "+"
            rest = rest.dropFirst()
        }
        var value: Int64 = 0
        var digitCount = 0
        var fractionCount: Int?
        for scalar in rest {
            if scalar == ".", fractionCount == nil, digitCount > 0 {
                fractionCount = 0
                continue
            }
            guard ("0"..."9").contains(scalar) else { throw .notADecimal }
            if let count = fractionCount {
                guard count < decimals else { throw .tooManyDecimals(decimals) }
                fractionCount = count + 1
            }
            digitCount += 1
            value = try Self.appending(digit: Int64(scalar.value - 48), to: value, isNegative: isNegative)
        }
        guard digitCount > 0, fractionCount != 0 else { throw .notADecimal }
        for _ in (fractionCount ?? 0)..<decimals {
            value = try Self.appending(digit: 0, to: value, isNegative: isNegative)
        }
        return value
    }

    private static func appending(digit: Int64, to value: Int64, isNegative: Bool) throws(AmountError) -> Int64 {
        let (scaled, overflowed) = value.multipliedReportingOverflow(by: 10)
        let (sum, overflowedAgain) = scaled.addingReportingOverflow(isNegative ? -digit : digit)
        guard !overflowed, !overflowedAgain else { throw .overflow }
        return sum
    }
}

/// Why an amount was refused.
///
/// No case carries the amount itself: these errors may reach diagnostics.
package enum AmountError: Error, Hashable, Sendable {
    case notADecimal
    /// More digits after the dot than the currency has; carries how many it has.
    case tooManyDecimals(Int)
    case overflow
    case differentCurrencies
}
