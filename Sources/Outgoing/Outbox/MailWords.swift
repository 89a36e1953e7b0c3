internal import Values

extension MailTemplate {
    /// Subject and lines of a mail.
    func words(_ platform: String) -> (subject: String, lines: [String]) {
        switch self {
        case .day(let counts, let link):
            (
                "\(platform)：\(Self.headline(counts))",
                Self.list(counts) + ["", "请登录后查看：\(link.text)"]
            )
        case .invitation(let days, let link):
            (
                "\(platform)：请开通您的账户",
                [
                    "已为您建立\(platform)的账户。请在\(days)天内打开下面的链接，设置密码：", link.text,
                    "链接只能用一次，请不要转发。", "如果您不知道此事，不必理会，账户不会开通。",
                ]
            )
        case .passwordReset(let minutes, let link):
            (
                "\(platform)：重设密码",
                [
                    "有人（应当是您本人）要求重设密码。请在\(minutes)分钟内打开下面的链接：", link.text,
                    "链接只能用一次，请不要转发。", "如果不是您本人，不必理会，密码不会改变。",
                ]
            )
        case .passwordChanged(let time): Self.change("密码已修改", time, platform)
        case .secondStepChanged(let time): Self.change("登录的第二步验证已变更", time, platform)
        case .addressChanged(let time): Self.change("联系邮箱已更换", time, platform)
        case .accountLocked(let time, let minutes):
            (
                "\(platform)：账户暂时锁定",
                [
                    "\(time.businessTime)，您的账户因多次输错密码被锁定，\(minutes)分钟后可以再试。",
                    "如果不是您本人所为，请告知平台管理员。",
                ]
            )
        }
    }

    /// A change that its owner made, or somebody else.
    private static func change(
        _ what: String, _ time: Instant, _ platform: String
    ) -> (subject: String, lines: [String]) {
        (
            "\(platform)：\(what)",
            [
                "\(time.businessTime)，您的账户有变更：\(what)。", "如果是您本人所为，不必理会。",
                "如果不是，请立即联系平台管理员停用账户。",
            ]
        )
    }

    /// The gravest number first; one is enough for a subject.
    private static func headline(_ counts: DayCounts) -> String {
        if counts.overdue > 0 { return "\(counts.overdue)件待办已逾期" }
        if counts.returned > 0 { return "\(counts.returned)件被退回，待修改" }
        if counts.dueSoon > 0 { return "\(counts.dueSoon)件待办即将到期" }
        if counts.waiting > 0 { return "\(counts.waiting)件待办" }
        return "\(counts.notices)条新通知"
    }

    private static func list(_ counts: DayCounts) -> [String] {
        let rows = [
            (counts.waiting, "待办", "件"), (counts.overdue, "其中已逾期", "件"),
            (counts.dueSoon, "其中即将到期", "件"), (counts.returned, "被退回、待修改", "件"),
            (counts.notices, "未读通知", "条"),
        ]
        return ["您在平台上有："] + rows.filter { $0.0 > 0 }.map { "· \($0.1)\($0.0)\($0.2)" }
    }
}
