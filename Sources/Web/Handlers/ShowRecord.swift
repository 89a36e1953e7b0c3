import Applications
import Approvals
import Awards
import Catalogue
import Funds
import Journal
import Registers
import Reports
import Returns
import Store
import Values

extension Desk {
    /// One record with its history.
    func showRecord(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        let done = request.parameters["done"]
        let model = try await read { reader in
            var view = try recordView(reader, register, id)
            view.told = try told(reader, register, id, done, view.frame)
            return view
        }
        return .page(model.html)
    }

    func recordID(_ request: Request, _ register: Register) throws -> Int64 {
        let text = request.arguments["id"] ?? ""
        guard let id = Int64(text), id > 0 else {
            throw WebError.badParameter(
                title: "记录编号", value: text, rule: "应是从 1 起的整数",
                advice: "从“\(register.title)”的列表里找这条记录。")
        }
        return id
    }

    private func recordView(_ reader: Reader, _ register: Register, _ id: Int64) throws
        -> RecordView
    {
        let record = try registry.record(reader, register, id, by: viewer)
        let label =
            try registry.labels(reader, register.name, ids: [id], by: viewer)[id] ?? "#\(id)"
        return RecordView(
            frame: try frame(
                reader, label, in: .registers,
                trail: [
                    Crumb(title: "登记册", link: .registers),
                    Crumb(title: register.title, link: .register(register.name)),
                ]),
            register: register.title,
            state: Pill(state: record.state, in: catalogue.lifecycle(of: register)),
            since: record.stateSince, id: id, version: record.version,
            groups: try groups(reader, record, register),
            tables: try tables(reader, record, register),
            steps: try steps(reader, register, id), acts: try acts(reader, record, register),
            approval: try approvalSteps(reader, register, id),
            givenBack: try givenBackView(reader, record, register),
            files: try attachedFiles(reader, of: record, in: register),
            registerName: register.name)
    }

    /// The cells of a record, its own first.
    func groups(_ reader: Reader, _ record: Record, _ register: Register) throws
        -> [RecordView.Group]
    {
        let fields = register.seen(by: viewer).fields.filter { $0.type.columns == nil }
        return [
            try group(reader, "登记内容", record, register, fields.filter { !$0.isCommon }),
            try group(reader, "来源与归口", record, register, fields.filter(\.isCommon)),
        ].filter { !$0.pairs.isEmpty || !$0.unfilled.isEmpty }
    }

    /// The rows of a record.
    func tables(_ reader: Reader, _ record: Record, _ register: Register) throws -> [Table] {
        try register.seen(by: viewer).rowFields.compactMap {
            try rows(reader, record, register, $0)
        }
    }

    /// What may be done with a record by whoever looks: moves that others have to agree to are
    /// asked for.
    private func acts(_ reader: Reader, _ record: Record, _ register: Register) throws
        -> [(title: String, link: Link)]
    {
        var acts = place(of: record, register).map { [$0] } ?? []
        if let open = try approvals.open(reader, register.name, record.id) {
            if try approvals.maySee(reader, viewer, open) {
                acts.append(("看审批到哪一关", .approval(open.id)))
            }
        } else if register.name != Allocations.papers {
            // A paper is asked for on its own page, which says what is still missing.
            acts += approvals.askable(viewer, record, register).map {
                ("报批：\($0.move.title)", .askApproval(register.name, record.id, $0.move.name))
            }
        }
        let moves = registry.moves(viewer, record, in: register).filter {
            catalogue.approval(of: register, before: $0.name) == nil
        }
        func links(_ moves: [Lifecycle.Move]) -> [(title: String, link: Link)] {
            moves.map { ($0.title, Link.moveRecord(register.name, record.id, $0.name)) }
        }
        // What goes on comes first; what takes something away, and so asks why, comes last.
        acts += links(moves.filter { !$0.reasonRequired })
        if registry.mayChange(viewer, record, in: register) {
            acts.append(("修改", .editRecord(register.name, record.id)))
        }
        if registry.may(viewer, .create, on: register), viewer.seesInternal {
            acts.append(("照此新建", .newRecord(register.name, from: record.id)))
        }
        acts += moneyPages(of: record)
        acts += trailPages(of: record)
        if viewer.role.may(.export, on: register), !papers.templates(of: register).isEmpty {
            acts.append(("打印件", Link(.recordPapers, [register.name, String(record.id)])))
        }
        acts += links(moves.filter(\.reasonRequired))
        if registry.may(viewer, .withdraw, on: register),
            registry.mayChange(viewer, record, in: register)
        {
            acts.append(("撤回", .withdrawRecord(register.name, record.id)))
            if register.name == "organisation", !viewer.isLimited {
                acts.append(("合并重复", .mergeOrganisation(record.id)))
            }
        }
        return acts
    }

    /// Returns and their sheets have pages of their own, where things are done with them.
    private func place(of record: Record, _ register: Register) -> (title: String, link: Link)? {
        switch register.name {
        case "collection":
            ReturnPolicy.mayManage(
                party.standing, section: record["responsible_section"].text ?? "")
                ? ("打开报表", .returnTask(record.id)) : nil
        case "collection-sheet": ("打开填报表", .sheet(record.id))
        case Allocations.papers:
            viewer.isLimited ? nil : ("打开指标文", .fundPaper(record.id))
        case Allocations.lines: ("看钱走到哪一步", .allocation(record.id))
        case Applications.recommendations:
            viewer.isLimited
                ? ("办推荐", .of(.recommendationDesk, record["call"].integer ?? 0)) : nil
        case Applications.findings, Applications.formalChecks, Applications.appeals:
            (
                "打开审查",
                .of(
                    viewer.isLimited ? .formalCheck : .checkApplication,
                    record["application"].integer ?? 0)
            )
        case Applications.jointChecks: ("打开联审", .of(.askDepartments, record["call"].integer ?? 0))
        case Awards.projects: ("打开项目", .project(record.id))
        case Awards.contracts:
            ("打开任务书", .projectContract(record["project"].integer ?? 0))
        case Awards.reports, Awards.changes, Awards.acceptances, Awards.scienceReports,
            Awards.results, Awards.expenditureChecks:
            ("打开项目", .project(record["project"].integer ?? 0))
        default: nil
        }
    }

    /// What was done just now, with the way back while nobody has gone on from there.
    private func told(
        _ reader: Reader, _ register: Register, _ id: Int64, _ done: String?, _ frame: Frame
    ) throws -> HTML? {
        guard let done else { return nil }
        let words = [
            "created": "已提交", "changed": "已保存", "moved": "已办理", "undone": "已撤销上一步",
            "attached": "文件已保存",
        ]
        guard let word = words[done] else { return nil }
        let last = try registry.undoable(reader, register, id, by: viewer)
        let mayUndo = !["undone", "attached"].contains(done) && last != nil
        let undo: HTML =
            mayUndo
            ? """
            <form class="line" method="post" action="\(Link(.undoRecord, [register.name, String(id)]))">\
            \(frame.csrfField)<button class="btn">撤销这一步</button></form>
            """ : ""
        return """
            <div class="notice done" role="status"><p><span aria-hidden="true">✓</span> \(word)，已记入日志。</p>\(undo)</div>
            """
    }

    private func group(
        _ reader: Reader, _ title: String, _ record: Record, _ register: Register,
        _ fields: [Field]
    ) throws -> RecordView.Group {
        let filled = fields.filter { !record[$0.name].isNull }
        return RecordView.Group(
            title: title, pairs: try filled.map { try pair(reader, record, register, $0) },
            unfilled: fields.filter {
                record[$0.name].isNull && register.asks($0, of: record.fields)
            }.map(\.title))
    }

    private func pair(
        _ reader: Reader, _ record: Record, _ register: Register, _ field: Field
    ) throws -> RecordView.Pair {
        let text = try registry.text(reader, record, field, by: viewer)
        var value: HTML = "\(Numbers.cell(text, field.type))"
        if let target = field.type.target, let id = record[field.name].integer,
            registry.may(viewer, .read, on: try registry.register(target))
        {
            value = "<a href=\"\(Link.record(target, id))\">\(text)</a>"
        } else if field.type == .money {
            value = "\(Numbers.grouped(text)) <span class=\"minor\">元</span>"
        } else if field.personal, !viewer.seesPersonal(in: register) {
            value = "<span class=\"masked\">\(text)</span>"
        }
        return RecordView.Pair(
            title: field.title, value: value, isLong: text.count > 40, help: field.help)
    }

    private func rows(
        _ reader: Reader, _ record: Record, _ register: Register, _ field: Field
    ) throws -> Table? {
        let rows = record.rows[field.name] ?? []
        let columns = field.type.columns ?? []
        if rows.isEmpty { return nil }
        var labels: [String: [Int64: String]] = [:]
        for column in columns {
            guard let target = column.type.target else { continue }
            let ids = rows.compactMap { $0[column.name]?.integer }
            labels[column.name] = try registry.labels(reader, target, ids: ids, by: viewer)
        }
        return Table(
            caption: "\(field.title)（\(rows.count) 行）",
            columns: columns.map {
                .init(title: Numbers.heading($0), isNumber: Numbers.isNumber($0.type))
            },
            rows: rows.map { row in
                columns.map { cell(row[$0.name] ?? .null, $0, register, labels[$0.name]) }
            })
    }

    private func cell(
        _ cell: Scalar, _ column: Field, _ register: Register, _ labels: [Int64: String]?
    ) -> HTML {
        if let target = column.type.target, let id = cell.integer {
            return "<a href=\"\(Link.record(target, id))\">\(labels?[id] ?? "#\(id)")</a>"
        }
        let text = column.type.text(cell, in: catalogue)
        if column.personal, !viewer.seesPersonal(in: register) {
            return "\(Masking.text(text, column))"
        }
        return "\(Numbers.cell(text, column.type))"
    }

    private func steps(_ reader: Reader, _ register: Register, _ id: Int64) throws
        -> [RecordView.Step]
    {
        let known = try registry.history(reader, register.name, id, by: viewer)
        return try known.enumerated().map { index, step in
            RecordView.Step(
                entry: step.entry.number, at: step.entry.at, actor: step.entry.act.actor,
                event: EventWords.text(step.entry.act.event, catalogue),
                reason: step.entry.act.reason,
                // What a record began with stands above.
                changes: index == 0
                    ? [] : try step.changes.map { try change(reader, register, $0) })
        }
    }

    func change(_ reader: Reader, _ register: Register, _ change: HistoryStep.Change) throws
        -> RecordView.Step.Change
    {
        var (before, after) = (change.before, change.after)
        if let target = register.field(change.field)?.type.target {
            let ids = [Int64(before), Int64(after)].compactMap { $0 }
            let labels = try registry.labels(reader, target, ids: ids, by: viewer)
            before = Int64(before).flatMap { labels[$0] } ?? before
            after = Int64(after).flatMap { labels[$0] } ?? after
        }
        return .init(title: change.title, before: before, after: after)
    }
}
