/// Reads a ZIP archive of stored files as strictly as it can be read: every number is compared with what is there.
///
/// Written from the format's description, apart from the writer it tests.
package enum ZIPFiles {
    package struct Malformed: Error {
        package let what: String
    }

    /// Names and contents, in the order of the list at the end.
    package static func read(_ bytes: [UInt8]) throws -> [(name: String, content: [UInt8])] {
        func number(_ place: Int, _ count: Int) throws -> Int {
            guard place >= 0, place + count <= bytes.count else { throw Malformed(what: "cut off") }
            return (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
        }
        func demand(_ holds: Bool, _ what: String) throws { if !holds { throw Malformed(what: what) } }
        let end = bytes.count - 22
        try demand(try number(end, 4) == 0x0605_4B50, "no end")
        let (count, size, start) = (try number(end + 10, 2), try number(end + 12, 4), try number(end + 16, 4))
        try demand(start + size == end, "the list does not end at the end")
        var result: [(name: String, content: [UInt8])] = []
        var (place, next) = (start, 0)
        for _ in 0..<count {
            try demand(try number(place, 4) == 0x0201_4B50, "no line")
            let (flags, check, length) = (
                try number(place + 8, 2), try number(place + 16, 4), try number(place + 20, 4)
            )
            try demand(try number(place + 10, 2) == 0, "not stored")
            try demand(try number(place + 24, 4) == length, "two sizes")
            let nameLength = try number(place + 28, 2)
            let name = bytes[(place + 46)..<(place + 46 + nameLength)]
            let head = try number(place + 42, 4)
            try demand(head == next, "files do not follow each other")
            try demand(try number(head, 4) == 0x0403_4B50, "no head")
            try demand(try number(head + 6, 2) == flags, "two flags")
            try demand(bytes[(head + 30)..<(head + 30 + nameLength)] == name, "two names")
            let isDescribed = flags & 8 != 0
            let told = [try number(head + 14, 4), try number(head + 18, 4), try number(head + 22, 4)]
            try demand(told == (isDescribed ? [0, 0, 0] : [check, length, length]), "the head tells something else")
            let content = Array(bytes[(head + 30 + nameLength)..<(head + 30 + nameLength + length)])
            try demand(Int(cyclicCheck(content)) == check, "check sum of \(String(decoding: name, as: UTF8.self))")
            next = head + 30 + nameLength + length
            if isDescribed {
                let described = try [0, 4, 8, 12].map { try number(next + $0, 4) }
                try demand(described == [0x0807_4B50, check, length, length], "descriptor")
                next += 16
            }
            result.append((String(decoding: name, as: UTF8.self), content))
            place += 46 + nameLength
        }
        try demand(next == start && place == end, "bytes that belong to nothing")
        return result
    }

    /// Bit by bit, as the polynomial says.
    private static func cyclicCheck(_ bytes: [UInt8]) -> UInt32 {
        var state = UInt32.max
        for byte in bytes {
            state ^= UInt32(byte)
            for _ in 0..<8 { state = state & 1 == 1 ? state >> 1 ^ 0xEDB8_8320 : state >> 1 }
        }
        return ~state
    }
}
