import Applications
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// What a step would do to each of the chosen applications, or why it leaves one alone.
    func showCheckMany(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let step = request.parameters["step"] ?? ""
        let chosen = chosenApplications(request.parameters)
        let page = try await read { reader -> HTML in
            let words = try stepWords(step)
            let call = try registry.record(reader, Applications.calls, id)
            let all = try stepLines(reader, id, step, chosen)
            let able = all.filter { $0.1 == nil }.map(\.0.id)
            return ConfirmPage(
                frame: try callsFrame(reader, words.title, checksTrail(call)),
                lead: words.lead, action: .of(.checkMany, id), csrf: formToken,
                lines: all.map { line, kept in
                    .init(
                        title: "\(line.number) \(line.title)",
                        link: .of(.checkApplication, line.id), now: stateWords(line),
                        then: words.then, kept: kept)
                },
                hidden: [("step", step)] + able.map { ("choose", String($0)) },
                button: "\(words.title) \(able.count) 份", cancel: .of(.callChecks, id)
            ).html
        }
        return .page(page)
    }

    /// Does it to all of them, or to none.
    func checkMany(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let step = request.form["step"] ?? ""
        try await take(step, chosenApplications(request.form))
        let done = ["pass": "checked", "confirm": "confirmed"][step] ?? "cleared"
        return .see(Link.of(.callChecks, id).with("done", done))
    }

    /// What a step would do with the chosen applications: each with why it would be left alone.
    func stepLines(_ reader: Reader, _ call: Int64, _ step: String, _ chosen: Set<Int64>) throws
        -> [(line: CheckLine, obstacle: String?)]
    {
        _ = try stepWords(step)
        let lines = try applications.callChecks(
            reader, of: call, .all, among: chosen, limit: Desk.checksOnPage
        ).lines
        return lines.map { ($0, obstacle($0, step)) }
    }

    /// Takes a step with all of the chosen applications, or with none.
    func take(_ step: String, _ chosen: Set<Int64>) async throws {
        _ = try stepWords(step)
        let ids = chosen.sorted()
        switch step {
        case "pass": try await applications.checkFormally(allPassing: ids, by: viewer)
        case "confirm": try await applications.confirmFormalChecks(ids, by: viewer)
        default: try await applications.clearJointly(ids, by: viewer)
        }
    }

    func chosenApplications(_ parameters: Parameters) -> Set<Int64> {
        Set(parameters.items.filter { $0.name == "choose" }.compactMap { Int64($0.value) })
    }

    private func stateWords(_ line: CheckLine) -> String {
        let register = catalogue.register(Applications.applications)
        return register.map { catalogue.lifecycle(of: $0).title(of: line.state) } ?? line.state
    }

    private func stepWords(_ step: String) throws -> (title: String, lead: String, then: String) {
        switch step {
        case "pass":
            (
                "初审通过", "逐项记为“符合”，办之前再核查一遍；还要另一个人复核才通过。",
                "各项符合，等另一个人复核"
            )
        case "confirm": ("复核", "按初审的结论办结，申报单位马上得到通知；不通过的从今天起算申诉期限。", "形式审查办结")
        case "clear": ("联审通过", "各部门都答复“无问题”的，办联审通过；有问题的要逐份决定。", "联审通过")
        default:
            throw WebError.badParameter(
                title: "办理", value: step, rule: "应是 pass、confirm 或 clear", advice: "从审查页面勾选后办理")
        }
    }

    /// Why a step leaves an application alone; nil where it is taken.
    private func obstacle(_ line: CheckLine, _ step: String) -> String? {
        switch step {
        case "pass":
            if line.check == "first-checked", !line.isStale { return "已经初审，等复核" }
            if !["submitted", "recommended"].contains(line.state) { return "不在形式审查" }
            if line.gate.open > 0 { return "还有 \(line.gate.open) 条核查结果没有判定" }
            return line.gate.upheld > 0 ? "核查结果属实，要逐份办" : nil
        case "confirm":
            if line.check != "first-checked" { return "还没有初审" }
            if line.isStale { return "初审以后重新提交过，要重新初审" }
            return line.checkedBy == viewer.name ? "初审是您办的，要另一个人复核" : nil
        default:
            if line.state != "formal-passed" { return "不在联审" }
            guard let joint = line.joint else { return "还没有送审" }
            if joint.waiting > 0 { return "还有 \(joint.waiting) 个部门没有答复" }
            return joint.problems.isEmpty ? nil : joint.problems.joined(separator: "；")
        }
    }
}
