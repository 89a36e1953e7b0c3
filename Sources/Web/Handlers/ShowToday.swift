import Accounts
import Catalogue
import Registers
import Returns
import Store
import Values
import Work

extension Desk {
    /// What waits: today's three things first, then the rest, drafts, what one was told.
    func showToday(_ request: Request) async throws -> Response {
        let page = try await read { reader -> LeafPage in
            let lists = try waiting(reader)
            let drafts = try session.map { try accounts.drafts(reader, of: $0.account.id) } ?? []
            let members = try waitingMembers(reader)
            let approvals = try waitingApprovals(reader)
            let waitingSheets = isReceiver ? try returns.waitingSheets(reader, by: party) : []
            let back = try givenBack(reader)
            let parts: [HTML] = [
                try nearLimits(reader), try recommendBlock(reader), try consentBlock(reader),
                approvals, sheets(waitingSheets),
                three(Array(lists.prefix(3))), rest(Array(lists.dropFirst(3))), fundsStart,
                try waitingFunds(reader), Self.given(back: back), Self.members(members),
                try self.drafts(reader, drafts), starts(),
            ]
            let isNothing =
                lists.isEmpty && drafts.isEmpty && members == 0 && approvals.text.isEmpty
                && waitingSheets.isEmpty && back.isEmpty
            let frame = try frame(reader, "工作台", in: .today)
            return LeafPage(
                frame: frame,
                lead: isNothing
                    ? "今天没有等您办的事。有了会出现在这里，按到期先后排。"
                    : "先办最上面的，再看下面的。点进去逐条办理，办完就从这里消失。",
                content: "\(parts)")
        }
        return .page(page.html)
    }

    /// Work lists with something on them, the most pressing first; those of one's own section
    /// before others.
    private func waiting(_ reader: Reader) throws -> [WorklistSummary] {
        // The bureau's lists are its own business.
        guard viewer.seesInternal, viewer.role.acts.contains(.read),
            viewer.role.reach != .organisation
        else { return [] }
        let question = WorkQuestion(
            today: today, county: viewer.role.reach == .county ? viewer.county : nil)
        return try cache.work(worklists, reader, question, by: viewer).filter { summary in
            guard summary.count > 0, let register = catalogue.register(summary.worklist.register)
            else { return false }
            let section = summary.worklist.section ?? register.section
            return viewer.section == nil || section == viewer.section
        }.byUrgency
    }

    /// A record that was given back to whom it belongs, to be changed and handed in again.
    private struct GivenBack {
        let register: Register
        let id: Int64
        let label: String
        let state: String
        let since: String
    }

    private func givenBack(_ reader: Reader) throws -> [GivenBack] {
        guard viewer.isLimited else { return [] }
        return try catalogue.registers.flatMap { register -> [GivenBack] in
            let cycle = catalogue.lifecycle(of: register)
            let states = cycle.states.filter { $0.isWithOwner && $0.name != cycle.initial }
            guard !states.isEmpty, registry.may(viewer, .change, on: register),
                let scope = RecordScope(viewer, register).condition()
            else { return [] }
            let names = states.map { "\($0.name)" as SQL }.joined(", ")
            let rows = try reader.all(
                """
                SELECT id, state, state_since FROM \(table: register.table)
                WHERE \(scope) AND state IN (\(names)) ORDER BY state_since, id LIMIT 20
                """)
            let ids = rows.compactMap { $0[0].integer }
            let labels = try registry.labels(reader, register.name, ids: ids)
            return rows.map { row in
                GivenBack(
                    register: register, id: row[0].integer ?? 0,
                    label: labels[row[0].integer ?? 0] ?? "",
                    state: cycle.title(of: row[1].text ?? ""), since: row[2].text ?? "")
            }
        }
    }

    private static func given(back records: [GivenBack]) -> HTML {
        guard !records.isEmpty else { return "" }
        let items = records.map { record -> HTML in
            """
            <li><a href="\(Link.record(record.register.name, record.id))">\(record.register.title)：\(record.label)</a> \
            <small>\(record.state)，自 \(record.since)</small></li>
            """
        }
        return """
            <section class="group"><h2>退回给您改的<small>\(records.count) 件</small></h2>\
            <ul class="plain">\(items)</ul></section>
            """
    }

    private func waitingMembers(_ reader: Reader) throws -> Int {
        guard Accounts.seesMembers(viewer) else { return 0 }
        return try accounts.members(reader, by: viewer)
            .count { $0.state == "claimed" && accounts.mayDecide(viewer, $0) }
    }

    private func three(_ lists: [WorklistSummary]) -> HTML {
        guard !lists.isEmpty else { return "" }
        let cards = lists.map { list -> HTML in
            """
            <li><a class="todo" href="\(Link.worklist(list.worklist.name))"><b>\(list.worklist.title)</b>\
            <span class="count">\(Numbers.grouped(String(list.count)))<small>件</small></span>\(Self.urgency(list))\
            <span class="when">\(when(list))</span><span class="note">\(list.worklist.todo)</span></a></li>
            """
        }
        return """
            <section class="group"><h2>先办这\(["", "一", "两", "三"][lists.count])件</h2><ol class="todos">\(cards)</ol></section>
            """
    }

    private static func urgency(_ list: WorklistSummary) -> HTML {
        if list.overdue > 0 {
            return "<span class=\"overdue\">\(Numbers.grouped(String(list.overdue))) 件已过期</span>"
        }
        if list.dueSoon > 0 {
            return "<span class=\"soon\">\(Numbers.grouped(String(list.dueSoon))) 件七天内到期</span>"
        }
        return "<span class=\"note\">没有快到期的</span>"
    }

    /// By when the first is due, and since when the longest has been waiting.
    private func when(_ list: WorklistSummary) -> String {
        let due = list.earliest.map {
            "最早 \($0.iso) 到期，" + DueWords.text($0, today: today, catalogue.calendar)
        }
        let since = list.since.map { "等得最久的自 \($0.iso)" }
        return [due, since].compactMap { $0 }.joined(separator: "；")
    }

    private func rest(_ lists: [WorklistSummary]) -> HTML {
        guard !lists.isEmpty else { return "" }
        let rows = lists.map { list -> [HTML] in
            [
                "<a href=\"\(Link.worklist(list.worklist.name))\">\(list.worklist.title)</a>",
                "\(list.count)", "\(list.overdue)", "\(list.dueSoon)",
                "\(list.earliest?.iso ?? "—")", "\(list.since?.iso ?? "—")",
            ]
        }
        let table = Table(
            caption: "接着办",
            columns: [
                .init(title: "工作清单"), .init(title: "件数", isNumber: true),
                .init(title: "已过期", isNumber: true), .init(title: "七天内到期", isNumber: true),
                .init(title: "最早到期", isTight: true),
                .init(title: "等得最久的自", isTight: true),
            ], rows: rows)
        return "<section class=\"group\"><h2>接着办</h2>\(table.html)</section>"
    }

    /// Sheets that the county or organisation has to fill in, what is due first before the rest.
    private func sheets(_ waiting: [SheetView]) -> HTML {
        guard !waiting.isEmpty else { return "" }
        let rows = waiting.map { view -> [HTML] in
            [
                "<a href=\"\(Link.sheet(view.sheet.id))\">\(view.form.name)</a>", due(view.sheet),
                returnPill(view.sheet.state, of: "collection-sheet").html,
            ]
        }
        let table = Table(
            caption: "等着填的报表",
            columns: [.init(title: "报表"), .init(title: "截止"), .init(title: "状态")], rows: rows)
        return """
            <section class="group"><h2>等着填的报表<small>\(waiting.count) 张</small></h2>\(table.html)</section>
            """
    }

    private static func members(_ count: Int) -> HTML {
        guard count > 0 else { return "" }
        return """
            <section class="group"><h2>等您确认的人</h2>\
            <p><a href="\(Link.members)">\(count) 位单位成员等确认</a></p></section>
            """
    }

    private func drafts(_ reader: Reader, _ drafts: [FormDraft]) throws -> HTML {
        guard !drafts.isEmpty else { return "" }
        let items = try drafts.compactMap { draft -> HTML? in
            guard let register = catalogue.register(draft.register) else { return nil }
            let link: Link =
                Self.place(of: draft) ?? draft.record.map {
                    .editRecord(register.name, $0, draft: draft.key)
                }
                ?? .newRecord(register.name, draft: draft.key)
            let known = try draft.record.map {
                try registry.labels(reader, register.name, ids: [$0], by: viewer)[$0] ?? "#\($0)"
            }
            let label = draft[register.label] ?? known ?? ""
            let name = label.isEmpty ? "还没有名称" : label
            return """
                <li><a href="\(link)">\(register.title)：\(name)</a> \
                <small>\(draft.record == nil ? "新建" : "修改")，存于 \(draft.saved.businessTime)</small></li>
                """
        }
        return """
            <section class="group"><h2>没填完的草稿<small>\(items.count) 份</small></h2>\
            <ul class="plain">\(items)</ul></section>
            """
    }

    /// Where one may begin something.
    private func starts() -> HTML {
        let mine = catalogue.registers.filter { register in
            registry.may(viewer, .create, on: register)
                && (viewer.section == nil || register.section == viewer.section)
        }
        guard viewer.account != nil, !mine.isEmpty, viewer.seesInternal else { return "" }
        let items = mine.prefix(30).map { register -> HTML in
            "<li><a class=\"btn\" href=\"\(Link.newRecord(register.name))\">新建\(register.title)</a></li>"
        }
        return "<section class=\"group\"><h2>可以新建</h2><ul class=\"starts\">\(items)</ul></section>"
    }
}
