/// All registers, grouped by the section that keeps them.
struct RegistersPage: Sendable {
    struct Entry: Sendable {
        let name: String
        let title: String
        let count: Int
        let help: String?
    }

    struct Group: Sendable {
        let title: String
        let entries: [Entry]
    }

    let frame: Frame
    let groups: [Group]
    let search: String

    var html: HTML {
        let total = groups.reduce(0) { $0 + $1.entries.count }
        let form = FilterForm(
            action: .registers,
            inputs: [
                .init(
                    name: "q", title: "按名称找登记册", value: search,
                    control: .search(placeholder: "例如 合同"))
            ], label: "找登记册")
        let empty: HTML = """
            <div class="empty"><p>没有名称含“\(search)”的登记册。</p>
            <a class="btn" href="\(Link.registers)">看全部登记册</a></div>
            """
        return Layout.page(
            frame,
            """
            <div class="top"><div><h1>登记册</h1>
            <p class="lede">本市科技工作的全部记录，按主管科室分组；每个指标都由这些记录算出。</p></div></div>
            \(form.html)<p class="count" role="status">共 \(total) 个登记册</p>
            \(groups.isEmpty ? empty : "\(each: groups, Self.group)")
            """)
    }

    private static func group(_ group: Group) -> HTML {
        """
        <section class="group"><h2>\(group.title)<small>\(group.entries.count) 个</small></h2>
        <ul class="tiles">\(each: group.entries, tile)</ul></section>
        """
    }

    private static func tile(_ entry: Entry) -> HTML {
        """
        <li><a href="\(Link.register(entry.name))"\(attribute: "title", entry.help)>\(entry.title)\
        <span class="n">\(Numbers.grouped(entry.count)) 条</span></a></li>
        """
    }
}
