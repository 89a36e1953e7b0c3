public import Catalogue
import Values

/// What whoever gives a record back writes: why as a whole, and at which field what is wrong.
///
/// It is the reason of the move's journal entry, a line `【题名】意见` a field below the whole: read
/// wherever the journal is read, and nowhere else, so that nothing can disagree with it.
public struct FieldRemarks: Sendable, Hashable {
    /// Why it is given back.
    public var whole: String
    /// What is wrong, by the name of the field.
    public var fields: [String: String]

    /// Characters that a remark on one field may have.
    public static let most = 200

    public init(whole: String, fields: [String: String] = [:]) {
        self.whole = whole
        self.fields = fields
    }

    /// What a reason says. A line about something that is no field of the register, or is none any
    /// more, belongs to the whole.
    public init(reason: String, in register: Register) {
        var rest: [Substring] = []
        var found: [String: String] = [:]
        for line in reason.split(whereSeparator: \.isNewline) {
            guard let field = register.fields.first(where: { line.hasPrefix(Self.mark($0)) })
            else {
                rest.append(line)
                continue
            }
            let text = String(line.dropFirst(Self.mark(field).count)).trimmingBlanks
            found[field.name] = [found[field.name], text].compactMap(\.self)
                .joined(separator: "；")
        }
        self.init(whole: rest.joined(separator: "\n"), fields: found)
    }

    /// The reason as the journal keeps it, fields in the order of the register.
    public func reason(in register: Register) -> String {
        let lines = register.fields.compactMap { field in
            fields[field.name].map { Self.mark(field) + Self.oneLine($0) }
        }
        return ([whole] + lines).joined(separator: "\n")
    }

    private static func mark(_ field: Field) -> String { "【\(field.title)】" }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ").trimmingBlanks
    }
}

extension Registry {
    /// The fields that may be remarked on when a record is given back by this move: those that its
    /// owner fills in and the viewer sees.
    public func remarkable(_ viewer: Viewer, _ move: Lifecycle.Move, in register: Register)
        -> [Field]
    {
        guard catalogue.lifecycle(of: register).givesBack(move) else { return [] }
        return fields(viewer, in: register).filter(register.isOwners)
    }

    /// The reason with the remarks in it, as the journal of the move keeps it.
    /// - Throws: `RecordRefusal.fields`, named `remarks.FIELD`.
    func reason(
        _ whole: String?, _ remarks: [String: String], _ name: String, of register: Register,
        by viewer: Viewer
    ) throws -> String? {
        let given = remarks.mapValues(\.trimmingBlanks).filter { !$0.value.isEmpty }
        if given.isEmpty { return whole }
        let cycle = catalogue.lifecycle(of: register)
        let move = cycle.moves.first { $0.name == name || $0.title == name }
        let allowed = move.map { remarkable(viewer, $0, in: register) } ?? []
        var problems: [FieldProblem] = []
        func wrong(
            _ name: String, _ title: String, _ text: String, _ rule: String, _ advice: String
        ) {
            problems.append(
                FieldProblem(
                    field: "remarks." + name, title: title, value: String(text.prefix(40)),
                    rule: rule, advice: advice))
        }
        for (name, text) in given.sorted(by: { $0.key < $1.key }) {
            let title = register.field(name)?.title ?? name
            if !allowed.contains(where: { $0.name == name }) {
                wrong(
                    name, title, text,
                    allowed.isEmpty ? "这一步不是退回，不写各栏意见" : "这一栏不由对方填写，或没有这一栏",
                    allowed.isEmpty ? "写在理由里" : "写在总的理由里")
            } else if text.count > FieldRemarks.most {
                wrong(name, title, text, "最多 \(FieldRemarks.most) 个字", "缩短，其余写在理由里")
            }
        }
        if !problems.isEmpty { throw RecordRefusal.fields(problems) }
        return FieldRemarks(whole: whole ?? "", fields: given).reason(in: register)
    }
}
