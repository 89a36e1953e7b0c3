public import Catalogue
public import Store
import Values

/// The registers of one city: its database, and what each register's records look like in it.
public struct Registry: Sendable {
    public let database: Database
    let plans: [String: RegisterPlan]
    let consequences: [any RecordConsequence]

    /// - Parameter consequences: what coded modules add to the steps of records, in this order.
    public init(_ database: Database, consequences: [any RecordConsequence] = []) {
        self.database = database
        self.consequences = consequences
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
}
