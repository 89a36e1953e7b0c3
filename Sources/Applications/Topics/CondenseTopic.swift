import Catalogue
import Journal
public import Registers
public import Store
import Values

extension Topics {
    /// Makes a topic of a guide from one or several needs; each need keeps what it led to.
    ///
    /// - Throws: `TopicRefusal`; `RecordRefusal` with every field that is wrong.
    public func condenseTopic(_ plan: TopicPlan, by viewer: Viewer) async throws -> Record {
        try permitCondensing(viewer)
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "\(Self.topics).condensed",
            reason: nil)
        return try await database.write(act) { writer in
            try condenseTopic(plan, by: viewer, writer)
        }
    }

    /// The same inside a write.
    public func condenseTopic(_ plan: TopicPlan, by viewer: Viewer, _ writer: Writer) throws
        -> Record
    {
        let needs = try chosen(writer.reader, plan.needs)
        try needs.forEach(refuseUnready)
        try refuseNames(of: needs, in: plan, writer.reader)
        var fields: [String: Scalar] = [
            "topic_no": .text(plan.number), "title": .text(plan.title),
            "year": .integer(Int64(plan.year)), "drafted_by": .text(viewer.name),
        ]
        fields["programme"] = plan.programme.map { .text($0) }
        fields["field"] = plan.field.map { .text($0) }
        fields["content"] = plan.content.map { .text($0) }
        fields["goals"] = plan.goals.map { .text($0) }
        let rows = needs.map { ["need": Scalar.integer($0.id)] }
        let topic = try registry.create(
            Draft(fields.filter { $0.value.text != "" }, rows: ["needs": rows]),
            in: Self.topics, writer)
        for need in needs {
            let known = need["guide_task"].text.map { $0 + "；" } ?? ""
            // The field holds two hundred characters; the topics themselves know all their needs.
            let words = String((known + plan.title).prefix(200))
            _ = try registry.change(
                Self.needs, need.id, to: Draft(["guide_task": .text(words)]), version: nil, writer)
        }
        return topic
    }

    /// Whether the viewer may make topics: guides are written by every section that runs a
    /// programme, whichever section collects the needs.
    public func mayCondense(_ viewer: Viewer) -> Bool {
        guard let topics = catalogue.register(Self.topics) else { return false }
        return !viewer.isLimited && viewer.role.may(.create, on: topics)
    }

    /// - Throws: `TopicRefusal.mayNot`.
    public func permitCondensing(_ viewer: Viewer) throws {
        guard mayCondense(viewer) else { throw TopicRefusal.mayNot(role: viewer.role.title) }
    }

    /// The next number of a year: 2026-FX-07.
    public func nextNumber(_ reader: Reader, year: Int) throws -> String {
        let prefix = "\(year)-FX-"
        var last = 0
        try reader.each("SELECT topic_no FROM guide_topic WHERE year = \(year)") { row in
            guard let text = row[0].text, text.hasPrefix(prefix) else { return }
            last = max(last, Int(text.dropFirst(prefix.count)) ?? 0)
        }
        let digits = String(last + 1)
        return prefix + (digits.count < 2 ? "0" : "") + digits
    }

    private func chosen(_ reader: Reader, _ ids: [Int64]) throws -> [Record] {
        guard !ids.isEmpty else { throw TopicRefusal.nothingChosen }
        var seen: Set<Int64> = []
        return try ids.filter { seen.insert($0).inserted }.map { id in
            do {
                return try registry.record(reader, Self.needs, id)
            } catch RecordRefusal.notFound {
                throw TopicRefusal.noNeed(id)
            }
        }
    }

    private func refuseUnready(_ need: Record) throws {
        let number = need["need_no"].text ?? "#\(need.id)"
        guard Self.ready.contains(need.state) else {
            let cycle = catalogue.register(Self.needs).map { catalogue.lifecycle(of: $0) }
            throw TopicRefusal.notReady(
                need: number, state: cycle?.title(of: need.state) ?? need.state)
        }
        if need["sensitive"].integer == 1 { throw TopicRefusal.sensitive(need: number) }
    }

    /// Whoever has a need has not agreed to be named in a guide.
    private func refuseNames(of needs: [Record], in plan: TopicPlan, _ reader: Reader) throws {
        let ids = needs.compactMap { $0["organisation"].integer }
        let names = try registry.labels(reader, "organisation", ids: ids).values
        let texts = [("方向名称", plan.title), ("研究内容", plan.content), ("考核指标", plan.goals)]
        for name in Set(names).sorted() where !name.isEmpty {
            for (field, text) in texts where text?.contains(name) ?? false {
                throw TopicRefusal.namesUnit(unit: name, field: field)
            }
        }
    }
}
