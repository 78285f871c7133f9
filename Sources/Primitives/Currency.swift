/// A currency by its ISO 4217 alphabetic code, with its own number of decimals.
///
/// Only currencies of the list can be made, so one that exists is valid.
///
/// - Shape: three ASCII letters packed in a UInt32, `'I' << 16 | 'N' << 8 | 'R'`.
/// - Source: ISO 4217:2015, list one (SIX Financial Information), with the number of minor-unit digits.
package struct Currency: Hashable, Sendable {
    package let packed: UInt32

    /// Minor units in one major unit, as a number of decimal digits: INR 2, JPY 0, KWD 3.
    package let decimals: Int

    /// Reads a code in any case; nil when ISO 4217 does not list it.
    package init?(code: some StringProtocol) {
        var packed: UInt32 = 0
        guard code.utf8.count == 3 else { return nil }
        for byte in code.utf8 { packed = packed << 8 | UInt32(byte & 0xDF) }
        self.init(packed: packed)
    }

    /// Reads the packed form; nil when ISO 4217 does not list it.
    package init?(packed: UInt32) {
        guard let decimals = Self.decimalsByCode[packed] else { return nil }
        self.packed = packed
        self.decimals = decimals
    }

    package var code: String {
        // Three bytes without an array: reports say it on every row.
        unsafe String(unsafeUninitializedCapacity: 3) { buffer in
            for place in 0..<3 { unsafe buffer[place] = UInt8(truncatingIfNeeded: packed >> (16 - 8 * UInt32(place))) }
            return 3
        }
    }

    /// 10 to the power of ``decimals``.
    package var minorUnitsPerMajor: Int64 { Self.powersOfTen[decimals] }

    /// Every listed currency, by code.
    package static let all: [Currency] = decimalsByCode.keys.sorted().compactMap(Currency.init(packed:))

    package static let inr = Currency(listed: "INR")
    package static let usd = Currency(listed: "USD")
    package static let eur = Currency(listed: "EUR")
    package static let gbp = Currency(listed: "GBP")
    package static let jpy = Currency(listed: "JPY")

    private init(listed code: StaticString) {
        guard let currency = Currency(code: "\(code)") else { preconditionFailure("not an ISO 4217 code") }
        self = currency
    }

    private static let powersOfTen: [Int64] = [1, 10, 100, 1000, 10_000]

    private static let codesByDecimals: [(decimals: Int, codes: String)] = [
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
        (
            2,
            """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE \
            CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD \
            HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP \
            MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD \
            SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS \
            VED VES WST XCD XCG YER ZAR ZMW ZWG
            """
        ),
    ]

    private static let decimalsByCode: [UInt32: Int] = {
        var result: [UInt32: Int] = [:]
        for (decimals, codes) in codesByDecimals {
            for code in codes.split(separator: " ") {
                result[code.utf8.reduce(0) { $0 << 8 | UInt32($1) }] = decimals
            }
        }
        return result
    }()
}

extension Currency: CustomStringConvertible {
    package var description: String { code }
}
