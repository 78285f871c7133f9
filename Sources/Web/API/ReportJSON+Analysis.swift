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
        }
    }
}
