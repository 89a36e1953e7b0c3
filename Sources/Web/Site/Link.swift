/// An address inside the platform.
public struct Link: Hashable, Sendable {
    public let pattern: RoutePattern
    let values: [String]
    let parameters: Parameters
    var fragment: String?

    /// The path with its query, percent escaped.
    public var path: String {
        pattern.path(values) + parameters.text + (fragment.map { "#" + $0 } ?? "")
    }

    init(
        _ pattern: RoutePattern, _ values: [String] = [], _ parameters: Parameters = Parameters(),
        fragment: String? = nil
    ) {
        self.pattern = pattern
        self.values = values
        self.parameters = parameters
        self.fragment = fragment
    }

    static let today = Link(.today)

    static func overview(_ year: Int? = nil) -> Link {
        Link(.overview, [], Parameters().with("year", year.map(String.init)))
    }

    static let registers = Link(.registers)

    static func register(_ name: String, _ parameters: Parameters = Parameters()) -> Link {
        Link(.register, [name], parameters)
    }

    static func record(_ register: String, _ id: Int64) -> Link {
        Link(.record, [register, String(id)])
    }

    static func figures(_ parameters: Parameters = Parameters()) -> Link {
        Link(.figures, [], parameters)
    }

    static func figure(_ name: String, year: Int? = nil, county: String? = nil) -> Link {
        Link(.figure, [name], question(year, county))
    }

    static func lineage(
        _ name: String, year: Int, county: String?, part: String? = nil, page: Int = 1
    ) -> Link {
        var parameters = question(year, county).with("part", part)
        if page > 1 { parameters = parameters.with("page", String(page)) }
        return Link(.lineage, [name], parameters)
    }

    static func worklists(_ parameters: Parameters = Parameters()) -> Link {
        Link(.worklists, [], parameters)
    }

    static func worklist(_ name: String, _ parameters: Parameters = Parameters()) -> Link {
        Link(.worklist, [name], parameters)
    }

    static func runningCosts(_ year: Int) -> Link { Link(.runningCosts, [], question(year, nil)) }

    static let reports = Link(.reports)

    static let check = Link(.check)

    static let me = Link(.me)
    static let accounts = Link(.accounts)
    static let members = Link(.members)

    static func signIn(then path: String? = nil) -> Link {
        Link(.signIn, [], Parameters().with("then", path))
    }

    static func account(_ id: Int64) -> Link { Link(.account, [String(id)]) }

    static func account(_ id: Int64, _ act: String) -> Link {
        Link(.accountAct, [String(id), act])
    }

    static func newRecord(_ register: String, from record: Int64? = nil, draft: String? = nil)
        -> Link
    {
        Link(
            .newRecord, [register],
            Parameters().with("from", record.map(String.init)).with("draft", draft))
    }

    static func editRecord(_ register: String, _ id: Int64, draft: String? = nil) -> Link {
        Link(.editRecord, [register, String(id)], Parameters().with("draft", draft))
    }

    static func moveRecord(_ register: String, _ id: Int64, _ move: String) -> Link {
        Link(.moveRecord, [register, String(id), move])
    }

    static func withdrawRecord(_ register: String, _ id: Int64) -> Link {
        Link(.withdrawRecord, [register, String(id)])
    }

    static func recordFiles(_ register: String, _ id: Int64) -> Link {
        Link(.recordFiles, [register, String(id)])
    }

    static func file(_ id: Int64) -> Link { Link(.file, [String(id)]) }

    static func withdrawFile(_ id: Int64) -> Link { Link(.withdrawFile, [String(id)]) }

    static let returns = Link(.returns)

    static func ledger(earmark: Int64? = nil, page: Int = 1) -> Link {
        Link(
            .ledger, [],
            Parameters().with("earmark", earmark.map(String.init))
                .with("page", page > 1 ? String(page) : nil))
    }

    static func statement(_ account: Int64) -> Link { Link(.statement, [String(account)]) }

    static func returnTask(_ id: Int64) -> Link { Link(.returnTask, [String(id)]) }

    static func specialFunds(_ year: Int? = nil) -> Link {
        Link(.specialFunds, [], question(year, nil))
    }

    static func specialFund(_ id: Int64, _ year: Int?) -> Link {
        Link(.specialFund, [String(id)], question(year, nil))
    }

    static func projectMoney(_ id: Int64) -> Link { Link(.projectMoney, [String(id)]) }

    static func receiptMoney(_ id: Int64) -> Link { Link(.receiptMoney, [String(id)]) }

    /// A page about one return, or one sheet of it.
    static func of(_ pattern: RoutePattern, _ id: Int64) -> Link { Link(pattern, [String(id)]) }

    static func sheet(_ id: Int64) -> Link { Link(.sheet, [String(id)]) }

    static func report(_ name: String, _ year: Int) -> Link { Link(.report, [name, String(year)]) }

    static func version(_ name: String, _ year: Int, _ number: Int) -> Link {
        Link(.version, [name, String(year), String(number)])
    }

    static func journal(page: Int = 1) -> Link {
        Link(.journal, [], Parameters().with("page", page > 1 ? String(page) : nil))
    }

    static func entry(_ number: Int64) -> Link { Link(.entry, [String(number)]) }

    static func search(_ text: String? = nil, in register: String? = nil, page: Int = 1) -> Link {
        Link(
            .search, [],
            Parameters().with("q", text).with("in", register)
                .with("page", page > 1 ? String(page) : nil))
    }

    static func question(_ year: Int?, _ county: String?) -> Parameters {
        Parameters().with("year", year.map(String.init)).with("county", county)
    }
}
