import Applications
import Catalogue
import Registers
import Store
import Values

/// The joint check of a call, for programs.
extension Desk {
    func sendDepartments(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        return .json(try await read { try departmentsWhole($0, id) })
    }

    /// Sends the units that wait to the departments that are named.
    func askDepartmentsByProgram(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let known = Set((catalogue.list("joint-departments")?.codes ?? []).map(\.code))
        let departments = try ApiBody(request, ["departments"])
            .objects("departments", ["department", "organisation"])
            .map { one -> JointDepartment in
                let code = try one.required("department")
                guard known.contains(code) else {
                    throw ApiRefusal.problems([
                        .init(
                            one.at("department"), "没有“\(code)”",
                            "可用：\(known.sorted().joined(separator: "、"))")
                    ])
                }
                guard let organisation = try one.integer("organisation"), organisation > 0 else {
                    throw ApiRefusal.problems([
                        .init(one.at("organisation"), "必填", "写这个部门在“单位”登记册里的编号")
                    ])
                }
                return JointDepartment(code, organisation)
            }
        try await read { reader in
            _ = try registry.record(reader, Applications.calls, id)
            let register = try registry.register("organisation")
            for one in departments {
                _ = try registry.record(reader, register, one.organisation, by: viewer)
            }
        }
        _ = try await applications.askDepartments(id, departments, by: party)
        return .json(try await read { try departmentsWhole($0, id) }, status: 201)
    }

    /// Takes over what departments said, from the sheets that were accepted.
    func readDepartmentsByProgram(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        _ = try ApiBody(request, [], isOptional: true)
        let answers = try await applications.readDepartments(id, by: party)
        return .json(
            .object([
                ("clear", .count(answers.clear)), ("problems", .count(answers.problems)),
                ("missing", .texts(answers.missing)),
            ]))
    }

    private func departmentsWhole(_ reader: Reader, _ id: Int64) throws -> JSON {
        let call = try registry.record(reader, Applications.calls, id)
        let standings = try applications.jointStandings(reader, of: id)
        let names = try registry.labels(
            reader, "organisation", ids: Array(standings.keys), by: viewer)
        return .object([
            ("call", .integer(id)), ("keeps", .bool(applications.keeps(viewer, id, reader))),
            ("due_on", .string(try applications.jointDue(call, from: today).iso)),
            (
                "to_ask",
                .array(
                    try applications.unitsToAsk(reader, of: id).map { unit in
                        .object([
                            ("organisation", .integer(unit.organisation)),
                            ("title", .string(unit.title)),
                            ("applications", .count(unit.applications)),
                        ])
                    })
            ),
            (
                "returns",
                .array(
                    try applications.jointCollections(reader, of: id).map(JSON.integer))
            ),
            (
                "units",
                .array(
                    standings.sorted { $0.key < $1.key }.map { unit, standing in
                        .object([
                            ("organisation", .integer(unit)), ("title", .string(names[unit])),
                            ("joint", Self.json(standing)),
                        ])
                    })
            ),
        ])
    }
}
