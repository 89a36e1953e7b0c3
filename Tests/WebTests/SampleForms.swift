import Values

@testable import Web

extension EditForm {
    /// Every control, half filled, as it comes back with things to mend.
    static let sample = EditForm(
        title: "填报：科技成果登记",
        lead: "登记一项完成的科技成果，供年度报告和成果转化使用。提交后由科技成果转化促进科核对，一般 3 个工作日内答复。",
        action: .worklist("submit"), csrf: "c0ffee",
        groups: [
            .init(title: "成果", fields: texts),
            .init(title: "金额和时间", fields: amounts),
            .init(title: "单位和人", fields: choices),
            .init(title: "明细和附件", help: "没有的可以不填。", fields: tables),
        ],
        bar: SaveBar(
            state: .saved(Instant(milliseconds: 1_770_703_380_000)),
            acts: [
                .init(value: "save", title: "存草稿"),
                .init(value: "submit", title: "提交", kind: .primary),
            ], cancel: .registers),
        hidden: [("draft", "7"), ("version", "3")],
        draft: .worklist("draft"), compare: .worklist("compare"),
        prefill: .worklist("prefill"), prefillsFrom: ["owner"],
        problems: ["同一成果今年已登记过：#12 <重复>"],
        remark: .init(text: "附件没有盖章，请补。", by: "张某，3月5日"))

    private static let texts = [
        FormField(
            name: "title", title: "成果名称", control: TextControl(value: "<洞庭>湖水质在线监测", most: 100),
            isRequired: true, help: "与鉴定证书一致", example: "低温余热回收成套技术",
            source: "《科技成果登记办法》第六条"),
        FormField(
            name: "summary", title: "成果简介",
            control: TextControl(value: "第一行\n第二行", most: 500, lines: 4),
            remark: .init(text: "请写明应用单位。", by: "张某，3月5日"), before: "第一行"),
        FormField(
            name: "number", title: "登记号", control: FixedControl(value: "CG-2025-001"),
            help: "提交后自动编号"),
    ]

    private static let amounts = [
        FormField(
            name: "income", title: "转化收入", control: MoneyControl(value: "1,409.50"),
            isRequired: true, origin: "取自 #12 技术合同", before: "1,400"),
        FormField(
            name: "budget", title: "投入", control: MoneyControl(value: "一百", unit: .wan),
            problem: .init(words: "“一百”不是金额", advice: "写成数字，例如 100")),
        FormField(
            name: "share", title: "占股",
            control: NumberControl(value: "12.5", unit: "%", decimals: 2)),
        FormField(
            name: "done_on", title: "完成日期",
            control: CalendarControl(kind: .date, value: "2025-03-01"),
            isRequired: true),
        FormField(
            name: "begun", title: "开始月份", control: CalendarControl(kind: .month, value: "2024年3"),
            problem: .init(words: "“2024年3”读不出年月", advice: "写成 2024-03 或 2024年3月")),
        FormField(
            name: "year", title: "报告年度", control: CalendarControl(kind: .year, value: "2025")),
    ]

    private static let manyOptions = (1...40).map {
        ChoiceControl.Option(value: "i\($0)", title: "行业\($0)", keys: "hy\($0)")
    }

    private static let choices = [
        FormField(
            name: "kind", title: "成果类别",
            control: ChoiceControl(
                options: [
                    .init(value: "applied", title: "应用技术", help: "能在生产中用的"),
                    .init(value: "basic", title: "基础理论"), .init(value: "soft", title: "软科学"),
                ], value: "basic"), isRequired: true),
        FormField(
            name: "field_of_use", title: "应用领域", control: TextControl(value: ""),
            shownWhen: .init(field: "kind", values: ["applied"], words: "成果类别为应用技术")),
        FormField(
            name: "in_use", title: "已经应用", control: YesNoControl(value: ""),
            shownWhen: .init(field: "kind", values: ["applied"], words: "成果类别为应用技术")),
        FormField(
            name: "used_by", title: "应用单位", control: TextControl(value: ""),
            shownWhen: .init(field: "in_use", values: ["1"], words: "已经应用为是")),
        FormField(
            name: "level", title: "水平",
            control: ChoiceControl(
                options: (1...8).map { .init(value: "l\($0)", title: "第\($0)级") }, value: "l9")),
        FormField(
            name: "industry", title: "国民经济行业",
            control: ChoiceControl(options: manyOptions, value: "i7")),
        FormField(
            name: "subject", title: "学科",
            control: TreeControl(
                nodes: [
                    .init(
                        value: "110", title: "数学",
                        children: [
                            .init(value: "11011", title: "数学史"),
                            .init(
                                value: "11014", title: "数理逻辑",
                                children: [.init(value: "1101410", title: "演绎逻辑学")]),
                        ], isChoosable: false), .init(value: "120", title: "信息科学"),
                ], value: "1101410")),
        FormField(
            name: "place", title: "应用地",
            control: RegionControl(
                own: [.init(value: "430602", title: "岳阳楼区"), .init(value: "430626", title: "平江县")],
                value: "other", other: "长沙市")),
        FormField(name: "open", title: "可否公开", control: YesNoControl(value: "")),
        FormField(
            name: "owner", title: "完成单位",
            control: RecordPicker(
                source: .worklist("pick"), value: "洞庭甲公司",
                chosen: .init(id: 12, label: "洞庭甲公司", detail: "91430600…A，岳阳楼区")),
            isRequired: true),
        FormField(
            name: "partner", title: "合作单位",
            control: RecordPicker(
                source: .worklist("pick"), value: "演示<公司>",
                candidates: [
                    .init(id: 3, label: "演示<公司>", detail: "平江县"),
                    .init(id: 4, label: "演示<公司>", detail: "汨罗市"),
                ]), problem: .init(words: "有 2 个同名单位", advice: "请选一个")),
    ]

    static let rowsControl = RowsControl(
        columns: [
            .init(name: "name", title: "完成人", kind: .text(most: 20), isRequired: true),
            .init(
                name: "role", title: "分工",
                kind: .choice([
                    .init(value: "lead", title: "负责"), .init(value: "join", title: "参加"),
                ])),
            .init(name: "amount", title: "奖金", unit: "元", kind: .number(decimals: 2)),
            .init(name: "since", title: "参加日期", kind: .date),
        ],
        rows: [
            .init(cells: ["林<甲>", "lead", "1000.5", "2024-03-01"]),
            .init(
                cells: ["吴乙", "join", "二百", ""], problems: ["amount": "不是数字"],
                remarks: ["since": "请补日期"]),
        ], most: 50, totals: ["amount": "1000.50"])

    private static let tables = [
        FormField(name: "people", title: "完成人", control: rowsControl),
        FormField(
            name: "proof", title: "证明材料",
            control: FilesControl(
                files: [
                    .init(
                        id: "9", name: "鉴定<书>.pdf", bytes: 1_234_567, link: .registers,
                        added: "3月5日，林某")
                ], limit: 100 << 20, endings: ".pdf,.docx"), help: "盖章后扫描"),
    ]
}

extension MergeView {
    static let sample = MergeView(
        title: "合并：科技成果登记", action: .worklist("merge"), csrf: "c0ffee", by: "李某", at: "今天 14:01",
        fields: [
            .init(name: "title", title: "成果名称", base: "监测", theirs: "在线监测", yours: "监测"),
            .init(name: "income", title: "转化收入", base: "1,000元", theirs: "1,000元", yours: "1,200元"),
            .init(
                name: "summary", title: "简介", base: "", theirs: "已在两家用\n效果好", yours: "<已在三家用>"),
        ], hidden: [("version", "4")], cancel: .registers, unanswered: ["summary"])
}

extension ConfirmPage {
    static func sample(reasonProblem: String? = nil) -> ConfirmPage {
        ConfirmPage(
            frame: .sample("退回 2 条"),
            lead: "退回后由填报单位修改再报，期限不变。退回可以撤销，直到对方打开为止。",
            action: .worklist("return"), csrf: "c0ffee",
            lines: [
                .init(title: "甲<公司>", link: .registers, now: "已提交", then: "退回修改"),
                .init(title: "乙公司", now: "已提交", then: "退回修改"),
                .init(title: "丙公司", now: "已通过", then: "已通过", kept: "已通过的不能退回"),
            ],
            reason: FormField(
                name: "reason", title: "退回理由", control: TextControl(value: "", most: 200, lines: 3),
                isRequired: true, help: "对方会看到", problem: reasonProblem.map { .init(words: $0) }),
            button: "确认退回 2 条", isDestructive: true, cancel: .registers)
    }
}

/// Small components together on one page.
enum SampleStates {
    static let calendar = WorkingCalendar(years: [
        2026: .init(holidays: [], working: [])
    ])

    static func due(_ iso: String, hour: String? = nil) -> DueMark {
        DueMark(
            due: CalendarDate(iso: iso)!, hour: hour, today: CalendarDate(iso: "2026-03-03")!,
            calendar: calendar)
    }

    static var page: HTML {
        var frame = Frame.sample("状态和进度")
        frame.person = .sample
        let notices = [
            Notice(kind: .done, text: "已提交，编号 CG-2025-001。", action: ("看这条记录", .registers)),
            Notice(kind: .news, text: "3月5日起用新的登记表。"),
            Notice(kind: .caution, text: "附件还没有盖章扫描件。"),
            Notice(kind: .wrong, text: "没有发出：<邮箱>地址不对。"),
        ]
        let steps = Steps(steps: [
            .init(title: "填报", state: .done, detail: "林某 3月2日"),
            .init(title: "推荐", state: .done, detail: "平江县科技局 3月3日"),
            .init(title: "核对", state: .now, detail: "等 科技成果转化促进科"),
            .init(title: "登记", state: .ahead),
        ])
        let dues = [
            due("2026-03-05", hour: "17:00"), due("2026-03-20"), due("2026-03-03"),
            due("2026-02-27"), due("2027-01-05"),
        ]
        return Layout.page(
            frame,
            """
            <div class="top"><h1>状态和进度</h1></div>\(notices.map(\.html))\(steps.html)
            <ul class="panel">\(dues.map { "<li>\($0.html)</li>" as HTML })</ul>
            \(EmptyState(sentence: "还没有要办的事。", action: ("看登记册", .registers)).html)
            """)
    }
}
