import Accounts
import Applications
import Approvals
import Awards
import Catalogue
import Documents
import Figures
import Files
import Funds
import Operating
import Registers
import Reports
import Returns
import Review
import Search
import Store
import Values
import Work

/// What is wrong with a request itself.
enum WebError: Error, Sendable {
    case noPage(String)
    case badParameter(title: String, value: String, rule: String, advice: String)
    case methodNotAllowed(String, allowed: [String])
    case forbidden(role: String)
    case onlyFromThisMachine
    case bodyTooLarge(limit: Int)
    case addressTooLong(limit: Int)
    case headersTooLarge(limit: Int)
    case tooSlow
    /// The connection ended before the body did.
    case brokenOff
    case lengthMissing
    case tooManyRequests
    case tooManyChecks
    /// A NUL somewhere: no text has one, and PostgreSQL takes none.
    case nul
    case otherSite
    case notSignedIn
    case needsEnrolment
    case notOfThisSession
    case notAForm(MultipartProblem)
}

/// An error as it is shown: what is wrong, where, and what to do. Status and wording of every
/// error are chosen here and nowhere else.
struct Failure: Sendable {
    struct Suggestion: Sendable {
        let title: String
        let link: Link
    }

    var status: Int
    let title: String
    let message: String
    let advice: String
    var suggestions: [Suggestion] = []
    /// Each thing that is wrong with what was sent, where it stands.
    var problems: [Problem] = []
    /// The request's id, by which an operator finds its line in the run log.
    var reference: String?
    /// Seconds after which it is worth another try.
    var retryAfter: Int?

    /// The failure that an error stands for, or nil where the fault is ours.
    init?(_ error: any Error, _ catalogue: Catalogue) {
        switch error {
        case let error as WebError: self.init(error)
        case let error as PaperRefusal:
            let status =
                switch error {
                case .noPaper, .noTemplate, .notOf: 404
                case .damaged: 409
                default: 422
                }
            self.init(status: status, title: "没有出具", message: error.description, advice: "")
        case let error as ApiRefusal: self.init(error)
        case let error as SignInRefusal:
            self.init(status: 401, title: "没有登录成功", message: error.description, advice: "")
        case let error as InvitationRefusal:
            self.init(status: 410, title: "链接不能用", message: error.description, advice: "")
        case let error as AccountRefusal: self.init(error)
        case let error as MembershipRefusal:
            let statuses: [MembershipRefusal: Int] = [.unknown: 404, .mayNot: 403]
            self.init(
                status: statuses[error] ?? 422, title: "没有办成", message: error.description,
                advice: "改正后再试。")
        case let error as ApiTokenRefusal:
            self.init(
                status: error == .unknown ? 404 : 422, title: "没有办成",
                message: error.description, advice: "改正后再试。")
        case let error as DraftRefusal:
            let status =
                switch error {
                case .stale: 409
                case .tooLarge: 413
                case .badKey: 400
                case .tooMany: 422
                }
            self.init(status: status, title: "草稿没有保存", message: error.description, advice: "")
        case let error as IncompleteArchive:
            self.init(
                status: 409, title: "案卷不完整", message: error.description, advice: "")
        case let error as RecordRefusal: self.init(error, catalogue)
        case let error as ApprovalRefusal: self.init(error)
        case let error as SignOnRefusal:
            self.init(status: 409, title: "没有绑定", message: error.description, advice: "")
        case let error as HandOverRefusal: self.init(error)
        case let error as MergeRefusal: self.init(error)
        case let error as AbsenceRefusal: self.init(error)
        case let error as FieldProblem:
            self.init(
                status: 400, title: "筛选条件有误",
                message: "“\(error.title)”不能是“\(error.value)”：\(error.rule)。",
                advice: error.advice)
        case FigureError.unknown(let name, let advice):
            self.init(
                status: 404, title: "没有这个指标", message: "没有名为“\(name)”的指标。", advice: advice,
                suggestions: [Suggestion(title: "全部指标", link: .figures())])
        case FigureError.noCounty(let name, let advice):
            self.init(
                status: 400, title: "没有这个县市区", message: "“\(name)”不在县市区名单里。", advice: advice)
        case WorklistError.unknown(let name, let advice):
            self.init(
                status: 404, title: "没有这个工作清单", message: "没有名为“\(name)”的工作清单。", advice: advice,
                suggestions: [Suggestion(title: "全部工作清单", link: .worklists())])
        case WorklistError.internalOnly(let role): self.init(WebError.forbidden(role: role))
        case WorklistError.notByCounty(let title):
            self.init(
                status: 400, title: "不分县市区", message: "工作清单“\(title)”不分县市区。",
                advice: "去掉县市区再看。",
                suggestions: [Suggestion(title: "全部工作清单", link: .worklists())])
        case ComposeRefusal.noTemplate(let name, let advice):
            self.init(
                status: 404, title: "没有这个报告", message: "没有名为“\(name)”的报告。", advice: advice,
                suggestions: [Suggestion(title: "全部报告", link: .reports)])
        case let error as ReportVersionProblem: self.init(error)
        case let error as DocumentProblem:
            let place = error.place.map { "\($0)：" } ?? ""
            self.init(
                status: 422, title: "文件读不了", message: "\(place)\(error.what)。",
                advice: error.remedy + "。")
        case let error as SearchRefusal:
            self.init(
                status: 400, title: "检索词有误", message: error.description, advice: "改好后再查一次。",
                suggestions: [Suggestion(title: "检索", link: .search())])
        case let error as FileRefusal: self.init(error)
        case let error as ReturnRefusal: self.init(error)
        case let error as AllocationRefusal: self.init(error)
        case let error as ReviewRefusal: self.init(error)
        case let error as DecisionRefusal: self.init(error)
        case let error as RecommendationRefusal: self.init(error)
        case let error as GateRefusal: self.init(error)
        case let error as CheckRefusal: self.init(error)
        case let error as ApplicationRefusal: self.init(error)
        case let error as CallRefusal: self.init(error)
        case let error as SecrecyMark: self.init(ApplicationRefusal.marked(error))
        case let error as OpennessRefusal: self.init(error)
        case let error as TopicRefusal: self.init(error)
        case let error as RefusedTransfer:
            self.init(
                status: 409, title: "没有记账", message: error.description,
                advice: "没有写入任何内容；这次尝试已留痕。")
        case let error as BudgetRefusal: self.init(error)
        case let error as FileStoreError: self.init(error)
        case let error as StoreError:
            guard let failure = Failure(error) else { return nil }
            self = failure
        default: return nil
        }
    }

    /// What passes by itself; nil for what somebody must see to.
    private init?(_ error: StoreError) {
        switch error {
        case .tooLong:
            self.init(
                status: 503, title: "查询时间太长", message: "这一页要查的内容太多，已停下，以免拖慢别人。",
                advice: "缩小年份、县市区或筛选条件后再查；要整册数据请用导出。")
        case .overloaded:
            self.init(
                status: 503, title: "请求太多", message: "排队的请求太多，这一次没有处理。",
                advice: "等几秒再试。")
            retryAfter = 5
        case .closing:
            self.init(
                status: 503, title: "服务正在停止", message: "服务正在停止，这一次没有处理。",
                advice: "等服务重新启动后再试。")
            retryAfter = 15
        case .connectionLost, .serverUnreachable, .locked, .conflict:
            self.init(
                status: 503, title: "数据库暂时连不上", message: "数据库暂时没有应答，这一次没有确认写入任何内容。",
                advice: "等一会儿再试；一直不行就告诉系统管理员。")
            retryAfter = 15
        case .diskFull, .diskFault, .readOnly:
            self.init(
                status: 507, title: "磁盘写不进去", message: "数据所在的磁盘已满或只读，这一次没有写入任何内容。",
                advice: "请系统管理员运行 dongting doctor，按提示腾出空间或改正权限。")
        default: return nil
        }
    }

    private init(_ error: ReportVersionProblem) {
        let all = [Suggestion(title: "全部报告", link: .reports)]
        switch error {
        case .noVersion(_, let year, let number, let known):
            self.init(
                status: 404, title: "没有这一版", message: "\(year)年度的报告没有第\(number)版。",
                advice: known.isEmpty ? "这个报告还没有定过稿。" : "已有：\(known.joined(separator: "、"))。",
                suggestions: all)
        case .unreadable(_, _, let year, let number), .tampered(_, _, let year, let number, _, _):
            self.init(
                status: 409, title: "定稿与摘要不符",
                message: "\(year)年度报告第\(number)版的内容与定稿时的摘要对不上，不予显示。",
                advice: "不要使用这一版；请系统管理员用 dongting verify 查明改动，再从备份恢复。",
                suggestions: all)
        }
    }

    init(
        status: Int, title: String, message: String, advice: String,
        suggestions: [Suggestion] = [], reference: String? = nil
    ) {
        self.status = status
        self.title = title
        self.message = message
        self.advice = advice
        self.suggestions = suggestions
        self.reference = reference
    }

    /// A fault of ours: nothing of its inside is told, but the reference leads to the log.
    static func fault(reference: String) -> Failure {
        Failure(
            status: 500, title: "系统出错", message: "这一页没有生成出来，原因已记入运行日志。",
            advice: "稍后重试；若仍不行，把编号 \(reference) 告诉系统管理员。", reference: reference)
    }

    private init(_ error: WebError) {
        switch error {
        case .noPage(let path):
            self.init(
                status: 404, title: "没有这一页", message: "地址“\(path)”上没有内容。",
                advice: "检查地址是否抄全，或从下面的入口进入。",
                suggestions: [
                    Suggestion(title: "一年一览", link: .overview()),
                    Suggestion(title: "全部登记册", link: .registers),
                    Suggestion(title: "全部指标", link: .figures()),
                ])
        case .badParameter(let title, let value, let rule, let advice):
            self.init(
                status: 400, title: "\(title)有误", message: "\(title)“\(value)”\(rule)。",
                advice: advice)
        case .methodNotAllowed(let method, let allowed):
            self.init(
                status: 405, title: "不支持这种操作", message: "这个地址不接受 \(method)。",
                advice: "可用：\(allowed.joined(separator: "、"))。")
        case .onlyFromThisMachine:
            self.init(
                status: 403, title: "只供本机", message: "运行指标只给本机上的监控程序看。",
                advice: "在服务器上取，或启动时用 --metrics-port 另开一个端口。")
        case .bodyTooLarge(let limit):
            self.init(
                status: 413, title: "内容太大", message: "提交的内容超过 \(sizeText(Int64(limit)))，没有接收。",
                advice: "把文件拆小，或请系统管理员用命令行导入；上限由启动时的 --max-body 决定。")
        case .addressTooLong(let limit):
            self.init(
                status: 414, title: "地址太长", message: "地址超过 \(limit) 个字节，没有处理。",
                advice: "减少筛选条件。")
        case .headersTooLarge(let limit):
            self.init(
                status: 431, title: "请求头太大", message: "请求头超过 \(limit) 个字节，没有处理。",
                advice: "清除浏览器里本站的 Cookie 后再试。")
        case .tooSlow:
            self.init(
                status: 408, title: "传得太慢", message: "请求没有在规定的时间里传完，没有接收。",
                advice: "检查网络后重试；文件大就拆小。")
        case .brokenOff:
            self.init(
                status: 400, title: "没有传完", message: "连接在传完之前断了，没有接收。", advice: "检查网络后重新上传。")
        case .lengthMissing:
            self.init(
                status: 411, title: "没有写明长度", message: "上传文件的请求要写明内容长度（Content-Length），没有接收。",
                advice: "用浏览器上传；程序请加上 Content-Length。")
        case .tooManyRequests:
            self.init(
                status: 503, title: "请求太多", message: "同时处理的请求已到上限，这一次没有处理。",
                advice: "等几秒再试。")
            retryAfter = 5
        case .tooManyChecks:
            self.init(
                status: 503, title: "正在核对的报告太多", message: "排队核对的报告已到上限，这一次没有处理。",
                advice: "等十几秒再试。")
            retryAfter = 15
        case .nul:
            self.init(
                status: 400, title: "内容有误", message: "提交的内容里有看不见的空字符（NUL），没有处理。",
                advice: "删去从别处粘贴来的不可见字符，再提交一次。")
        case .otherSite:
            self.init(
                status: 403, title: "不接受别的网站提交", message: "这次提交来自别的网站，没有处理。",
                advice: "请在本站的页面上重新办理。",
                suggestions: [Suggestion(title: "工作台", link: .today)])
        case .notSignedIn:
            self.init(
                status: 401, title: "请先登录", message: "这一页要登录后才能看；离开太久也会自动退出。",
                advice: "登录后接着办。刚提交了表单的，另开一页登录，再回到这一页刷新，填的内容不会丢。",
                suggestions: [Suggestion(title: "登录", link: .signIn())])
        case .needsEnrolment:
            self.init(
                status: 403, title: "请先绑定验证器", message: "这个角色要用密码和验证器两样登录，还没有绑定验证器。",
                advice: "绑定只要一分钟。",
                suggestions: [Suggestion(title: "绑定验证器", link: Link(.authenticator))])
        case .notOfThisSession:
            self.init(
                status: 403, title: "表单已失效", message: "这张表单不是这一次登录打开的，没有处理。",
                advice: "回到上一页刷新后再提交；您填的内容浏览器一般还保留着。")
        case .notAForm(let problem):
            self.init(
                status: problem.status, title: "表单看不懂", message: "\(problem)。",
                advice: "请从核对页面选文件；程序请把文件直接发到 /api/check。",
                suggestions: [Suggestion(title: "核对报告", link: .check)])
        case .forbidden(let role):
            self.init(
                status: 403, title: "没有权限", message: "角色“\(role)”不能查看这一页。",
                advice: "换有权限的角色登录，或请科室经办人提供。")
        }
    }

    private init(_ error: RecordRefusal, _ catalogue: Catalogue) {
        switch error {
        case .noRegister(let name, let advice):
            let near = Self.nearRegisters(name, catalogue)
            self.init(
                status: 404, title: "没有这个登记册", message: "没有名为“\(name)”的登记册。",
                advice: near.isEmpty ? advice : "也许要找的是：",
                suggestions: near + [Suggestion(title: "全部登记册", link: .registers)])
        case .notFound(let register, let id):
            let declared = catalogue.registers.first { $0.title == register }
            self.init(
                status: 404, title: "没有这条记录", message: "\(register)里没有编号 \(id) 的记录。",
                advice: "编号可能抄错，或记录在别的登记册里；从列表里查找。",
                suggestions: declared.map {
                    [Suggestion(title: "\(register)列表", link: .register($0.name))]
                } ?? [])
        case .roleMayNot(let role, let act, let register, let who):
            self.init(
                status: 403, title: "没有权限", message: "角色“\(role)”不能在\(register)里\(act)。",
                advice: "可以这样做的角色：\(who)。")
        case .otherSection(let act, let register, let keeper, _):
            self.init(
                status: 403, title: "不归本科室办理", message: "\(register)由\(keeper)管理，本科室只能查看，不能\(act)。",
                advice: "请找\(keeper)办理。")
        case .handedIn, .notYours, .moveNeedsRole, .notUndoable, .managed, .needsApproval:
            self.init(status: 403, title: "现在不能办理", message: error.description, advice: "")
        case .stale, .against, .refusedBeside:
            self.init(status: 409, title: "没有写入", message: error.description, advice: "")
        case .duplicate(let register, let fields, let values, let existing):
            let words = zip(fields, values).map { "\($0)“\($1)”" }.joined(separator: "、")
            self.init(
                status: 409, title: "没有写入", message: "\(register)里已有\(words)的记录（编号 \(existing)）。",
                advice: "要改就改那一条，不要重复建。")
        case .fields(let problems):
            self.init(
                status: 422, title: "没有写入",
                message: problems.map(\.sentence).joined(separator: "\n"), advice: "")
            self.problems = problems.map(Problem.init)
        case .needsReason(let what):
            self.init(
                status: 422, title: "没有写入", message: "\(what)必须写明理由。", advice: "写明理由后再办。")
            self.problems = [Problem("/reason", "必填", "写明理由")]
        case .moveNeedsFields, .noMove, .finalState:
            self.init(status: 422, title: "没有写入", message: error.description, advice: "")
        case .noState(let register, let state, let advice):
            self.init(
                status: 400, title: "筛选条件有误", message: "\(register)没有状态“\(state)”。",
                advice: advice)
        case .badFilter(let text, let advice):
            self.init(
                status: 400, title: "筛选条件有误", message: "看不懂条件“\(text)”。", advice: advice)
        }
    }

    /// Registers whose name or title shares most pairs of letters with a mistyped one.
    static func nearRegisters(_ name: String, _ catalogue: Catalogue) -> [Suggestion] {
        func pairs(_ text: String) -> Set<String> {
            let letters = Array(text.prefix(60))
            return Set(zip(letters, letters.dropFirst()).map { "\($0)\($1)" })
        }
        let wanted = pairs(name)
        let scored = catalogue.registers.map { register in
            let own = pairs(register.name)
            let titled = pairs(register.title)
            let common = wanted.intersection(own).count + wanted.intersection(titled).count
            return (score: common * 100 / max(own.count, 1), register: register)
        }
        return scored.filter { $0.score > 20 }.sorted { $0.score > $1.score }.prefix(4)
            .map { Suggestion(title: $0.register.title, link: .register($0.register.name)) }
    }
}
