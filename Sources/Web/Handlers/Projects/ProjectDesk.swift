import Awards
import Catalogue
import Registers
import Store
import Values

/// What all pages about projects need: the use cases, the frame, the words.
extension Desk {
    var awards: Awards { Awards(registry) }

    /// The number in the path.
    /// - Throws: what says that there is no such page.
    func projectID(_ request: Request) throws -> Int64 {
        guard let id = Int64(request.arguments["id"] ?? ""), id > 0 else {
            throw WebError.noPage(request.path)
        }
        return id
    }

    func projectsFrame(_ reader: Reader, _ title: String, _ trail: [Crumb] = []) throws -> Frame {
        try frame(
            reader, title, in: .projects,
            trail: title == "项目" ? trail : [Crumb(title: "项目", link: Link(.projects))] + trail)
    }

    func codeTitle(_ list: String, _ code: String?) -> String {
        code.map { catalogue.list(list)?.title(of: $0) ?? $0 } ?? ""
    }

    func pill(_ record: Record) -> HTML {
        guard let register = catalogue.register(record.register) else { return "\(record.state)" }
        return Pill(state: record.state, in: catalogue.lifecycle(of: register)).html
    }

    func dueMark(_ due: CalendarDate?) -> HTML {
        due.map { DueMark(due: $0, today: today, calendar: catalogue.calendar).html } ?? "—"
    }

    /// What was done just now, by the word that the address carries.
    func projectNotice(_ request: Request) -> HTML? {
        let words = [
            "drafted": "任务书已起草。承担单位核对后签署，然后依次由丙方、甲方签。",
            "signed": "已签署，签署人、时间和正文摘要记在下面。", "cancelled": "已取消立项，承诺的钱已放回计划。",
            "eliminated": "已淘汰这支队伍，未付的不再付，没有用的要退回；其余队伍继续。",
            "waived": "已登记放弃再次验收。下一步由主管科室按不通过结算经费。",
            "settled": "经费已结算。下一步归档。", "archived": "已归档：案卷内容就此固定，可以随时下载、核验。",
        ]
        return request.parameters["done"].flatMap { words[$0] }.map {
            Notice(kind: .done, text: $0).html
        }
    }

    /// Whether the viewer is of the section that handles projects.
    var handlesProjects: Bool {
        ["officer", "section-head"].contains(viewer.role.name)
            && (catalogue.register(Awards.projects).map {
                registry.may(viewer, .move, on: $0)
            } ?? false)
    }

    /// Does an act of a project's page and says on the same page what stands against it.
    func onProject(
        _ request: Request, done: String, _ act: (Int64) async throws -> Void
    ) async throws -> Response {
        let id = try projectID(request)
        do {
            try await act(id)
            return .see(Link.project(id).with("done", done))
        } catch let refusal as RecordRefusal {
            if case .notFound = refusal { throw refusal }
            let page = try await projectPage(id, request, problem: refusal.description)
            return .page(page, status: 422)
        }
    }
}

extension Link {
    static func project(_ id: Int64) -> Link { Link(.project, [String(id)]) }
    static func projectContract(_ id: Int64) -> Link { Link(.projectContract, [String(id)]) }
}
