/// A table of rows: each cell an input, rows added and taken away by buttons that send the form
/// where there is no script. A block copied from a spreadsheet is pasted from the cell on.
///
/// Sends a cell as `NAME.ROW.COLUMN`, rows from 0; the buttons as `add.NAME` and `remove.NAME.ROW`.
struct RowsControl: FieldControl {
    struct Column: Sendable {
        enum Kind: Sendable {
            case text(most: Int?)
            case number(decimals: Int)
            case date
            case choice([ChoiceControl.Option])
        }

        let name: String
        let title: String
        /// Stands in the heading: `万元`.
        var unit: String?
        var kind = Kind.text(most: nil)
        var isRequired = false
        /// Shown and sent along, not typed: the title of a fixed row.
        var isFixed = false

        var heading: String { unit.map { "\(title)（\($0)）" } ?? title }
    }

    struct Row: Sendable {
        /// One text a column.
        let cells: [String]
        /// By the name of the column.
        var problems: [String: String] = [:]
        /// What whoever returned the form wrote at a cell.
        var remarks: [String: String] = [:]
        /// What stands beside a cell to compare with: `上期 12`.
        var beside: [String: String] = [:]
    }

    let columns: [Column]
    let rows: [Row]
    /// Rows that there may be.
    var most = 500
    /// Computed sums, by the name of the column; the script keeps them while one types.
    var totals: [String: String]?
    /// Rows that are given: none is added or taken away.
    var isClosed = false

    var isGroup: Bool { true }

    func problems(_ place: FieldPlace) -> [(id: String, words: String)] {
        rows.enumerated().flatMap { index, row in
            columns.compactMap { column in
                row.problems[column.name].map {
                    (id(place, index, column), "第 \(index + 1) 行“\(column.title)”\($0)")
                }
            }
        }
    }

    /// There is always a row to type in.
    private var shown: [Row] { rows.isEmpty ? [Row(cells: [])] : rows }

    private func id(_ place: FieldPlace, _ row: Int, _ column: Column) -> String {
        "\(place.id)-\(row)-\(column.name)"
    }

    func html(_ place: FieldPlace) -> HTML {
        let headings = columns.map { column -> HTML in
            let need: HTML? = column.isRequired ? "<span class=\"need\">必填</span>" : nil
            return "<th scope=\"col\">\(column.heading)\(need)</th>"
        }
        let lines = shown.indices.map { line($0, place) }
        return """
            <div class="grid" id="\(place.id)" tabindex="-1" data-rows="\(place.name)" data-most="\(isClosed ? shown.count : most)">\
            <div class="scroll" role="region" aria-label="\(place.title)" tabindex="0">\
            <table class="table table-sm"><caption class="visually-hidden">\(place.title)，共 \(rows.count) 行</caption>\
            <thead><tr><th scope="col">行</th>\(headings)\(isClosed ? HTML.empty : Self.removal)</tr></thead>\
            <tbody>\(lines)</tbody>\(foot)</table></div>\
            <div class="row-tools">\(isClosed ? HTML.empty : addition(place))\
            <p class="form-text">可以从 Excel 复制一块，点中起始格后粘贴；回车到下一行。</p></div></div>
            """
    }

    private static let removal: HTML = """
        <th scope="col"><span class="visually-hidden">删行</span></th>
        """

    private func addition(_ place: FieldPlace) -> HTML {
        """
        <button class="btn" name="add.\(place.name)" value="1" formnovalidate>＋ 加一行</button>
        """
    }

    private func line(_ index: Int, _ place: FieldPlace) -> HTML {
        let cells = columns.enumerated().map { position, column -> HTML in
            let cells = shown[index].cells
            let text = cells.indices.contains(position) ? cells[position] : ""
            return """
                <td data-label="\(column.heading)">\(cell(index, column, text, place))</td>
                """
        }
        let remove: HTML = """
            <td class="act"><button class="btn btn-link" name="remove.\(place.name).\(index)" value="1" \
            formnovalidate aria-label="删第 \(index + 1) 行">删</button></td>
            """
        return """
            <tr><th scope="row">\(index + 1)</th>\(cells)\(isClosed ? HTML.empty : remove)</tr>

            """
    }

    private func cell(_ row: Int, _ column: Column, _ text: String, _ place: FieldPlace) -> HTML {
        let id = id(place, row, column)
        if column.isFixed {
            return """
                <span class="fixed-cell" id="\(id)" tabindex="-1">\(text)</span>\
                <input type="hidden" name="\(place.name).\(row).\(column.name)" value="\(text)">
                """
        }
        let problem = shown[row].problems[column.name]
        let remark = shown[row].remarks[column.name]
        let beside = shown[row].beside[column.name]
        let about = [
            problem.map { _ in id + "-problem" }, remark.map { _ in id + "-remark" },
            beside.map { _ in id + "-beside" },
        ].compactMap { $0 }.joined(separator: " ")
        let common: HTML = """
            id="\(id)" name="\(place.name).\(row).\(column.name)" \
            aria-label="第 \(row + 1) 行 \(column.title)" data-column="\(column.name)"\
            \(attribute: "aria-describedby", about.isEmpty ? nil : about)\
            \(attribute: "aria-invalid", problem == nil ? nil : "true")
            """
        let told: HTML? = problem.map {
            "<p class=\"problem\" id=\"\(id)-problem\"><span aria-hidden=\"true\">✕</span> \($0)</p>"
        }
        let returned: HTML? = remark.map {
            "<p class=\"remark\" id=\"\(id)-remark\"><b>退回意见</b> \($0)</p>"
        }
        let compared: HTML? = beside.map { "<p class=\"beside\" id=\"\(id)-beside\">\($0)</p>" }
        return """
            \(input(column, text, common, wrong: problem == nil ? "" : " is-invalid"))\(compared)\(told)\(returned)
            """
    }

    private func input(_ column: Column, _ text: String, _ common: HTML, wrong: String) -> HTML {
        switch column.kind {
        case .text(let most):
            return """
                <input type="text" class="form-control\(wrong)" \(common)\
                \(attribute: "maxlength", most.map(String.init)) autocomplete="off" value="\(text)">
                """
        case .number(let decimals):
            return """
                <input type="text" inputmode="\(decimals > 0 ? "decimal" : "numeric")" \
                class="form-control figure-input\(wrong)" \(common) autocomplete="off" value="\(text)">
                """
        case .date:
            return """
                <input type="text" class="form-control day\(wrong)" \(common) autocomplete="off" \
                value="\(text)" placeholder="2025-03-01">
                """
        case .choice(let options):
            let items = options.map { option -> HTML in
                """
                <option value="\(option.value)"\(option.value == text ? " selected" : HTML.empty)>\
                \(option.title)</option>
                """
            }
            return """
                <select class="form-select\(wrong)" \(common)><option value=""></option>\(items)</select>
                """
        }
    }

    private var foot: HTML? {
        guard let totals else { return nil }
        let cells = columns.map { column -> HTML in
            """
            <td class="num" data-label="\(column.heading)合计"\
            \(attribute: "data-total", totals[column.name] == nil ? nil : column.name)>\
            \(totals[column.name].map(Numbers.grouped) ?? "")</td>
            """
        }
        let last: HTML = isClosed ? "" : "<td></td>"
        return "<tfoot><tr><th scope=\"row\">合计</th>\(cells)\(last)</tr></tfoot>"
    }
}
