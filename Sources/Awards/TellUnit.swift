import Accounts
import Registers
import Store
import Values

/// Who is told of what, in the write that it is about.
extension Awards {
    /// Tells the members of the unit that carries a project; nobody is told of a rehearsal.
    func tellUnit(_ project: Record, _ text: String, link: String, _ writer: Writer) throws {
        guard !project.flag("rehearsal"), let organisation = project["organisation"].integer,
            try writer.reader.hasTable("account"), try writer.reader.hasTable("membership")
        else { return }
        let accounts = try writer.reader.all(
            """
            SELECT a.id FROM account a JOIN membership m ON m.account = a.id
            WHERE m.organisation = \(organisation) AND m.state = 'in-force'
            AND a.state = 'active' ORDER BY a.id
            """
        ).compactMap { $0[0].integer }
        try writer.tell(accounts, "project", String(text.prefix(400)), link: link)
    }
}

extension Awards {
    /// Tells the officers and the head of the section that is in charge of a project.
    func tellSection(_ project: Record, _ text: String, link: String, _ writer: Writer) throws {
        guard !project.flag("rehearsal"), let section = project["section_in_charge"].text,
            try writer.reader.hasTable("account")
        else { return }
        let accounts = try writer.reader.all(
            """
            SELECT id FROM account WHERE section = \(section)
            AND role IN ('officer', 'section-head') AND state = 'active' ORDER BY id
            """
        ).compactMap { $0[0].integer }
        try writer.tell(accounts, "project", String(text.prefix(400)), link: link)
    }
}
