import Values

/// What a form sent, read back by the names its controls give: each control has its reader here.
struct PostedForm: Sendable {
    /// What was given where a record was asked for.
    enum RecordAnswer: Hashable, Sendable {
        case none
        case chosen(Int64)
        /// A text still to be looked up: a name, a code, `#12`.
        case typed(String)
    }

    /// A button of a table of rows, pressed where there is no script.
    enum RowAct: Hashable, Sendable {
        case add(field: String)
        case remove(field: String, row: Int)
    }

    let values: Parameters

    /// What was typed, without blanks around it.
    func text(_ name: String) -> String {
        (values[name] ?? "").trimmedOfBlanks
    }

    /// Every value of that name: the files to take away.
    func all(_ name: String) -> [String] {
        values.items.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
    }

    /// The number and its unit, 元 where none was sent.
    func money(_ name: String) -> (text: String, unit: MoneyUnit) {
        (text(name), MoneyUnit(rawValue: text(name + ".unit")) ?? .yuan)
    }

    /// The record chosen, if its id was chosen for the text that stands there.
    func record(_ name: String) -> RecordAnswer {
        let typed = text(name)
        guard !typed.isEmpty else { return .none }
        if typed == text(name + ".label"), let id = Int64(text(name + ".id")) {
            return .chosen(id)
        }
        return .typed(typed)
    }

    /// The region's code, or what was typed for one elsewhere.
    func region(_ name: String) -> String {
        let code = text(name)
        return code == RegionControl.elsewhere ? text(name + ".other") : code
    }

    /// The cells of each row by column, in the order of the rows; rows without any text are gone.
    func rows(_ name: String) -> [[String: String]] {
        var rows: [Int: [String: String]] = [:]
        for item in values.items where item.name.hasPrefix(name + ".") {
            // A column without a name holds open a row that was asked for and is still empty.
            let parts = item.name.dropFirst(name.utf8.count + 1).split(
                separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let row = Int(parts[0]), (0..<100_000).contains(row)
            else { continue }
            rows[row, default: [:]][String(parts[1])] = item.value.trimmedOfBlanks
        }
        return rows.sorted { $0.key < $1.key }.map(\.value)
            .filter { $0.values.contains { !$0.isEmpty } }
    }

    /// The button of a table that was pressed.
    var rowAct: RowAct? {
        for item in values.items where !item.value.isEmpty {
            let parts = item.name.split(separator: ".").map(String.init)
            if parts.count == 2, parts[0] == "add" { return .add(field: parts[1]) }
            if parts.count == 3, parts[0] == "remove", let row = Int(parts[2]), row >= 0 {
                return .remove(field: parts[1], row: row)
            }
        }
        return nil
    }
}

extension String {
    /// Without blanks around it, the ideographic one among them.
    fileprivate var trimmedOfBlanks: String {
        let start = drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
