import Accounts
import Catalogue
import Registers
import Returns
import Store
import Values

/// What all pages about returns need: for whom the viewer acts, the return asked for, the frame.
extension Desk {
    var returns: Returns { Returns(registry) }

    /// For whom the viewer acts. Whoever sees the whole city reads as the bureau does, and changes
    /// what their role may; somebody of no section acts for none.
    var party: ReturnParty { ReturnParty(viewer, standing) }

    private var standing: ReturnParty.Standing {
        // Where the catalogue declares no returns, nobody acts on any.
        guard viewer.seesInternal, let register = catalogue.register("collection") else {
            return .none
        }
        switch viewer.role.reach {
        case .section: return viewer.section.map { .section($0) } ?? .none
        case .county: return viewer.county.map { .county($0) } ?? .none
        case .organisation: return viewer.organisation.map { .organisation($0) } ?? .none
        case .city:
            return viewer.role.may(.read, on: register) ? .bureau : .none
        }
    }

    /// The hidden value of every form of this session.
    var formToken: String { session?.formToken ?? "" }

    /// Whether the viewer gets sheets to fill in rather than making returns.
    var isReceiver: Bool {
        switch party.standing {
        case .county, .organisation: true
        case .bureau, .section, .none: false
        }
    }

    /// Whether the viewer may make a return, and so do what follows with it.
    var mayMakeReturns: Bool {
        guard let register = catalogue.register("collection") else { return false }
        return !isReceiver && party.standing != .none
            && registry.may(viewer, .create, on: register)
    }

    /// The number in the path.
    /// - Throws: what says that there is no such return; nothing tells whether there ever was.
    func returnID(_ request: Request) throws -> Int64 {
        guard let id = Int64(request.arguments["id"] ?? ""), id > 0 else {
            throw WebError.noPage(request.path)
        }
        return id
    }

    func returnFrame(_ reader: Reader, _ title: String, _ trail: [Crumb] = []) throws -> Frame {
        try frame(
            reader, title, in: .returns, trail: [Crumb(title: "报表", link: .returns)] + trail)
    }

    /// Of a return or a sheet of one.
    func returnPill(_ state: String, of register: String) -> Pill {
        guard let declared = catalogue.register(register) else {
            return Pill(title: state, kind: .moving)
        }
        return Pill(state: state, in: catalogue.lifecycle(of: declared))
    }

    func due(_ record: Record) -> HTML {
        guard let day = record["due_on"].text.flatMap({ CalendarDate(iso: $0) }) else { return "" }
        return DueMark(
            due: day, hour: record["due_time"].text, today: today, calendar: catalogue.calendar
        ).html
    }

    /// When it was due, where that does not press any more.
    func dueDay(_ record: Record) -> HTML { "\(ReturnForm.dueWords(record))" }

    func sectionTitle(_ code: String) -> String {
        catalogue.list("sections")?.title(of: code) ?? code
    }

    /// What was done just now, by the word that the address carries.
    func doneNotice(_ request: Request) -> HTML? {
        let words = [
            "made": "报表已作好，还没有下发。看一看各列，没有问题就下发。",
            "sent-out": "已下发，并通知了各填报单位。进度在这里看。",
            "chased": "已催报，通知已发出，催了谁记在下面。",
            "landed": "已入库，结果记在下面。", "cancelled": "已取消，各单位的表随之取消。",
            "opened": "已打开，打开日期记下了。",
            "saved": "草稿已保存，还没有报送。", "sent": "已报送，布置科室收到通知。",
            "corrected": "更正已报送，布置科室收到通知。", "stamped": "文件已保存。",
            "returned": "已退回，填报单位收到通知。", "accepted": "已审核通过。",
        ]
        return request.parameters["done"].flatMap { words[$0] }.map {
            Notice(kind: .done, text: $0).html
        }
    }
}
