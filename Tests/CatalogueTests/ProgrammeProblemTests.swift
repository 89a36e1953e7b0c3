import Catalogue
import Testing

/// Sound programmes over the sound catalogue, and what is said of each mistake in them.
@Suite struct ProgrammeProblemTests {
    private static let file = "programmes/basic-fund.yaml"
    private static let subsidy = "programmes/subsidy-fund.yaml"
    private static let race = "programmes/race-fund.yaml"

    private static let basic = """
        programme: basic-fund
        title: 基础基金
        abbreviation: JCJJ
        mode: competitive
        section: office
        source: 试验办法
        kinds:
          general:
            title: 面上
            ceiling: general_ceiling
            months: general_months
            co-funding: {side: county, ratio: share_ratio}
        form:
          version: 1
          asks: [title, requested, co_funding]
          offers: [summary]
          files: [commitment]
          questions:
            why: {title: 为什么, max: 500}
        requirements:
          leader-title:
            title: 中级以上
            of: leader
            where: {rank: senior}
            source: 试验办法
            remedy: 换人
          leader-age:
            title: 年龄
            of: leader
            age: {men: age_men, women: age_women}
            source: 试验办法
            remedy: 换人
        quota: quota_rule
        limits:
          leader-running: running_limit
        exempt: [region]
        stages:
          sign-off: {}
          recommendation: {term: stage_days}
          review: {term: stage_days}
          notice: {term: stage_days}
          contract: {term: contract_days}
          acceptance: {}
        review:
          panel: panel_rule
          threshold: score_rule
          tie-break: novelty
          criteria:
            novelty: {title: 创新性, weight: 60}
            plan: {title: 方案, weight: 40}
        budget: {mode: itemised, indirect: indirect}
        payments:
          signing: {title: 首款, share: 80}
          acceptance: {title: 尾款, share: 20}
        reports:
          yearly: {each-year: 12-31}
        acceptance:
          filing: general_months
          finishing: general_months
          panel: panel_rule
          criteria: {targets: {title: 指标逐项达到}}
        indicators:
          papers: {title: 论文, kind: quantity, unit: 篇, least: 1}
        """

    private static let subsidyText = """
        programme: subsidy-fund
        title: 后补助
        abbreviation: HBZ
        mode: subsidy
        section: office
        source: 试验办法
        kinds:
          general: {title: 面上, ceiling: general_ceiling}
        form: {version: 1, asks: [title, spent], files: [commitment]}
        stages:
          sign-off: {}
          notice: {term: stage_days}
        budget: {mode: formula, ratio: share_ratio}
        acceptance: {filing: general_months, finishing: general_months, panel: panel_rule}
        """

    private static let raceText =
        basic.replacing("basic-fund", with: "race-fund")
        .replacing("JCJJ", with: "SMZ").replacing("mode: competitive", with: "mode: race")
        .replacing("asks: [title, ", with: "asks: [title, milestones, ")
            + """

            elimination:
              teams: team_rule
              rounds:
                first: {title: 第一轮, keep: team_rule}
            """

    private static func rule(_ name: String, _ unit: String, _ value: Int) -> String {
        "\(name): {title: \(name), unit: \"\(unit)\", values: [{from: 2024-01-01, value: \(value), "
            + "source: 试验办法}]}\n"
    }

    private static let rules =
        [
            ("general_ceiling", "万元", 10), ("general_months", "月", 24), ("share_ratio", "%", 100),
            ("age_men", "岁", 35), ("age_women", "岁", 40), ("quota_rule", "项", 5),
            ("running_limit", "项", 2), ("stage_days", "工作日", 5), ("contract_days", "日", 30),
            ("panel_rule", "人", 5), ("score_rule", "分", 70), ("indirect_to_500", "%", 30),
            ("indirect_to_1000", "%", 25), ("indirect_above_1000", "%", 20), ("team_rule", "家", 2),
        ].map { rule($0.0, $0.1, $0.2) }.joined()

    private static func register(_ name: String, _ fields: String, more: String = "") -> String {
        """
        register: \(name)
        title: 册 \(name)
        match: [title]
        unique: [[title]]
        lifecycle: keeping
        label: title
        list: [title]
        sort: title
        \(more)fields:
          title: {title: 名称, type: text, required: true}
        \(fields)
        """
    }

    private static let files = CatalogueFolder.sound.merging(
        [
            file: basic, subsidy: subsidyText, race: raceText,
            "rules/programmes.yaml": rules,
            "lifecycles/keeping.yaml": """
            keeping: {title: 在册, initial: kept, states: {kept: {title: 在册}}, moves: {}}
            """,
            "codes/programmes.yaml": """
            sections: {title: 科室, values: {office: 办公室}}
            programmes: {title: 计划, values: {basic-fund: 基础, subsidy-fund: 后补助, race-fund: 赛马}}
            project-kinds: {title: 类别, values: {general: 面上}}
            co-funding-sides: {title: 配套方, values: {county: 县级, enterprise: 企业}}
            stage-conditions: {title: 付款条件, values: {signing: 签约, acceptance: 验收}}
            application-files: {title: 附件, values: {commitment: 承诺书, audit: 审计}}
            indicator-classes: {title: 指标类别, values: {quantity: 数量}}
            gate-rules: {title: 核查规则, values: {region: 地区}}
            ranks: {title: 职称, values: {senior: 高级, junior: 初级}}
            """,
            "registers/organisation.yaml": register("organisation", ""),
            "registers/person.yaml": register(
                "person", "  rank: {title: 职称, type: choice, of: ranks}"),
            "registers/application.yaml": register(
                "application",
                """
                  requested: {title: 申请资金, type: money}
                  co_funding: {title: 配套, type: money}
                  spent: {title: 已支出, type: money}
                  summary: {title: 摘要, type: text}
                  receipt: {title: 回执, type: text}
                  milestones:
                    title: 里程碑
                    type: rows
                    columns: {name: {title: 名称, type: text}}
                """,
                more: "owner-fields: [title, requested, co_funding, spent, summary, milestones]\n"),
        ], uniquingKeysWith: { $1 })

    private static let mistakes: [Mistake] = [
        Mistake(file, "programme: basic-fund", "programme: base-fund", 1, "与文件名不同", "basic-fund"),
        Mistake(file, "title: 基础基金\n", "", 1, "缺少 title", "补上 title"),
        Mistake(file, "source: 试验办法\nkinds", "kinds", 1, "缺少 source", "补上 source"),
        Mistake(file, "abbreviation: JCJJ", "abbreviation: 基金", 3, "大写字母", "ZRJJ"),
        Mistake(subsidy, "abbreviation: HBZ", "abbreviation: SMZ", 3, "用了不止一次", "分清"),
        Mistake(
            file, "mode: competitive", "mode: competition", 4, "不能是 competition", "competitive？"),
        Mistake(file, "section: office", "section: ofice", 5, "不在代码表 sections", "office？"),
        Mistake(file, "quota: quota_rule", "quotas: quota_rule", 33, "没有 quotas 这个键", "quota？"),
        Mistake(file, "  general:\n", "  special:\n", 8, "不在代码表 project-kinds", "可用"),
        Mistake(file, "    ceiling: general_ceiling\n", "", 8, "没有 ceiling", "万元"),
        Mistake(
            file, "ceiling: general_ceiling", "ceiling: general_celing", 8, "没有规则",
            "general_ceiling？"),
        Mistake(
            file, "ceiling: general_ceiling", "ceiling: general_months", 8, "单位是月，这里要万元", "换一条"),
        Mistake(file, "    months: general_months\n", "", 8, "没有 months", "执行期"),
        Mistake(file, "side: county", "side: country", 8, "不在代码表 co-funding-sides", "county？"),
        Mistake(file, "requested, co_funding]", "requested]", 8, "表格里没有 co_funding", "补上"),
        Mistake(file, "form:\n  version: 1", "form:\n  version: 0", 13, "不能小于 1", "加一"),
        Mistake(file, "version: 1", "version: 一", 14, "应是整数", "现为 一"),
        Mistake(file, "offers: [summary]", "offers: [sumary]", 13, "不在登记册 application", "summary？"),
        Mistake(file, "offers: [summary]", "offers: [title]", 13, "既要求又可选", "只留"),
        Mistake(file, "offers: [summary]", "offers: [receipt]", 13, "由平台填", "去掉"),
        Mistake(
            file, "files: [commitment]", "files: [comitment]", 13, "application-files",
            "commitment？"),
        Mistake(
            file, "of: leader\n    where", "of: leeder\n    where", 23, "不能是 leeder", "leader？"),
        Mistake(file, "rank: senior", "rnk: senior", 24, "没有字段 rnk", "rank？"),
        Mistake(file, "    where: {rank: senior}\n", "", 21, "什么也没有要求", "where 或 age"),
        Mistake(
            file, "of: leader\n    age", "of: organisation\n    age", 27, "单位的年龄", "of: leader"),
        Mistake(file, "men: age_men", "men: running_limit", 27, "单位是项，这里要岁", "换一条"),
        Mistake(file, "    remedy: 换人\n  leader-age", "  leader-age", 22, "缺少 remedy", "补上 remedy"),
        Mistake(file, "quota: quota_rule", "quota: stage_days", 33, "单位是工作日，这里要项", "换一条"),
        Mistake(file, "  recommendation: {term: stage_days}\n", "", 33, "没有推荐环节", "recommendation"),
        Mistake(
            file, "leader-running: running_limit", "leader-run: running_limit", 35, "没有 leader-run",
            "leader-running"),
        Mistake(file, "  review: {term", "  reviews: {term", 40, "没有环节 reviews", "review？"),
        Mistake(
            file, "  review: {term: stage_days}\n  notice: {term: stage_days}\n",
            "  notice: {term: stage_days}\n  review: {term: stage_days}\n", 37,
            "环节 review 排在 notice 后面", "次序是"),
        Mistake(
            file, "notice: {term: stage_days}", "notice: {term: score_rule}", 37, "这里要日或工作日", "换一条"),
        Mistake(file, "  acceptance: {}\n", "", 37, "没有环节 acceptance", "要验收"),
        Mistake(file, "weight: 60", "weight: 50", 44, "合计不是 100", "criteria"),
        Mistake(file, "tie-break: novelty", "tie-break: novel", 44, "novel 不是评审指标", "criteria"),
        Mistake(file, "threshold: score_rule", "threshold: panel_rule", 44, "单位是人，这里要分", "换一条"),
        Mistake(
            file, "budget: {mode: itemised, indirect: indirect}", "budget: {mode: itemised}", 51,
            "没有写 indirect", "indirect_rate"),
        Mistake(
            file, "indirect: indirect}", "indirect: direct}", 51, "没有规则 direct_to_500",
            "indirect_to_500？"),
        Mistake(
            file, "mode: itemised, indirect: indirect", "mode: formula", 51, "公式只用于后补助", "itemised"),
        Mistake(file, "share: 20", "share: 30", 52, "付款比例合计不是 100", "payments"),
        Mistake(
            file, "  signing: {title: 首款", "  sining: {title: 首款", 52, "不在代码表 stage-conditions",
            "signing？"),
        Mistake(
            file, "yearly: {each-year: 12-31}", "yearly: {each-year: 02-30}", 55, "不是每年都有的月日",
            "12-31"),
        Mistake(file, "  yearly:", "  anual:", 56, "没有报告 anual", "可用"),
        Mistake(file, "  criteria: {targets: {title: 指标逐项达到}}\n", "", 57, "没有 criteria", "验收看什么"),
        Mistake(file, "filing: general_months", "filing: stage_days", 57, "单位是工作日，这里要月", "换一条"),
        Mistake(
            file, "kind: quantity", "kind: quality", 62, "不在代码表 indicator-classes", "quantity？"),
        Mistake(file, "exempt: [region]", "exempt: [regoin]", 36, "不在代码表 gate-rules", "region"),
        Mistake(subsidy, "asks: [title, spent]", "asks: [title]", 9, "已发生的研发费用", "spent"),
        Mistake(subsidy, ", files: [commitment]", "", 9, "没有要证据", "audit"),
        Mistake(
            subsidy, "mode: formula, ratio: share_ratio", "mode: lump-sum", 13, "没有公式", "ratio"),
        Mistake(
            subsidy, "  notice: {term: stage_days}", "  notice: {}\n  contract: {}", 10,
            "不经过环节 contract", "去掉"),
        Mistake(race, "teams: team_rule", "teams: team_rul", 64, "没有规则 team_rul", "team_rule？"),
        Mistake(race, "milestones, ", "", 13, "没有让人填里程碑", "milestones"),
        Mistake(race, "    first: {title: 第一轮, keep: team_rule}", "    {}", 64, "没有一轮淘汰", "rounds"),
        Mistake(race, "mode: race", "mode: competitive", 64, "只有赛马才有", "mode: race"),
        Mistake(race, "mode: race", "mode: challenge", 37, "没有对接环节", "matching"),
    ]

    @Test func aSoundProgrammeIsRead() throws {
        let folder = try CatalogueFolder(Self.files)
        #expect(folder.problems() == [])
        let catalogue = try Catalogue.load([folder.path])
        #expect(catalogue.programmes.map(\.name) == ["basic-fund", "race-fund", "subsidy-fund"])
        let basic = try #require(catalogue.programme("basic-fund"))
        #expect(basic.quota == "quota_rule")
        #expect(basic.limits.map(\.kind) == [.leaderRunning])
        #expect(basic.acceptance.criteria.map(\.title) == ["指标逐项达到"])
        #expect(basic.requirements(of: "general").map(\.name) == ["leader-title", "leader-age"])
        #expect(basic.payments(of: "general").map(\.share) == [80, 20])
        #expect(basic.has(.recommendation) && !basic.has(.siteVisit))
        #expect(basic.elimination == nil)
        #expect(catalogue.programme("race-fund")?.elimination?.rounds.map(\.keep) == ["team_rule"])
    }

    @Test(arguments: mistakes) func aMistakeIsNamedWithItsLineAndAdvice(mistake: Mistake) throws {
        var files = Self.files
        let text = try #require(files[mistake.file])
        #expect(text.contains(mistake.from), "\(mistake.from)")
        files[mistake.file] = text.replacing(mistake.from, with: mistake.to, maxReplacements: 1)
        let problems = try CatalogueFolder(files).problems()
        let problem = try #require(
            problems.first {
                $0.message.contains(mistake.message) && $0.place.file.hasSuffix("/" + mistake.file)
            }, "\(mistake.message): \(problems)")
        #expect(problem.place.line == mistake.line, "\(problem)")
        #expect(problem.advice.contains(mistake.advice), "\(problem.advice)")
    }

    @Test func aCityChangesTheTermsByItsRuleAndTakesAProgrammeAway() throws {
        let base = try CatalogueFolder(Self.files)
        let city = try CatalogueFolder([
            "layer.yaml": "level: city\ntitle: 另一市\nregion: \"430600\"\n",
            "rules/own.yaml": Self.rule("general_ceiling", "万元", 20),
            Self.file: "title: 本市基金\nstages: {notice: {term: contract_days}}\n",
        ])
        let catalogue = try Catalogue.load([base.path, city.path])
        let basic = try #require(catalogue.programme("basic-fund"))
        #expect(basic.title == "本市基金")
        #expect(basic.stages.first { $0.stage == .notice }?.term == "contract_days")
        #expect(catalogue.rules["general_ceiling"]?.values.last?.value == "20")
    }
}

/// The programmes that the project comes with.
@Suite struct RealProgrammeTests {
    private static let names = [
        "achievement-transfer", "challenge", "culture-tourism", "innovation-platform", "key-rd",
        "major-project", "natural-science-fund", "race", "rd-subsidy", "soft-science",
        "talent-team",
    ]

    @Test func allProgrammesOfTheCityAreDeclared() throws {
        let catalogue = try Project.catalogue.get()
        #expect(catalogue.programmes.map(\.name) == Self.names)
        let codes = try #require(catalogue.list("programmes")).codes
        #expect(Set(codes.map(\.code)) == Set(Self.names))
        for programme in catalogue.programmes {
            #expect(catalogue.list("programmes")?[programme.name]?.title == programme.title)
        }
    }

    @Test func everyKindOfProjectBelongsToOneProgramme() throws {
        let catalogue = try Project.catalogue.get()
        let kinds = catalogue.programmes.flatMap { $0.kinds.map(\.name) }
        #expect(Set(kinds).count == kinds.count)
        #expect(Set(kinds) == Set(try #require(catalogue.list("project-kinds")).codes.map(\.code)))
    }

    @Test func whatIsNotSureSaysSo() throws {
        let catalogue = try Project.catalogue.get()
        for programme in catalogue.programmes {
            for kind in programme.kinds {
                let rule = try #require(kind.ceiling.flatMap { catalogue.rules[$0] })
                #expect(rule.values.allSatisfy { !$0.source.isEmpty }, "\(rule.name)")
            }
            #expect(programme.source.contains("办法"), "\(programme.name)")
        }
    }

    @Test func theSubsidyHasAFormulaAndNoContract() throws {
        let programme = try #require(try Project.catalogue.get().programme("rd-subsidy"))
        #expect(programme.mode == .subsidy && programme.budget.mode == .formula)
        #expect(!programme.has(.contract) && !programme.has(.review))
        #expect(programme.form.asks.contains("spent") && programme.form.files.contains("audit"))
    }

    @Test func theRaceDropsTeamsAtItsMilestones() throws {
        let catalogue = try Project.catalogue.get()
        let race = try #require(catalogue.programme("race")?.elimination)
        let kept = race.rounds.compactMap { catalogue.rules[$0.keep]?.values.last?.value }
        #expect(kept == ["2", "1"])
    }
}
