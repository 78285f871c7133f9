/// What takes a body while it arrives, so that memory does not grow with it.
///
/// A body is bytes of a stranger until all of it is there: a receiver keeps what it made of it to itself until the
/// handler asks.
package protocol BodyReceiver: Sendable {
    mutating func take(_ bytes: ArraySlice<UInt8>)
}
