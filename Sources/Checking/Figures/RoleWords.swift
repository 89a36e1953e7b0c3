/// The words by which a figure's part in its sentence is known.
enum RoleWords {
    static let rise = Lexicon(
        "增长 增加 提高 上升 上涨 提升 净增 净增加 增 涨 扩大 增长率 增速 增幅 涨幅 升幅 增长率达 增加额 增长速度 增长幅度 多 加快 增收 新增加 上浮 递增 增支"
    )
    static let net = Lexicon("净增 净增加")
    static let fall = Lexicon(
        "下降 减少 降低 回落 下滑 缩减 压减 压缩 降 减 收窄 降幅 减幅 负增长 下跌 下调 跌 放缓 少 净减少 减收 核减 减支 降幅达")
    /// Stand between the word and the number and change nothing.
    static let fillers = Lexicon(
        "了 为 达 达到 约 约为 近 超 超过 仅 仅为 分别 分别为 又 均 均为 各 高达 是 ： : 大约 将近 逾 突破 预计 预计达 接近 至少 不足 不到 也 达了 ≥ ≤ 大致 左右 幅度为 幅度达 共 共计 力争 可 将 全年 整体"
    )
    /// A level is reached, not a change told: 增加到, 降至.
    static let reached = Lexicon(
        "增长到 增加到 提高到 上升到 提升到 扩大到 增至 升至 提高至 提升至 上升至 增加至 增长至 扩大至 下降到 减少到 降低到 回落到 下降至 减少至 降低至 降至 降到 减至 回落至 压减到 压减至 缩减到 缩减至 达到 达 调整为 调整到"
    )
    static let yearBefore = Lexicon(
        "同比 比上年 较上年 比去年 较去年 与上年 与去年 同上年 比上一年 较上一年 上年同期 去年同期 比上年度 较上年度 比前一年 按年")
    static let periodBefore = Lexicon("环比 比上月 较上月 比上季 较上季 比年初 较年初 比上年末 较上年末 比上半年")
    static let budget = Lexicon(
        "比年初预算 较年初预算 比预算 较预算 与年初预算 与预算 比年初 较年初预算数 比年初预算数 比调整预算 较调整预算 比计划 较计划 超预算 比全年预算 与全年预算")
    static let real = Lexicon("年均 年平均 累计增长 可比价 可比口径 不变价 实际增长 同口径 按可比 扣除价格 可比增长 实际下降 剔除 还原 扣除")
    static let forecast = Lexicon("预计 预期 预估 力争 有望 争取达到 争取实现 争取完成 拟 计划 目标 确保 将达 将达到 将实现 估计 估算 预测")
    static let about = Lexicon("约 近 将近 大约 约为 接近 约达 大致")
    static let above = Lexicon("超 超过 逾 突破 至少 高于 不低于 不少于 ≥ 达到或超过 多达 大于")
    static let below = Lexicon("不足 不到 不超过 低于 少于 ≤ 未超过 不高于 小于 控制在")
    static let aboutAfter = Lexicon("左右 上下")
    static let aboveAfter = Lexicon("以上")
    static let belowAfter = Lexicon("以内 以下 之内")
    static let share = Lexicon("占 占比 比重 比例 份额 占全部 占比达")
    static let shareEnds = Lexicon("比重 占比 比例 份额 比重达 占比为")
    static let completion = Lexicon(
        "执行率 完成率 支出进度 完成年初预算 完成预算 完成年度预算 完成全年预算 完成调整预算 为预算 为年初预算 为调整预算 为年度预算 占预算 占年初预算 占年度预算 占全年预算 占调整预算 完成年初预算数 完成年初目标 完成计划 完成年度计划 完成目标任务 完成年度目标 完成全年任务 完成年度任务 完成率达 执行进度 完成调整后预算 为调整后预算 完成预算数 为年度计划 为全年预算 为预算数 占预算数 占年初预算数 完成进度 到位率 支付率 使用率 资金执行率 完成任务 完成年初计划 完成全年计划 完成全年目标 为计划 预算完成率 预算执行率"
    )
    static let average = Lexicon(
        "人均 户均 亩均 平均 均价 日均 月均 年均 次均 村均 校均 项均 单均 均 每人 每户 每亩 每个 每名 每家 每台 每平方公里 每万人 每项 每吨 单笔 单价")
    static let previous = Lexicon("上年 去年 上一年 上年度 上年同期 去年同期 前一年")
    static let asOf = Lexicon("截至 截止 截止到 截至到 截止至")
    static let current = Lexicon("今年 本年 本年度 全年 全年累计 当年 年内 今年以来")
}
