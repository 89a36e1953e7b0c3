import Foundation
import Journal
import Values

/// Rows written in one cell as JSON: `[{"on": "2025-03-01", "amount": "12.50"}]`.
enum RowsText {
    static func parse(_ text: String) -> [[String: String]]? {
        try? JSONDecoder().decode([[String: Cell]].self, from: Data(text.utf8))
            .map { $0.mapValues(\.text) }
    }

    static func text(_ rows: [[String: String]]) -> String {
        var out = "["
        for (index, row) in rows.enumerated() {
            out += index == 0 ? "{" : ",{"
            for (key, value) in row.sorted(by: { $0.key < $1.key }) {
                Canonical.append(key, .text(value), to: &out)
            }
            out += "}"
        }
        return out + "]"
    }

    /// A JSON string or number, kept as it is written.
    private struct Cell: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self.text = text
            } else if let truth = try? container.decode(Bool.self) {
                text = truth ? "是" : "否"
            } else {
                text = "\(try container.decode(Decimal.self))"
            }
        }
    }
}
