import JSON
import Money
import Primitives

/// Takes values out of a JSON object that has passed its schema: required members are there, texts have their shape.
struct RequestFields {
    private let object: JSONObject
    private let pointer: String

    init(_ object: JSONObject, at pointer: String = "") {
        self.object = object
        self.pointer = pointer
    }

    func text(_ name: String) -> String { optionalText(name) ?? "" }

    func optionalText(_ name: String) -> String? {
        if case .string(let text) = object[name] { text } else { nil }
    }

    func integer(_ name: String) -> Int? {
        if case .number(let text) = object[name] { Int(text) } else { nil }
    }

    func has(_ name: String) -> Bool { object[name] != nil }

    func flag(_ name: String) -> Bool { object[name] == .boolean(true) }

    func texts(_ name: String) -> [String] {
        guard case .array(let values) = object[name] else { return [] }
        return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    func objects(_ name: String) -> [RequestFields] {
        guard case .array(let values) = object[name] else { return [] }
        return values.enumerated().compactMap { index, value in
            if case .object(let object) = value {
                RequestFields(object, at: "\(pointer)/\(name)/\(index)")
            } else {
                nil
            }
        }
    }

    func object(_ name: String) -> RequestFields? {
        if case .object(let inner) = object[name] { RequestFields(inner, at: "\(pointer)/\(name)") } else { nil }
    }

    func refusal(_ name: String, _ reason: String) -> Problem {
        Problem(.invalid, fields: [.init("\(pointer)/\(name)", reason)])
    }

    func value<Value>(_ name: String, _ read: (String) -> Value?) throws(Problem) -> Value {
        guard let value = read(text(name)) else { throw refusal(name, "It is not a value that is possible here.") }
        return value
    }

    func optionalValue<Value>(_ name: String, _ read: (String) -> Value?) throws(Problem) -> Value? {
        guard optionalText(name) != nil else { return nil }
        return try value(name, read)
    }

    func day(_ name: String) throws(Problem) -> CalendarDay { try value(name) { CalendarDay(iso: $0) } }

    func currency(_ name: String) throws(Problem) -> Currency { try value(name) { Currency(code: $0) } }

    func amount(_ name: String, _ currency: Currency) throws(Problem) -> Amount {
        do throws(AmountError) {
            return try Amount(decimal: text(name), currency: currency)
        } catch {
            let fault: MoneyError =
                switch error {
                case .tooManyDecimals(let decimals): .tooManyDecimals(.amount, decimals: decimals)
                case .overflow: .overflow(.amount)
                case .notADecimal, .differentCurrencies: .invalid(.amount)
                }
            throw refusal(name, Sentences.sentence(fault))
        }
    }

    func optionalAmount(_ name: String, _ currency: Currency) throws(Problem) -> Amount? {
        guard optionalText(name) != nil else { return nil }
        return try amount(name, currency)
    }
}
