/// A value that must not be printed: its description, debug description and mirror show nothing of it.
package struct Redacted<Value> {
    package let value: Value

    package init(_ value: Value) { self.value = value }
}

extension Redacted: Sendable where Value: Sendable {}

extension Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<redacted>" }
    package var debugDescription: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
