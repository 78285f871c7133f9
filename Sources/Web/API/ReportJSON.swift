import JSON
import Money
import Primitives

/// How reports are written in answers.
///
/// Shapes: ``ReportSchemas``.
enum ReportJSON {
    static func bytes(_ report: PivotReport, _ filter: TransactionFilter, _ book: MoneyBook) -> [UInt8] {
        var writer = JSONWriter(capacity: 256 + report.rows.count * 160)
        writer.object { writer in
            writeDays(filter, to: &writer)
            writer.memberArray("by", report.axes) { $0.string($1.rawValue) }
            // Labels are written once per report and repeated in rows as bytes: ten years by month and category are
            // thousands of rows with some hundred labels.
            let labels = zip(report.axes, report.labels).map { axis, labels in
                labels.map { label in JSONWriter.members { write(label, axis, book, to: &$0) } }
            }
            writer.memberArray("rows", report.rows) { writer, row in
                writer.object { writer in
                    writer.member("currency", row.currency.code)
                    for (axis, place) in row.labels.enumerated() { writer.append(labels[axis][place]) }
                    writer.member("amount", MoneyJSON.amount(row.minorUnits, row.currency))
                    writer.member("ownAmount", MoneyJSON.amount(row.ownMinorUnits, row.currency))
                }
            }
            writer.memberArray("totals", report.totals) { writer, total in
                writer.object {
                    $0.member("currency", total.currency.code)
                    $0.member("amount", MoneyJSON.amount(total.minorUnits, total.currency))
                }
            }
            write(leftOut: report.leftOut, to: &writer)
        }
        return writer.bytes
    }

    private static func write(
        _ label: ReportLabel,
        _ axis: ReportAxis,
        _ book: MoneyBook,
        to writer: inout JSONWriter
    ) {
        switch label.key {
        case .month, .payee, .tag: writer.member(axis.rawValue, label.name)
        case .category(let id):
            writer.member("category", id.text)
            writer.member("categoryPath", book.categoryPath(id).joined(separator: ":"))
        case .account(let id):
            let name = axis == .person ? "person" : "account"
            writer.member(name, id.text)
            writer.member(name + "Name", label.name)
        case .none: break  // no payee, no tag: the member is absent
        }
    }

    /// Currencies without a rate; nothing where there are none.
    static func write(leftOut: [Currency], to writer: inout JSONWriter) {
        guard !leftOut.isEmpty else { return }
        writer.memberArray("leftOut", leftOut) { $0.string($1.code) }
    }

    static func writeDays(_ filter: TransactionFilter, to writer: inout JSONWriter) {
        writer.member("from", optional: filter.from?.iso)
        writer.member("to", optional: filter.to?.iso)
    }

    static func bytes(_ report: CashFlowReport, _ filter: TransactionFilter) -> [UInt8] {
        JSONWriter.object { writer in
            writeDays(filter, to: &writer)
            writer.memberArray("rows", report.rows) { writer, row in
                writer.object {
                    $0.member("month", month(row.month))
                    MoneyJSON.writeMembers(of: row.flow, to: &$0)
                }
            }
            writer.memberArray("totals", report.totals) { MoneyJSON.write($1, to: &$0) }
            write(leftOut: report.leftOut, to: &writer)
        }
    }

    /// - `base`: What values are in.
    static func bytes(_ report: BalancesReport, base: Currency) -> [UInt8] {
        JSONWriter.object { writer in
            writer.member("to", optional: report.day?.iso)
            writer.memberArray("rows", report.rows) { writer, row in
                writer.object {
                    $0.member("account", row.account.id.text)
                    $0.member("accountName", row.account.name)
                    $0.member("kind", row.account.content.kind.name)
                    $0.member("currency", row.account.currency.code)
                    $0.member("amount", MoneyJSON.amount(row.minorUnits, row.account.currency))
                    $0.member("value", optional: row.value.map { MoneyJSON.amount($0, base) })
                }
            }
            writer.memberArray("totals", report.totals) { writer, total in
                writer.object {
                    $0.member("currency", total.currency.code)
                    $0.member("amount", MoneyJSON.amount(total.minorUnits, total.currency))
                }
            }
            write(leftOut: report.leftOut, to: &writer)
        }
    }

    static func bytes(_ report: NetWorthReport) -> [UInt8] {
        JSONWriter.object { writer in
            writer.memberArray("rows", report.rows) { writer, row in
                writer.object {
                    $0.member("day", row.day.iso)
                    $0.member("currency", row.currency.code)
                    $0.member("assets", MoneyJSON.amount(row.assets, row.currency))
                    $0.member("debts", MoneyJSON.amount(row.debts, row.currency))
                    $0.member("amount", MoneyJSON.amount(row.minorUnits, row.currency))
                }
            }
            write(leftOut: report.leftOut, to: &writer)
        }
    }

    private static func month(_ day: CalendarDay) -> String { String(day.iso.prefix(7)) }
}
