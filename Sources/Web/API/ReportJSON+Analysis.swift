import JSON
import Money
import Primitives

extension ReportJSON {
    static func bytes(_ statement: IncomeStatement, _ filter: TransactionFilter, _ book: MoneyBook) -> [UInt8] {
        JSONWriter.object { writer in
            writeDays(filter, to: &writer)
            writer.member("comparedFrom", optional: statement.comparedDays?.lowerBound.iso)
            writer.member("comparedTo", optional: statement.comparedDays?.upperBound.iso)
            let rows = statement.parts.flatMap { part in
                [("income", part.income), ("spending", part.expenses)].flatMap { name, side in
                    side.lines.map { (currency: part.currency, side: name, line: $0) }
                }
            }
            writer.memberArray("rows", rows) { writer, row in
                writer.object {
                    $0.member("currency", row.currency.code)
                    $0.member("side", row.side)
                    $0.member("category", row.line.category.text)
                    $0.member("categoryPath", book.categoryPath(row.line.category).joined(separator: ":"))
                    $0.member("amount", MoneyJSON.amount(row.line.sum.now, row.currency))
                    $0.member("before", optional: row.line.sum.before.map { MoneyJSON.amount($0, row.currency) })
                }
            }
            writer.memberArray("totals", statement.parts) { writer, part in
                writer.object {
                    $0.member("currency", part.currency.code)
                    let sums = [("income", part.income.total), ("spending", part.expenses.total), ("kept", part.kept)]
                    for (name, sum) in sums { $0.member(name, MoneyJSON.amount(sum.now, part.currency)) }
                    for (name, sum) in sums {
                        $0.member(name + "Before", optional: sum.before.map { MoneyJSON.amount($0, part.currency) })
                    }
                }
            }
            write(leftOut: statement.leftOut, to: &writer)
        }
    }

    /// Days on which nothing happened are left out.
    static func bytes(_ flows: DailyFlows, _ filter: TransactionFilter) -> [UInt8] {
        JSONWriter.object { writer in
            writeDays(filter, to: &writer)
            let rows = flows.parts.flatMap { part in
                part.minorUnits.enumerated().filter { $0.element != 0 }
                    .map { (day: flows.first.adding(days: $0.offset), part.currency, minorUnits: $0.element) }
            }
            writer.memberArray("rows", rows) { writer, row in
                writer.object {
                    $0.member("day", row.day.iso)
                    $0.member("currency", row.1.code)
                    $0.member("amount", MoneyJSON.amount(row.minorUnits, row.1))
                }
            }
            writer.memberArray("totals", flows.parts) { writer, part in
                writer.object {
                    $0.member("currency", part.currency.code)
                    $0.member("amount", MoneyJSON.amount(part.total, part.currency))
                }
            }
            write(leftOut: flows.leftOut, to: &writer)
        }
    }

    static func bytes(_ report: CurrencyReport) -> [UInt8] {
        JSONWriter.object { writer in
            writer.member("from", report.days.lowerBound.iso)
            writer.member("to", report.days.upperBound.iso)
            writer.member("base", report.base.code)
            writer.memberArray("rows", report.rows) { writer, row in
                writer.object { write(row, report.base, to: &$0) }
            }
            let sums = [
                ("worthBefore", report.worthBefore), ("worthAfter", report.worthAfter), ("income", report.income),
                ("spending", report.spending), ("held", report.held), ("exchanged", report.exchanged),
                ("gain", report.gain),
            ]
            for (name, sum) in sums { writer.member(name, MoneyJSON.amount(sum, report.base)) }
            write(leftOut: report.leftOut, to: &writer)
        }
    }

    private static func write(_ row: CurrencyReport.Row, _ base: Currency, to writer: inout JSONWriter) {
        writer.member("currency", row.currency.code)
        for (name, holding) in [("before", row.before), ("flow", row.flow), ("after", row.after)] {
            writer.member(name, MoneyJSON.amount(holding.minorUnits, row.currency))
            writer.member(name + "Value", MoneyJSON.amount(holding.value, base))
        }
        writer.member("rate", optional: row.rate?.text)
        writer.member("rateDay", optional: row.rateDay?.iso)
        for (name, sum) in [("held", row.held), ("exchanged", row.exchanged), ("gain", row.gain)] {
            writer.member(name, MoneyJSON.amount(sum, base))
        }
    }
}
