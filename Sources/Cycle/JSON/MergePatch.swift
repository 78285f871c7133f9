package import JSON

/// RFC 7396: an object that changes another.
package enum MergePatch {
    /// Members of the target keep their place; new ones follow in the order of the patch.
    package static func write(_ target: JSONObject, patchedBy patch: JSONObject, to writer: inout JSONWriter) {
        writer.object { writer in
            for member in target.members {
                switch patch[member.name] {
                case nil: writer.member(member.name, member.value)
                case .null?: break
                case let change?: write(member.name, member.value, patchedBy: change, to: &writer)
                }
            }
            for member in patch.members where target[member.name] == nil && member.value != .null {
                write(member.name, nil, patchedBy: member.value, to: &writer)
            }
        }
    }

    private static func write(
        _ name: String,
        _ old: JSONValue?,
        patchedBy patch: JSONValue,
        to writer: inout JSONWriter
    ) {
        guard case .object(let change) = patch else { return writer.member(name, patch) }
        writer.name(name)
        if case .object(let target)? = old {
            write(target, patchedBy: change, to: &writer)
        } else {
            // Its nulls go as well: they would remove what is not there.
            write(JSONObject(), patchedBy: change, to: &writer)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: String, _ value: JSONValue) {
        self.name(name)
        self.value(value)
    }
}
