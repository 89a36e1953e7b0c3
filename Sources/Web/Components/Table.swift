/// A table of records or numbers: a row's first cell is its heading; on a phone a row becomes
/// name–value pairs.
struct Table: Sendable {
    struct Column: Sendable {
        let title: String
        /// Right-aligned, figures of one width.
        var isNumber = false
        /// Short texts that are not broken into lines: dates, codes.
        var isTight = false
        /// Where the heading leads to sort by it.
        var sort: Link?
        /// How the rows are sorted by it now.
        var order: Order?

        enum Order: String, Sendable { case ascending, descending }
    }

    /// What the table is, for those who cannot see where it stands.
    let caption: String
    var showsCaption = false
    var id: String?
    let columns: [Column]
    let rows: [[HTML]]
    /// A last row of sums.
    var total: [HTML]?
    /// Rows of 36 px, for long lists.
    var isDense = false

    private var sorts: Bool { columns.contains { $0.sort != nil } }

    var html: HTML {
        assert(rows.allSatisfy { $0.count == columns.count }, "\(caption): a cell for each column")
        var text = ""
        text.reserveCapacity(1_024 + rows.count * columns.count * 96)
        let open: HTML = """
            <div class="scroll" role="region" aria-label="\(caption)" tabindex="0">\
            <table\(attribute: "id", id) class="table table-hover\(isDense ? " table-sm" : "")"><caption\(attribute: "class", showsCaption ? nil : "visually-hidden")>\
            \(caption)</caption><thead\(attribute: "class", sorts ? "sorts" : nil)><tr>\(each: columns, Self.heading)</tr></thead><tbody>
            """
        text += open.text
        let tags = columns.map(Self.cellTag)
        for row in rows { Self.append(row, tags, to: &text) }
        text += "</tbody>"
        if let total {
            text += "<tfoot>"
            Self.append(total, tags, to: &text)
            text += "</tfoot>"
        }
        text += "</table></div>"
        return HTML(trusted: text)
    }

    private static func append(_ row: [HTML], _ tags: [String], to text: inout String) {
        text += "<tr>"
        for (index, cell) in row.enumerated() {
            if index == 0 {
                text += "<th scope=\"row\">"
                text += cell.text
                text += "</th>"
            } else {
                text += index < tags.count ? tags[index] : "<td>"
                text += cell.text
                text += "</td>"
            }
        }
        text += "</tr>\n"
    }

    private static func cellTag(_ column: Column) -> String {
        let tag: HTML = """
            <td\(attribute: "class", column.isNumber ? "num" : column.isTight ? "tight" : nil) data-label="\(column.title)">
            """
        return tag.text
    }

    private static func heading(_ column: Column) -> HTML {
        let content: HTML =
            if let link = column.sort {
                "<a href=\"\(link)\">\(column.title)\(mark(column.order))</a>"
            } else {
                "\(column.title)"
            }
        return """
            <th scope="col"\(attribute: "class", column.isNumber ? "num" : nil)\
            \(attribute: "aria-sort", column.order?.rawValue)>\(content)</th>
            """
    }

    private static func mark(_ order: Column.Order?) -> HTML {
        switch order {
        case .ascending: " <span aria-hidden=\"true\">▲</span>"
        case .descending: " <span aria-hidden=\"true\">▼</span>"
        case nil: ""
        }
    }
}
