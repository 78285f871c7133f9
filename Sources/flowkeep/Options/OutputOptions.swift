import ArgumentParser

/// How data is printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv
}

/// How a command that prints no rows says what it did.
enum ReplyFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}
