import Catalogue
import Registers
import Values

/// What the address of a list asks, read into filters, and said back as a form and chips.
struct ListQuery: Sendable {
    let register: Register
    let filters: [RecordFilter]
    let chips: [Chips.Chip]
    /// What was asked, without the page.
    let parameters: Parameters
    let sort: String?

    /// Names in the address that are no fields.
    private static let words: Set<String> = [
        "q", "sort", "page", "limit", "cursor", "format", "in-year",
    ]

    init(_ register: Register, _ asked: Parameters, _ desk: Desk) throws {
        let parameters = Parameters(
            asked.items.filter { !$0.value.isEmpty && $0.name != "page" }.map {
                ($0.name, $0.value)
            })
        self.register = register
        self.parameters = parameters
        sort = parameters["sort"]
        var filters: [RecordFilter] = []
        var chips: [Chips.Chip] = []
        func chip(_ title: String, _ value: String, _ name: String) {
            chips.append(
                .init(
                    text: "\(title)：\(value)",
                    remove: .register(register.name, parameters.with(name, nil))))
        }
        if let word = parameters["q"] {
            filters.append(RecordFilter(field: "", comparison: .contains, value: word))
            chip("含", word, "q")
        }
        if let text = parameters["in-year"], let field = Self.yearField(register) {
            let year = try desk.year(text)
            filters += Self.within(year, field)
            chip("\(field.title)在", "\(year)年", "in-year")
        }
        for item in parameters.items where !Self.words.contains(item.name) {
            filters.append(
                RecordFilter(field: item.name, comparison: .equals, value: item.value))
            let field = register.field(item.name)
            let title = item.name == "state" ? "状态" : field?.title ?? item.name
            chip(title, Self.words(item, register, desk.catalogue), item.name)
        }
        self.filters = filters
        self.chips = chips
    }

    private static func words(_ item: Parameters.Item, _ register: Register, _ catalogue: Catalogue)
        -> String
    {
        if item.name == "state" { return catalogue.lifecycle(of: register).title(of: item.value) }
        guard let field = register.field(item.name), let list = field.type.codeList else {
            if register.field(item.name)?.type == .boolean { return item.value == "1" ? "是" : "否" }
            return item.value
        }
        return catalogue.list(list)?.title(of: item.value) ?? item.value
    }

    /// The date that a year is asked of: the one the list is sorted by, else the first shown, else
    /// the first there is.
    static func yearField(_ register: Register) -> Field? {
        if let field = register.field(register.sort.field), field.type.isCalendar { return field }
        let shown = register.list.compactMap(register.field)
        return (shown + register.fields.filter { !$0.isCommon }).first { $0.type.isCalendar }
    }

    private static func within(_ year: Int, _ field: Field) -> [RecordFilter] {
        func filter(_ comparison: RecordFilter.Comparison, _ value: String) -> RecordFilter {
            RecordFilter(field: field.name, comparison: comparison, value: value)
        }
        switch field.type {
        case .year: return [filter(.equals, String(year))]
        case .month: return [filter(.atLeast, "\(year)-01"), filter(.atMost, "\(year)-12")]
        default: return [filter(.atLeast, "\(year)-01-01"), filter(.atMost, "\(year)-12-31")]
        }
    }

    /// The form that asks the same again.
    func form(_ catalogue: Catalogue, years: [Int]) -> FilterForm {
        var inputs = [
            FilterForm.Input(
                name: "q", title: "查找", value: parameters["q"] ?? "",
                control: .search(placeholder: "名称、编号等文字"))
        ]
        func add(_ name: String, _ title: String, _ options: [FilterForm.Option]) {
            inputs.append(
                .init(
                    name: name, title: title, value: parameters[name] ?? "",
                    control: .choice(options, any: "全部")))
        }
        let states = catalogue.lifecycle(of: register).states
        add("state", "状态", states.map { .init(value: $0.name, title: $0.title) })
        if let field = Self.yearField(register) {
            let options = years.reversed().map {
                FilterForm.Option(value: String($0), title: "\($0)年")
            }
            add("in-year", field.title, options)
        }
        for field in chosenFields {
            if field.type == .boolean {
                add(
                    field.name, field.title,
                    [.init(value: "1", title: "是"), .init(value: "0", title: "否")])
            } else if let codes = catalogue.list(field.type.codeList ?? "")?.codes,
                codes.count <= 60
            {
                add(field.name, field.title, codes.map { .init(value: $0.code, title: $0.title) })
            }
        }
        let shown = Set(inputs.map(\.name))
        let hidden = parameters.items.filter { !shown.contains($0.name) }.map {
            ($0.name, $0.value)
        }
        return FilterForm(
            action: .register(register.name), inputs: inputs, hidden: hidden,
            label: "筛选\(register.title)")
    }

    /// The county and the choices among the columns of the list.
    private var chosenFields: [Field] {
        let shown = register.list.compactMap(register.field).filter {
            $0.type.codeList != nil || $0.type == .boolean
        }
        let county = register.fields.filter { $0.type == .county && !shown.contains($0) }
        return county + shown.filter { !$0.personal }
    }
}
