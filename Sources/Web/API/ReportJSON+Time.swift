import JSON
import Money
import Primitives

extension ReportJSON {
    static func bytes(_ report: TrendReport, _ filter: TransactionFilter) -> [UInt8] {
        JSONWriter.object { writer in
            writeDays(filter, to: &writer)
            writer.member("by", report.step.rawValue)
            let rows = report.parts.flatMap { part in part.points.map { (currency: part.currency, point: $0) } }
            writer.memberArray("rows", rows) { writer, row in
                func amount(_ minorUnits: Int64?) -> String? {
                    minorUnits.map { MoneyJSON.amount($0, row.currency) }
                }
                writer.object {
                    $0.member("currency", row.currency.code)
                    $0.member("from", row.point.first.iso)
                    $0.member("to", row.point.last.iso)
                    $0.member("partial", row.point.isPartial)
                    $0.member("amount", MoneyJSON.amount(row.point.minorUnits, row.currency))
                    $0.member("average", optional: amount(row.point.average))
                    $0.member("yearBefore", optional: amount(row.point.yearBefore))
                    $0.member("change", optional: amount(row.point.change))
                }
            }
            write(leftOut: report.leftOut, to: &writer)
        }
    }

    static func bytes(_ sheet: BalanceSheet) -> [UInt8] {
        JSONWriter.object { writer in
            writer.member("to", sheet.day.iso)
            writer.member("beside", optional: sheet.besides?.iso)
            let rows = sheet.parts.flatMap { part in
                [("assets", part.assets), ("liabilities", part.liabilities)].flatMap { name, side in
                    side.lines.map { (currency: part.currency, side: name, line: $0) }
                }
            }
            writer.memberArray("rows", rows) { writer, row in
                writer.object {
                    $0.member("currency", row.currency.code)
                    $0.member("side", row.side)
                    $0.member("account", row.line.account.id.text)
                    $0.member("accountName", row.line.account.name)
                    $0.member("amount", MoneyJSON.amount(row.line.sum.now, row.currency))
                    $0.member("before", optional: row.line.sum.before.map { MoneyJSON.amount($0, row.currency) })
                }
            }
            writer.memberArray("totals", sheet.parts) { writer, part in
                writer.object {
                    $0.member("currency", part.currency.code)
                    let sums = [
                        ("assets", part.assets.total), ("liabilities", part.liabilities.total), ("net", part.net),
                    ]
                    for (name, sum) in sums { $0.member(name, MoneyJSON.amount(sum.now, part.currency)) }
                    for (name, sum) in sums {
                        $0.member(name + "Before", optional: sum.before.map { MoneyJSON.amount($0, part.currency) })
                    }
                }
            }
            write(leftOut: sheet.leftOut, to: &writer)
        }
    }
}
