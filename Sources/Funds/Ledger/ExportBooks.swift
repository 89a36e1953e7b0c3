import Catalogue
import Documents
import Registers
public import Store
import Values

extension Ledger {
    /// Every transfer in the order of the books, as CSV with Chinese headings; amounts in yuan with
    /// two decimals.
    /// - Parameters:
    ///   - book: of one book; nil for all.
    ///   - earmark: of one special fund; nil for all.
    public func csv(
        _ reader: Reader, book: LedgerAccount.Book? = nil, earmark: Int64? = nil
    ) throws -> String {
        var conditions: [SQL] = []
        if let book { conditions.append("t.ledger = \(book.rawValue)") }
        if let earmark {
            conditions.append("(d.earmark = \(earmark) OR c.earmark = \(earmark))")
        }
        let filter: SQL = conditions.isEmpty ? "" : " WHERE \(conditions.joined(" AND "))"
        let catalogue = registry.catalogue
        func title(_ list: String, _ code: Scalar) -> String {
            code.text.map { catalogue.list(list)?.title(of: $0) ?? $0 } ?? ""
        }
        var rows: [[String]] = []
        try reader.each(
            """
            SELECT t.id, t.booked_on, t.ledger, t.event, t.phase, c.code, c.title, d.code, d.title,
            t.amount, f.name, t.doc_no, t.about_register, t.about_record, t.settles, t.reverses,
            t.key, t.note
            FROM ledger_transfer t JOIN ledger_account c ON c.id = t.credit
            JOIN ledger_account d ON d.id = t.debit
            LEFT JOIN special_fund f ON f.id = coalesce(d.earmark, c.earmark)\(filter)
            ORDER BY t.id
            """
        ) { row in
            rows.append([
                "\(row[0])", "\(row[1])", title("ledgers", row[2]),
                title("ledger-events", row[3]), title("ledger-phases", row[4]), "\(row[5])",
                "\(row[6])", "\(row[7])", "\(row[8])",
                Money(fen: row[9].integer ?? 0).text(in: .yuan, decimals: 2), "\(row[10])",
                "\(row[11])", "\(row[12])", "\(row[13])", "\(row[14])", "\(row[15])", "\(row[16])",
                "\(row[17])",
            ])
        }
        return CSVWriter.text(
            header: [
                "流水", "业务日期", "账簿", "事项", "方式", "付方账户", "付方", "收方账户", "收方", "金额（元）",
                "专项资金", "文号", "依据登记册", "依据记录", "了结流水", "冲销流水", "流水号", "摘要",
            ], rows: rows, byteOrderMark: true)
    }
}
