import Applications
import Catalogue
import Registers
import Store
import Values

/// The applications to the call that is long decided, each as it ended.
struct SeasonApplications {
    let book: SeasonBook
    let call: SeasonCall.Made

    enum End {
        case awarded
        case notFunded
        case formalRejected
        case jointRejected
        case withdrawn
    }

    /// One of them, with what later parts need.
    struct Made {
        let id: Int64
        let number: String
        let title: String
        let kind: String
        let unit: SeasonBook.Unit
        let leader: SeasonBook.Leader
        let end: End
        let score: Int64
        /// Yuan.
        let amount: Int64
        let project: Int64?
    }

    static let ends: [End] =
        Array(repeating: .awarded, count: 9) + Array(repeating: .notFunded, count: 13)
        + [.formalRejected, .formalRejected, .jointRejected, .withdrawn]

    static let topics = [
        "湖区水质演变与藻类预警机理", "钢构件低温焊接裂纹形成机理", "稻渔共生系统碳氮循环", "高温密封材料失效行为",
        "催化剂积碳与再生动力学", "医用敷料抗菌涂层构效关系", "磁力泵隔离套涡流损耗模型", "黄茶闷黄过程微生物演替",
        "港口起重机疲劳裂纹识别", "湿地候鸟栖息地遥感反演", "特种电缆绝缘老化规律", "固废基胶凝材料水化机理",
        "冷链果蔬呼吸代谢调控",
    ]

    func write() throws -> [Made] {
        try Self.ends.enumerated().map { index, end in try write(index, end) }
    }

    private func write(_ index: Int, _ end: End) throws -> Made {
        // Three of the first units come twice.
        let unit = book.unit(index < 20 ? index : index - 20)
        let leader = book.leader(index)
        let kinds = ["general", "young", "regional-joint"]
        let kind = kinds[index % 3]
        let amount: Int64 = kind == "general" ? 100_000 : kind == "young" ? 50_000 : 150_000
        let topic = Self.topics[index % Self.topics.count]
        let title = topic + (index < Self.topics.count ? "研究" : "与调控方法研究")
        let number = "\(call.number)-\(SeasonBook.padded(index + 1, 5))"
        let score = Int64(9_260 - index * 130)
        var made = Made(
            id: 0, number: number, title: title, kind: kind, unit: unit, leader: leader, end: end,
            score: score, amount: amount, project: nil)
        if end == .awarded {
            let project = try SeasonProjects(book: book, call: call).write(index, made)
            made = copy(made, id: 0, project: project)
        }
        let rows = rows(made)
        let id = try book.make(
            "application", received(fields(made, index), rows), rows: rows, state: state(end),
            since: since(end))
        if let project = made.project {
            try book.change("project", project, ["application": .integer(id)])
        }
        return copy(made, id: id, project: made.project)
    }

    /// With the digest that the receipt has.
    private func received(_ fields: [String: Scalar], _ rows: [String: [[String: Scalar]]]) throws
        -> [String: Scalar]
    {
        let record = Record(
            register: "application", id: 0, version: 0, state: "submitted", stateSince: "",
            madeAt: book.writer.now, changedAt: book.writer.now, catalogue: 0,
            fields: fields.filter { !$0.value.isNull }, rows: rows, pastStates: [])
        let register = try book.facts.register("application")
        let digest = ApplicationText(register, book.catalogue).digest(record)
        return fields.merging(["receipt_digest": .text(digest)]) { $1 }
    }

    private func copy(_ made: Made, id: Int64, project: Int64?) -> Made {
        Made(
            id: id, number: made.number, title: made.title, kind: made.kind, unit: made.unit,
            leader: made.leader, end: made.end, score: made.score, amount: made.amount,
            project: project)
    }

    private func state(_ end: End) -> String {
        switch end {
        case .awarded: "awarded"
        case .notFunded: "not-funded"
        case .formalRejected: "formal-rejected"
        case .jointRejected: "joint-rejected"
        case .withdrawn: Lifecycle.withdrawn
        }
    }

    private func since(_ end: End) -> String {
        switch end {
        case .awarded, .notFunded: "\(call.year)-06-20"
        case .formalRejected: "\(call.year)-04-24"
        case .jointRejected: "\(call.year)-05-06"
        case .withdrawn: "\(call.year)-04-05"
        }
    }

    private func fields(_ made: Made, _ index: Int) -> [String: Scalar] {
        let year = call.year
        let fen = made.amount * 100
        var fields: [String: Scalar] = [
            "application_no": .text(made.number), "call": .integer(call.id),
            "form_version": .integer(1), "kind": .text(made.kind), "title": .text(made.title),
            "title_key": .text(TitleKey.of(made.title)), "keywords": .text("机理、方法、应用"),
            "subject": .text(["520", "610", "430"][index % 3]), "field": made.unit.field,
            "organisation": .integer(made.unit.id), "organisation_name": .text(made.unit.name),
            "organisation_size": .text(size(made.unit)), "county": made.unit.county,
            "leader": .integer(made.leader.id), "leader_name": .text(made.leader.name),
            "starts_on": seasonDay(year, "07-01"), "ends_on": seasonDay(year + 1, "06-30"),
            "requested": .integer(fen), "lump_sum_promise": .integer(1),
            "summary": .text("围绕\(made.title)，弄清机理，提出方法，在本市一处应用验证。"),
            "basis": .text("本市产业和生态的实际问题。"), "content": .text("实验、建模和验证三部分。"),
            "innovation": .text("从机理到方法。"), "route": .text("先实验后建模，分阶段验证。"),
            "foundation": .text("有前期样品和数据。"), "ethics": .text("none"),
            "committed_by": .text(made.leader.name), "committed_on": seasonDay(year, "03-30"),
            "secrecy": .text("open"), "secrecy_on": seasonDay(year, "03-30"),
            "signed_off_by": .text("演示单位管理员"), "signed_off_on": seasonDay(year, "04-01"),
            "submitted_at": .text("\(year)-04-0\(1 + index % 8) 10:\(10 + index):00"),
            "receipt_no": .text("\(made.number)-1"),
        ]
        if made.kind == "regional-joint" { fields["co_funding"] = .integer(fen) }
        if made.end == .withdrawn { return fields }
        fields["recommended_on"] = seasonDay(year, "04-14")
        fields["rank"] = .integer(Int64(index + 1))
        fields["formal_on"] = seasonDay(year, "04-\(20 + index % 5)")
        if made.end == .formalRejected { return fields }
        fields["joint_on"] = seasonDay(year, "05-06")
        if made.end == .jointRejected { return fields }
        fields["score"] = .integer(made.score)
        fields["score_rank"] = .integer(Int64(index + 1))
        fields["decided_on"] = seasonDay(year, "05-30")
        fields["decision_reason"] = .text(made.end == .awarded ? "排名在资金以内" : "排名在资金以外")
        if made.end == .awarded {
            fields["proposed"] = .integer(fen)
            fields["project"] = made.project.map { .integer($0) }
        }
        return fields
    }

    private func size(_ unit: SeasonBook.Unit) -> String {
        unit.kind == "enterprise" ? unit.size.text ?? "small" : "university"
    }

    private func rows(_ made: Made) -> [String: [[String: Scalar]]] {
        [
            "targets": [Self.target],
            "members": [
                [
                    "name": .text("演示成员\(made.number.suffix(3))"), "unit": .text(made.unit.name),
                    "title": .text("intermediate"), "task": .text("实验"), "months": .integer(6),
                    "consent": .text("agreed"),
                ]
            ],
            "answers": [
                ["question": .text("scientific_question"), "answer": .text("机理是什么，怎样调控。")]
            ],
        ]
    }

    static let target: [String: Scalar] = [
        "indicator": .text("papers"), "kind": .text("quantity"), "name": .text("发表论文"),
        "comparison": .text("at-least"), "value": .integer(20_000), "unit": .text("篇"),
    ]
}
