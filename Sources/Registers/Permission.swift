public import Catalogue
public import Store
import Values

extension Registry {
    /// Refuses where the viewer's role may not do this here, whatever the record.
    /// - Throws: `RecordRefusal.roleMayNot`, `RecordRefusal.otherSection`.
    public func permit(_ viewer: Viewer, _ act: Role.Act, on register: Register) throws {
        guard viewer.role.may(act, on: register) else {
            let who = catalogue.roles.values.filter { $0.may(act, on: register) }.map(\.title)
            throw RecordRefusal.roleMayNot(
                role: viewer.role.title, act: Self.words[act] ?? act.rawValue,
                register: register.title, who: who.sorted().joined(separator: "、"))
        }
        if act == .create, Self.isItself(viewer, register) {
            throw RecordRefusal.notYours(register: register.title, titles: [register.title])
        }
        guard Self.writing.contains(act), viewer.role.reach == .section,
            !viewer.isAtHome(in: register)
        else { return }
        let sections = catalogue.list("sections")
        func title(_ code: String?) -> String { code.flatMap { sections?.title(of: $0) } ?? "" }
        throw RecordRefusal.otherSection(
            act: Self.words[act] ?? act.rawValue, register: register.title,
            keeper: title(register.section), own: title(viewer.section))
    }

    /// Refuses besides what only the platform's own acts may write: its records follow rules that
    /// no form knows.
    func permitDirectly(_ viewer: Viewer, _ act: Role.Act, on register: Register) throws {
        try permit(viewer, act, on: register)
        if register.isManaged { throw RecordRefusal.managed(register: register.title) }
    }

    /// Whether the viewer may do this on the register by a form, as `permit` decides it.
    public func may(_ viewer: Viewer, _ act: Role.Act, on register: Register) -> Bool {
        if register.isManaged, Self.writing.contains(act), act != .withdraw { return false }
        guard viewer.role.may(act, on: register) else { return false }
        if act == .create, Self.isItself(viewer, register) { return false }
        return !Self.writing.contains(act) || viewer.role.reach != .section
            || viewer.isAtHome(in: register)
    }

    /// One record, where there is one for the viewer: what is another's is not told from what is
    /// not there.
    /// - Throws: `RecordRefusal.notFound`.
    public func record(
        _ reader: Reader, _ register: Register, _ id: Int64, by viewer: Viewer
    ) throws -> Record {
        let record = try record(reader, register.name, id)
        guard RecordScope(viewer, register).admits(record) else {
            throw RecordRefusal.notFound(register: register.title, id: id)
        }
        return record
    }

    /// Refuses a change of a record that is not the viewer's, or not any more: what a county or an
    /// organisation has handed in is changed by them only once it is theirs again.
    /// - Throws: `RecordRefusal.notFound`, `RecordRefusal.handedIn`.
    func permitChange(_ viewer: Viewer, of record: Record, in register: Register) throws {
        guard RecordScope(viewer, register).admits(record) else {
            throw RecordRefusal.notFound(register: register.title, id: record.id)
        }
        let cycle = catalogue.lifecycle(of: register)
        if viewer.isLimited, !cycle.isWithOwner(record.state) {
            throw RecordRefusal.handedIn(state: cycle.title(of: record.state))
        }
    }

    /// Whether the viewer may change the cells of a record now.
    public func mayChange(_ viewer: Viewer, _ record: Record, in register: Register) -> Bool {
        let cycle = catalogue.lifecycle(of: register)
        return may(viewer, .change, on: register)
            && RecordScope(viewer, register).admits(record)
            && !(cycle.state(record.state)?.isClosed ?? false)
            && (!viewer.isLimited || cycle.isWithOwner(record.state))
    }

    /// The moves that the viewer may make of a record now.
    public func moves(_ viewer: Viewer, _ record: Record, in register: Register)
        -> [Lifecycle.Move]
    {
        guard may(viewer, .move, on: register), RecordScope(viewer, register).admits(record) else {
            return []
        }
        return catalogue.lifecycle(of: register).moves(from: record.state).filter {
            $0.roles.isEmpty ? !viewer.isLimited : $0.roles.contains(viewer.role.name)
        }
    }

    /// The fields that the viewer fills in: an organisation neither the bureau's own of its record
    /// nor those that say where the record came from, nobody personal ones that they do not see.
    public func fields(_ viewer: Viewer, in register: Register) -> [Field] {
        register.seen(by: viewer).fields.filter { field in
            if field.personal, !viewer.seesPersonal(in: register) { return false }
            guard viewer.role.reach == .organisation else { return true }
            return register.isOwners(field)
        }
    }

    /// Refuses answers for fields that are not the viewer's to fill in, by whichever name they are
    /// called.
    /// - Throws: `RecordRefusal.fields`.
    func permit(_ viewer: Viewer, toAnswer answers: some Collection<String>, in register: Register)
        throws
    {
        let own = Set(fields(viewer, in: register).map(\.name))
        let others = answers.compactMap { name in
            register.field(name) ?? register.fields.first { $0.title == name }
        }.filter { !own.contains($0.name) }
        if others.isEmpty { return }
        let isOwner = viewer.role.reach == .organisation
        throw RecordRefusal.fields(
            others.map {
                FieldProblem(
                    field: $0.name, title: $0.title, value: "",
                    rule: isOwner || $0.isBureaus
                        ? "由办理科室填写" : "是个人信息，本角色看不到，也不能填",
                    advice: isOwner ? "单位不用填，去掉后再报" : "请办理科室填写")
            })
    }

    /// Refuses a record that would lie outside what its maker may see.
    /// - Throws: `RecordRefusal.notYours`.
    func admit(_ record: Record, of viewer: Viewer, in register: Register) throws {
        guard viewer.isLimited, !RecordScope(viewer, register).admits(record) else { return }
        let fields = viewer.role.reach == .county ? ["county"] : register.belongsTo
        throw RecordRefusal.notYours(
            register: register.title,
            titles: fields.map { register.field($0)?.title ?? register.title })
    }

    /// An organisation is one record; it makes no further ones of its kind.
    private static func isItself(_ viewer: Viewer, _ register: Register) -> Bool {
        viewer.role.reach == .organisation && register.belongsTo.contains("id")
    }

    private static let writing: Set<Role.Act> = [
        .create, .change, .move, .withdraw, .import, .sign,
    ]

    private static let words: [Role.Act: String] = [
        .read: "查看", .create: "新建", .change: "修改", .move: "办理", .withdraw: "撤回",
        .import: "导入", .export: "导出", .annotate: "注记", .sign: "签发", .freeze: "定稿",
        .verify: "核验", .manageAccounts: "管理账号", .approveAccounts: "审定账号", .audit: "审计",
    ]
}
