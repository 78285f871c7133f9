/// A record as read: its value, and the version to expect when it is written again.
package struct OpenRecord<Value: RecordCodable>: Sendable {
    package let key: RecordKey
    package let version: UInt64
    package let value: Value
}

extension OpenRecord: Equatable where Value: Equatable {}
