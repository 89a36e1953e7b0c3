public import Documents

/// What a column of a table of payees means, as files head it.
public enum SplitColumn: String, CaseIterable, Sendable {
    case rank, recipient, uscc, county, project, projectNo, amount, share, earmark, through

    /// The headings that mean it, the surest first.
    private var words: [String] {
        switch self {
        case .rank: ["排名", "名次", "排序", "位次"]
        case .recipient:
            [
                "收款单位名称", "收款单位", "单位名称", "承担单位", "项目承担单位", "企业名称", "申报单位", "项目单位",
                "单位全称", "单位", "企业", "名称", "实施单位",
            ]
        case .uscc: ["统一社会信用代码", "社会信用代码", "信用代码", "统一代码"]
        case .county:
            [
                "统计归口", "县市区", "县(市、区)", "县(市区)", "县市区名称", "所属县市区", "所在县市区", "区县", "县区",
                "所属区县", "属地", "所在地", "地区", "归口",
            ]
        case .project: ["项目名称", "项目", "支持事项", "奖补事项", "用途"]
        case .projectNo: ["项目编号", "立项编号", "合同编号"]
        case .amount:
            [
                "下达金额", "本次下达金额", "本次下达", "金额", "补助金额", "奖补金额", "拨款金额", "支持金额", "拟补助金额",
                "安排金额", "分配金额", "资助金额", "奖金", "资金额度", "补助资金", "安排资金",
            ]
        case .share: ["分配比例", "比例", "份额", "占比", "权重", "系数"]
        case .earmark: ["专项资金", "专项", "专项名称", "资金类别"]
        case .through: ["拨付渠道", "拨付方式"]
        }
    }

    private static let known: [String: SplitColumn] = {
        var known: [String: SplitColumn] = [:]
        for column in allCases {
            for word in column.words { known[Heading(word).plain] = column }
        }
        return known
    }()

    /// What a heading means; nil where it is none of them.
    public static func of(_ heading: Heading) -> SplitColumn? {
        if let column = known[heading.plain] { return column }
        // 2025年拟安排资金, 拟支持企业名称, 企业统一社会信用代码.
        if heading.plain.hasSuffix("信用代码") { return .uscc }
        if heading.plain.hasSuffix("单位名称") || heading.plain.hasSuffix("企业名称") {
            return .recipient
        }
        if heading.plain.hasSuffix("金额") || heading.plain.hasSuffix("资金") { return .amount }
        return nil
    }
}
