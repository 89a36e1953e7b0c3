public import Values

/// What one key of an image holds.
public enum ImageValue: Hashable, Sendable {
    case scalar(Scalar)
    case rows([[String: Scalar]])
}

/// The canonical text of images and entries: JSON with keys in byte order, no blanks, empty cells
/// left out, integers and strings only. Equal content has equal text, so texts can be digested.
public enum Canonical {
    /// Appends `"text"` with JSON escapes.
    public static func append(_ text: String, to out: inout String) {
        out.append("\"")
        if text.utf8.allSatisfy({ $0 >= 32 && $0 != 34 && $0 != 92 }) {
            out.append(text)
        } else {
            for scalar in text.unicodeScalars { escape(scalar, to: &out) }
        }
        out.append("\"")
    }

    private static func escape(_ scalar: Unicode.Scalar, to out: inout String) {
        switch scalar {
        case "\"": out.append("\\\"")
        case "\\": out.append("\\\\")
        case "\n": out.append("\\n")
        case "\r": out.append("\\r")
        case "\t": out.append("\\t")
        default:
            if scalar.value < 32 {
                let hex = String(scalar.value, radix: 16)
                out.append("\\u" + String(repeating: "0", count: 4 - hex.count) + hex)
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
    }

    /// Appends `,"key":value`, or nothing for an empty cell; the caller keeps the order of keys.
    public static func append(_ key: String, _ cell: Scalar, to out: inout String) {
        switch cell {
        case .null: return
        case .integer(let value):
            separate(&out)
            append(key, to: &out)
            out.append(":")
            out.append(String(value))
        case .text(let value):
            separate(&out)
            append(key, to: &out)
            out.append(":")
            append(value, to: &out)
        }
    }

    /// Appends `,"key":[{…},…]`; no rows are left out like an empty cell.
    public static func append(_ key: String, rows: [[String: Scalar]], to out: inout String) {
        if rows.isEmpty { return }
        separate(&out)
        append(key, to: &out)
        out.append(":[")
        for (index, row) in rows.enumerated() {
            out.append(index == 0 ? "{" : ",{")
            for (column, cell) in row.sorted(by: {
                $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
            }) {
                append(column, cell, to: &out)
            }
            out.append("}")
        }
        out.append("]")
    }

    private static func separate(_ out: inout String) {
        if let last = out.utf8.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") {
            out.append(",")
        }
    }

    /// The canonical text of a whole image.
    public static func text(_ content: [String: ImageValue]) -> String {
        var out = "{"
        for (key, value) in content.sorted(by: {
            $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
        }) {
            switch value {
            case .scalar(let cell): append(key, cell, to: &out)
            case .rows(let rows): append(key, rows: rows, to: &out)
            }
        }
        return out + "}"
    }
}
