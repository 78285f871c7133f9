/// A report as a page or a paper lays it out: headings, lines, tables and charts, top to bottom.
package enum ReportBlock: Hashable, Sendable {
    /// A label and what it says.
    package struct Line: Hashable, Sendable {
        package let label: String
        package let value: String

        package init(label: String, value: String) {
            self.label = label
            self.value = value
        }
    }

    package struct Table: Hashable, Sendable {
        package let columns: [String]
        /// Columns of numbers, which stand at the right.
        package let numbers: Set<Int>
        /// Each as many cells as columns.
        package let rows: [[String]]

        package init(columns: [String], numbers: Set<Int>, rows: [[String]]) {
            self.columns = columns
            self.numbers = numbers
            self.rows = rows
        }
    }

    /// Temperatures of one cycle.
    package struct Chart: Hashable, Sendable {
        package struct Point: Hashable, Sendable {
            /// 1 on the start.
            package let day: Int
            /// Hundredths of °C.
            package let value: Int
            package let isLeftOut: Bool
        }

        package let title: String
        package let points: [Point]
        /// Days that the chart spans: the cycle, or so far.
        package let length: Int
        /// Hundredths of °C.
        package let coverLine: Int?
        /// Of the whole and half degrees in the range, lowest first.
        package let marks: [Mark]

        package struct Mark: Hashable, Sendable {
            package let value: Int
            package let text: String
        }
    }

    case title(String)
    case heading(String)
    case lines([Line])
    case table(Table)
    case chart(Chart)
    case text(String)
    case smallPrint(String)
}
