public import Values

/// Everything that is declared: registers, life cycles, code lists, figures, work lists, rules,
/// roles, reports.
public struct Catalogue: Sendable {
    /// The folders it was read from, lowest first.
    public let layers: [Layer]
    /// SHA-256 over all files, in hex: what records remember as the version they were made under.
    public let digest: String
    /// In order of their names.
    public let registers: [Register]
    public let lifecycles: [String: Lifecycle]
    public let lists: [String: CodeList]
    /// In order of their references, then as declared.
    public let figures: [FigureDefinition]
    /// In the order of their files and lines.
    public let worklists: [Worklist]
    public let rules: [String: DatedRule]
    public let roles: [String: Role]
    public let reports: [String: ReportTemplate]
    /// In the order of their declaration.
    public let papers: [PaperTemplate]
    /// Chains of approval by name.
    public let approvals: [String: ApprovalChain]
    /// In order of their names.
    public let programmes: [Programme]
    /// Made-up rows by register.
    public let samples: [String: Sample]
    public let calendar: WorkingCalendar
    /// Words whose characters are read otherwise than alone, with the readings of each character:
    /// 长沙 is `cháng shā`.
    public let readings: [String: [String]]

    let registersByName: [String: Register]
    let figuresByName: [String: FigureDefinition]

    /// The city (or province, or nation) that the deepest layer stands for.
    public var city: Layer { layers[layers.count - 1] }

    public func register(_ name: String) -> Register? { registersByName[name] }
    public func figure(_ name: String) -> FigureDefinition? { figuresByName[name] }
    public func programme(_ name: String) -> Programme? { programmes.first { $0.name == name } }
    public func list(_ name: String) -> CodeList? { lists[name] }
    public func worklist(_ name: String) -> Worklist? { worklists.first { $0.name == name } }

    /// The life cycle of a register; a checked catalogue has one for each.
    public func lifecycle(of register: Register) -> Lifecycle {
        lifecycles[register.lifecycle]
            ?? Lifecycle(
                name: "", title: "", initial: "", states: [], moves: [], place: register.place)
    }

    /// Reads and checks the layers, lowest first, each with those it extends.
    /// - Throws: `CatalogueProblems` with every mistake.
    public static func load(_ folders: [String]) throws -> Catalogue {
        let problems = ProblemList()
        var loading = CatalogueLoading(problems: problems)
        loading.read(folders)
        let catalogue = loading.catalogue()
        CatalogueCheck(catalogue, problems).run()
        guard problems.problems.isEmpty else { throw CatalogueProblems(problems.sorted) }
        return catalogue
    }
}

/// A folder of declarations: of the nation, a province or a city.
public struct Layer: Sendable {
    public enum Level: String, CaseIterable, Sendable { case national, province, city }

    public let folder: String
    public let level: Level
    public let title: String
    /// GB/T 2260 code; nil for the nation.
    public let region: RegionCode?
}
