import Accounts
import Catalogue
import Registers
import Store
import Values

/// Who is told of what, in the write that it is about: nobody is told of what did not happen.
extension Returns {
    /// A page's address under which a notice is followed up.
    static func path(sheet id: Int64) -> String { "/returns/sheets/\(id)" }

    /// Tells the people of the county or organisation whose sheet it is.
    func tellReceiver(_ sheet: Record, _ kind: String, _ text: String, _ writer: Writer) throws {
        guard try writer.reader.hasTable("account") else { return }
        let found: [[Scalar]]
        if let organisation = sheet["organisation"].integer {
            found = try writer.reader.all(
                """
                SELECT a.id FROM account a JOIN membership m ON m.account = a.id
                WHERE m.organisation = \(organisation) AND m.state = 'in-force'
                AND a.state = 'active' ORDER BY a.id
                """)
        } else {
            found = try writer.reader.all(
                """
                SELECT id FROM account WHERE role = 'clerk' AND county = \(sheet["county"])
                AND state = 'active' ORDER BY id
                """)
        }
        try writer.tell(
            found.compactMap { $0[0].integer }, kind, text, link: Self.path(sheet: sheet.id))
    }

    /// Tells the officers of the section that answers for the return.
    func tellSection(_ form: ReturnForm, _ sheet: Record, _ text: String, _ writer: Writer) throws {
        guard try writer.reader.hasTable("account") else { return }
        let found = try writer.reader.all(
            """
            SELECT id FROM account WHERE role IN ('officer', 'section-head')
            AND section = \(form.section) AND state = 'active' ORDER BY id
            """)
        try writer.tell(
            found.compactMap { $0[0].integer }, "sheet-sent", text,
            link: Self.path(sheet: sheet.id))
    }

    func tellSent(_ form: ReturnForm, _ sheet: Record, _ writer: Writer) throws {
        let late = sheet["late"].integer == 1 ? "（逾期）" : ""
        let receiver = sheet["receiver"].text ?? ""
        try tellSection(form, sheet, "\(receiver)报送了《\(form.name)》\(late)", writer)
    }
}
