public import Catalogue
public import Store
import Values

/// The registers of one city: its database, and what each register's records look like in it.
public struct Registry: Sendable {
    public let database: Database
    let plans: [String: RegisterPlan]

    public init(_ database: Database) {
        self.database = database
        plans = Dictionary(
            uniqueKeysWithValues: database.catalogue.registers.map {
                (
                    $0.name,
                    RegisterPlan(
                        $0, database.catalogue, database.dialect, database.personalKey)
                )
            })
    }

    public var catalogue: Catalogue { database.catalogue }

    /// The register of that name.
    /// - Throws: `RecordRefusal.noRegister` with the nearest name.
    public func register(_ name: String) throws -> Register { try plan(name).register }

    func plan(_ name: String) throws -> RegisterPlan {
        if let plan = plans[name] { return plan }
        let titled = plans.values.first { $0.register.title == name }
        if let titled { return titled }
        let names = plans.keys.sorted()
        throw RecordRefusal.noRegister(name, advice: Catalogue.advice(for: name, among: names))
    }

    /// Refuses where the viewer's role may not do this here.
    public func permit(_ viewer: Viewer, _ act: Role.Act, on register: Register) throws {
        guard !viewer.role.may(act, on: register.name) else { return }
        let who = catalogue.roles.values.filter { $0.may(act, on: register.name) }.map(\.title)
        throw RecordRefusal.roleMayNot(
            role: viewer.role.title, act: Self.words[act] ?? act.rawValue, register: register.title,
            who: who.sorted().joined(separator: "、"))
    }

    private static let words: [Role.Act: String] = [
        .read: "查看", .create: "新建", .change: "修改", .move: "办理", .withdraw: "撤回",
        .import: "导入", .export: "导出", .annotate: "注记", .sign: "签发", .freeze: "定稿",
        .verify: "核验",
    ]
}
