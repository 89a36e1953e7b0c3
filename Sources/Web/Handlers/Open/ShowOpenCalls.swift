import Awards
import Catalogue
import Documents
import Registers
import Store
import Values

/// What needs no account: calls, what became of them, and funded projects.
extension Desk {
    private var openness: Openness { Openness(registry) }
    var openData: OpenData { OpenData(catalogue) }
    private var now: Instant { registry.database.clock.now() }

    func showOpenCalls(_ request: Request) async throws -> Response {
        let calls = try await read { try openness.calls($0, now: now) }
        let page = OpenCallsPage(
            frame: plainFrame("申报通知"), calls: calls, now: now, catalogue: catalogue)
        return .page(page.html)
    }

    func sendOpenCallsJSON(_ request: Request) async throws -> Response {
        .json(openData.json(try await read { try openness.calls($0, now: now) }))
    }

    func sendOpenCallsTable(_ request: Request) async throws -> Response {
        let calls = try await read { try openness.calls($0, now: now) }
        return table(openData.rows(calls), "申报通知", "calls")
    }

    func showOpenCall(_ request: Request) async throws -> Response {
        let (call, numbers) = try await openCall(request)
        let frame = plainFrame(
            call.title, trail: [Crumb(title: "申报通知", link: Link(.openCalls))])
        let page = OpenCallPage(
            frame: frame, call: call, numbers: numbers, now: now, catalogue: catalogue)
        return .page(page.html)
    }

    func sendOpenCallNumbersJSON(_ request: Request) async throws -> Response {
        let (call, numbers) = try await openCall(request)
        return .json(openData.json(call, numbers))
    }

    /// Headings alone before the call is decided.
    func sendOpenCallNumbersTable(_ request: Request) async throws -> Response {
        let (call, numbers) = try await openCall(request)
        let rows = numbers.map(openData.rows) ?? [["说明"], ["立项以后公布"]]
        return table(rows, call.title, "call-\(call.id)")
    }

    private func openCall(_ request: Request) async throws -> (OpenCall, CallNumbers?) {
        guard let id = Int64(request.arguments["id"] ?? "") else {
            throw OpennessRefusal.noCall(request.arguments["id"] ?? "")
        }
        return try await read { reader in
            let call = try openness.call(reader, id, now: now)
            return (call, try openness.numbers(reader, of: call, on: today))
        }
    }

    func showOpenProjects(_ request: Request) async throws -> Response {
        let question = try openProjectQuestion(request)
        let number = try page(request)
        let page = try await read { reader in
            let totals = try openness.projectTotals(reader, question)
            let size = OpenProjectsPage.size
            return OpenProjectsPage(
                frame: plainFrame("立项项目"),
                projects: try openness.projects(
                    reader, question, skip: (number - 1) * size, limit: size),
                question: question, years: try openness.projectYears(reader),
                total: totals.count, approved: totals.approved, page: number,
                catalogue: catalogue)
        }
        return .page(page.html)
    }

    func sendOpenProjectsJSON(_ request: Request) async throws -> Response {
        .json(openData.json(try await allProjects(request)))
    }

    func sendOpenProjectsTable(_ request: Request) async throws -> Response {
        table(openData.rows(try await allProjects(request)), "立项项目", "projects")
    }

    /// As many as a program takes at once.
    private static let most = 100_000

    private func allProjects(_ request: Request) async throws -> [OpenProject] {
        let question = try openProjectQuestion(request)
        return try await read { try openness.projects($0, question, limit: Self.most) }
    }

    private func openProjectQuestion(_ request: Request) throws -> OpenProjectQuestion {
        let parameters = request.parameters
        if let programme = parameters["programme"],
            catalogue.list("programmes")?[programme] == nil
        {
            throw WebError.badParameter(
                title: "科技计划", value: programme, rule: "没有这个计划", advice: "从筛选里选一个")
        }
        return OpenProjectQuestion(
            programme: parameters["programme"], year: try year(request),
            words: parameters["q"].map { String($0.prefix(60)) })
    }

    func table(_ rows: [[String]], _ name: String, _ plain: String) -> Response {
        .download(
            .text(
                CSVWriter.text(
                    header: rows.first ?? [], rows: rows.dropFirst(), byteOrderMark: true)),
            type: "text/csv; charset=utf-8", name: "\(name).csv", plainName: "\(plain).csv")
    }
}
