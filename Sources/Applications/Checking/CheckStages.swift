import Catalogue
import Registers
public import Store
import Values

/// The formal check, in the play: by two people, with one refused who appeals in vain.
public struct FormalCheckStage: RehearsalStage {
    public let title = "形式审查"

    public init() {}

    public func isPart(of terms: CallTerms) -> Bool { terms.has(.formalCheck) }

    public func run(_ rehearsal: Rehearsal, _ writer: Writer) throws {
        let applications = rehearsal.applications
        let first = rehearsal.somebody("officer")
        let second = rehearsal.somebody("section-head")
        rehearsal.pass(workingDays: 1)
        for (name, id) in rehearsal.submitted.sorted(by: { $0.key < $1.key }) {
            let who = rehearsal.cast[name]?.name ?? name
            let isBad = name == "dishonest"
            let application = try rehearsal.registry.record(
                writer.reader, Applications.applications, id)
            let list = try applications.checklist(
                writer.reader, of: application, on: rehearsal.now)
            let items = list.items.map { item in
                FormalItem(
                    item, passes: !(isBad && item == "limits"), reason: "limits-dishonest")
            }
            try rehearsal.act(writer, as: first, "formal-check.first-checked") {
                _ = try applications.checkFormally(id, items, by: first, writer)
            }
            if !isBad {
                rehearsal.expectRefusal("\(who)：初审人自己复核", writer) {
                    try rehearsal.act(writer, as: first, "formal-check.concluded") {
                        _ = try applications.confirmFormalCheck(
                            id, note: "", by: first, writer)
                    }
                }
            }
            try rehearsal.act(writer, as: second, "formal-check.concluded") {
                _ = try applications.confirmFormalCheck(id, note: "", by: second, writer)
            }
            rehearsal.say(.done, "\(who)：形式审查\(isBad ? "不通过" : "通过")，两人办理")
            if isBad { try appeal(name, id, rehearsal, writer) }
        }
    }

    private func appeal(_ name: String, _ id: Int64, _ rehearsal: Rehearsal, _ writer: Writer)
        throws
    {
        guard let applicant = rehearsal.cast[name] else { return }
        let applications = rehearsal.applications
        let filed = try rehearsal.act(writer, as: applicant.administrator, "appeal.filed") {
            try applications.appeal(
                id, ground: "演练申诉", by: applicant.administrator, writer)
        }
        let role = rehearsal.somebody("section-head").role
        let other = Viewer(name: "演练·另一负责人", role: role)
        try rehearsal.act(writer, as: other, "appeal.decided", reason: "演练：查证属实") {
            _ = try applications.decideAppeal(
                filed.id, upholds: false, reason: "演练：查证属实", by: other, writer)
        }
        rehearsal.say(.letter, "\(applicant.name)申诉，答复：不成立")
        rehearsal.submitted[name] = nil
    }
}

/// The joint check, in the play: departments answer, and one objects.
public struct JointCheckStage: RehearsalStage {
    public let title = "部门联审"

    public init() {}

    public func isPart(of terms: CallTerms) -> Bool { terms.has(.jointCheck) }

    public func run(_ rehearsal: Rehearsal, _ writer: Writer) throws {
        let applications = rehearsal.applications
        let officer = rehearsal.somebody("officer")
        let call = try rehearsal.registry.record(
            writer.reader, Applications.calls, rehearsal.call)
        let units = try applications.unitsToAsk(writer.reader, of: call.id)
        let departments = rehearsal.registry.catalogue.list("joint-departments")?.codes ?? []
        let due = try applications.jointDue(call, from: rehearsal.now.businessDate)
        try rehearsal.act(writer, as: officer, "joint-check.asked") {
            for department in departments {
                let unit = try rehearsal.registry.create(
                    Draft([
                        "name": .text("演练\(department.title)部门"), "kind": .text("government"),
                    ]), in: "organisation", writer)
                for one in units {
                    try applications.keepAsked(
                        call, JointDepartment(department.code, unit.id), one, collection: nil,
                        due: due, writer)
                }
            }
        }
        rehearsal.say(
            .letter, "\(units.count) 个单位送 \(departments.count) 个部门，\(due.iso) 前答复",
            rule: rehearsal.terms.term(of: .jointCheck)?.source)
        rehearsal.pass(workingDays: 2)
        try answer(rehearsal, officer, writer)
        for (name, id) in rehearsal.submitted.sorted(by: { $0.key < $1.key }) {
            let who = rehearsal.cast[name]?.name ?? name
            guard name == "third" else {
                try rehearsal.act(writer, as: officer, "joint-check.cleared") {
                    try applications.clearJointly(id, by: officer, writer)
                }
                rehearsal.say(.done, "\(who)：联审通过")
                continue
            }
            rehearsal.expectRefusal("\(who)：有部门提出问题时批量通过", writer) {
                try rehearsal.act(writer, as: officer, "joint-check.cleared") {
                    try applications.clearJointly(id, by: officer, writer)
                }
            }
            try rehearsal.act(writer, as: officer, "joint-check.decided", reason: "演练：已整改") {
                try applications.decideJointly(id, refuses: false, by: officer, writer)
            }
            rehearsal.say(.done, "\(who)：部门提出的问题已整改，写明理由后通过")
        }
    }

    /// All departments answer; of the third applicant the first one has something to say.
    private func answer(_ rehearsal: Rehearsal, _ officer: Viewer, _ writer: Writer) throws {
        let accused = rehearsal.cast["third"]?.organisation
        let asked = try writer.reader.all(
            """
            SELECT id, organisation, department FROM joint_check
            WHERE call = \(rehearsal.call) AND state = 'asked' ORDER BY id
            """)
        try rehearsal.act(writer, as: officer, "joint-check.read") {
            for row in asked {
                let isProblem = row[1].integer == accused && row[2].text == "credit"
                try rehearsal.applications.keepAnswer(
                    row[0].integer ?? 0, isProblem: isProblem,
                    note: isProblem ? "演练：有一条失信记录" : "", writer)
            }
        }
    }
}
