import Applications
import Catalogue
import Registers
import Store
import Values

extension Desk {
    private var topics: Topics { Topics(registry) }

    func showCondenseTopic(_ request: Request) async throws -> Response {
        let page = try await read { try condensePage($0, request.parameters, nil) }
        return .page(page.html)
    }

    /// Makes the topic, and shows where it stands between need and project.
    func condenseTopic(_ request: Request) async throws -> Response {
        let form = request.form
        do {
            let topic = try await topics.condenseTopic(try plan(form), by: viewer)
            return .see(Link(.topic, [String(topic.id)], Parameters().with("done", "made")))
        } catch let refusal as TopicRefusal {
            return try await condenseAgain(form, refusal.description)
        } catch RecordRefusal.fields(let problems) {
            let words = problems.map(\.description).joined(separator: "；")
            return try await condenseAgain(form, words)
        }
    }

    private func condenseAgain(_ form: Parameters, _ problem: String) async throws -> Response {
        let page = try await read { try condensePage($0, form, problem) }
        return .page(page.html, status: 422)
    }

    private func plan(_ form: Parameters) throws -> TopicPlan {
        TopicPlan(
            number: form["topic_no"] ?? "", title: form["title"] ?? "",
            programme: form["programme"], year: try form["year"].map { try year($0) } ?? today.year,
            field: form["field"], content: form["content"], goals: form["goals"],
            needs: chosenNeeds(form))
    }

    private func chosenNeeds(_ parameters: Parameters) -> [Int64] {
        parameters.items.filter { $0.name == "need" }.compactMap { Int64($0.value) }
    }

    private func condensePage(_ reader: Reader, _ values: Parameters, _ problem: String?) throws
        -> CondenseTopicPage
    {
        try topics.permitCondensing(viewer)
        let chosen = Set(chosenNeeds(values))
        let search = String((values["q"] ?? "").prefix(60))
        let cycle = catalogue.lifecycle(of: try registry.register(Topics.needs))
        let needs = try topics.condensable(reader, words: search, with: chosen).map { need in
            CondenseTopicPage.Need(
                id: need.id, number: need.number, title: need.title, unit: need.unit,
                state: Pill(state: need.state, in: cycle).html, topic: need.topic)
        }
        return CondenseTopicPage(
            frame: try frame(
                reader, "凝练指南方向", in: .registers,
                trail: [Crumb(title: "科技计划", link: .programmes)]),
            needs: needs, chosen: chosen, values: values,
            number: try topics.nextNumber(reader, year: today.year), year: today.year,
            programmes: catalogue.programmes.map { .init(value: $0.name, title: $0.title) },
            fields: (catalogue.list("high-tech-fields")?.codes ?? []).map {
                .init(value: $0.code, title: $0.title)
            }, csrf: plainFrame("").csrfField, search: search, problem: problem)
    }

    /// Needs behind a topic, and what came of it.
    func showTopic(_ request: Request) async throws -> Response {
        let id = try trailID(request)
        let done = request.parameters["done"] == "made"
        let page = try await read { reader in
            let register = try registry.register(Topics.topics)
            try registry.permit(viewer, .read, on: register)
            let topic = try registry.record(reader, Topics.topics, id)
            return TrailPage(
                frame: try frame(
                    reader, topic["title"].text ?? "", in: .registers,
                    trail: viewer.isLimited ? [] : [Crumb(title: "科技计划", link: .programmes)]),
                subject: .topic(content: topic["content"].text, goals: topic["goals"].text),
                record: .record(Topics.topics, id),
                trail: try topics.trail(reader, ofTopic: id, by: viewer),
                notice: done
                    ? Notice(
                        kind: .done, text: "指南方向已凝练。下一步：在申报通知的“指南方向”里选它。"
                    ).html : nil, pill: stopPill, link: stopLink)
        }
        return .page(page.html)
    }

    /// What became of a need.
    func showNeedTrail(_ request: Request) async throws -> Response {
        let id = try trailID(request)
        let page = try await read { reader in
            let trail = try topics.trail(reader, ofNeed: id, by: viewer)
            let need = try registry.record(reader, Topics.needs, id)
            return TrailPage(
                frame: try frame(
                    reader, "需求 \(need["need_no"].text ?? "") 的去向", in: .registers,
                    trail: [Crumb(title: "技术需求", link: .register(Topics.needs))]),
                subject: .need, record: .record(Topics.needs, id), trail: trail, notice: nil,
                pill: stopPill, link: stopLink)
        }
        return .page(page.html)
    }

    private func trailID(_ request: Request) throws -> Int64 {
        guard let id = Int64(request.arguments["id"] ?? ""), id > 0 else {
            throw WebError.noPage(request.path)
        }
        return id
    }

    private var stopPill: @Sendable (TrailStop) -> HTML {
        { [catalogue] stop in
            guard let register = catalogue.register(stop.register) else { return "\(stop.state)" }
            return Pill(state: stop.state, in: catalogue.lifecycle(of: register)).html
        }
    }

    private var stopLink: @Sendable (TrailStop) -> Link {
        { stop in
            switch stop.register {
            case Topics.topics: .topic(stop.id)
            case Topics.needs: .needTrail(stop.id)
            case Applications.calls: .of(.call, stop.id)
            case Applications.applications: .of(.application, stop.id)
            default: .record(stop.register, stop.id)
            }
        }
    }

    /// Pages that tell what came of a need or a topic.
    func trailPages(of record: Record) -> [(title: String, link: Link)] {
        switch record.register {
        case Topics.topics: [("来自哪里、带来什么", .topic(record.id))]
        case Topics.needs: [("看需求的去向", .needTrail(record.id))]
        default: []
        }
    }
}
