/// Passages that many kinds of report share, and the honest traps of real text in them.
extension ReportDraft {
    /// A paragraph with a law, a document number, dates and plan names, and no computation.
    mutating func legalBasis() -> Prose {
        let law = pick([
            "《中华人民共和国预算法》第五十七条", "《政府信息公开条例》第二十条", "《行政事业性国有资产管理条例》第十三条",
        ])
        let document =
            "\(setting.mark)财\(pick(["绩", "预", "发"]))〔\(setting.year + 1)〕\(int(2...68))号"
        return Prose(
            pick([
                "根据\(law)规定和《关于开展\(setting.year)年度预算绩效管理工作的通知》（\(document)）要求，现将有关情况报告如下。",
                "按照\(document)文件要求，对照\(law)，我单位于\(setting.year + 1)年3月\(int(2...28))日启动了此项工作。",
                "依据\(law)、\(document)文件以及“十四五”规划，结合“1+3+X”工作体系，形成本报告。",
            ]))
    }

    mutating func contact() -> Prose {
        let phone = "0\(int(710...799))-\(int(2_100_000...8_999_999))"
        return Prose(
            pick([
                "联系电话：\(phone)，邮编：4\(int(10_000...39_999))。",
                "监督电话：\(phone)（工作日8:30—12:00、14:30—17:30）。",
                "联系人：办公室；电话：\(phone)；公开日期：\(setting.year + 1)年\(int(2...9))月\(int(1...28))日。",
            ]))
    }

    /// Sections and subordinate units, each a list with its number.
    mutating func organisation() -> Prose {
        let department = setting.department
        let inner = list(
            some(department.sections, 5...10, ordered: true),
            "个",
            last: pick(["、", "、", "和"]))
        var prose: Prose =
            pick([true, false])
            ? """
            \(pick(["局机关内设科室", "内设机构"]))\(inner.count)，\(pick(["即", "分别为", "分别是"]))\
            \(inner.list)。
            """
            : "局机关共设\(inner.count)\(pick(["科室", "职能科室", "内设机构"]))：\(inner.list)。"
        let units = some(department.units, 3...5)
        if chance(0.6) {
            let below = list(units.map { setting.level + $0 }, "个", last: pick(["、", "、", "和"]))
            prose += "下设\(pick(["直属单位", "二级机构"]))\(below.count)，\(pick(["分别是", "即"]))\(below.list)。"
        } else if chance(0.5) {
            prose += "下属单位有\(setting.level)\(units[0])、\(setting.level)\(units[1])等，均未单独核算。"
        }
        return prose
    }

    /// Posts and people: a sum of counts, and attributes that overlap.
    mutating func people() -> Prose {
        let parts = [int(18...96), int(8...120), int(1...6)]
        let all = parts.reduce(0, +)
        let posts = count(all + int(0...12), pick(["名", "人"]))
        let total = count(all, "人")
        let names = pick([
            ["公务员", "事业人员", "工勤人员"], ["行政人员", "参公人员", "机关工勤人员"], ["行政编制人员", "事业编制人员", "其他人员"],
        ])
        let figures = parts.map { count($0, "人") }
        sum(total, figures, .counts)
        var prose: Prose =
            "核定编制\(posts)，\(pick(["年末实有在职人员", "实有在编在岗人员"]))\(total)\(habits.whereof)"
        prose += zip(names, figures).map { "\($0)\($1)" as Prose }.joined(
            habits.whereof.contains("包括") ? "、" : habits.partMark)
        prose += "。"
        if chance(0.6) {
            let women = count(part(all, 25...58), "人")
            let members = count(part(all, 45...82), "人")
            within(women, total)
            within(members, total)
            prose += "在职人员中，女性\(women)，中共党员\(members)"
            if chance(0.5) {
                let young = count(part(all, 20...45), "人")
                within(young, total)
                prose += "，35岁以下\(young)"
            }
            prose += "。"
        }
        if chance(0.5) { prose += "另有离退休人员\(count(int(12...90), "人"))。" }
        return prose
    }

    /// Duties, as numbered paragraphs or as one.
    mutating func duties() {
        let duties = some(setting.department.duties, 3...5)
        if chance(0.6) {
            for duty in duties { numbered(Prose(duty)) }
            numbered("完成\(setting.level)委、\(setting.level)政府交办的其他任务。")
        } else {
            paragraph(Prose("\(setting.office)主要职责是：" + duties.joined()))
        }
    }

    /// What the department did, each thing once: counts with growth, parts that are not all.
    mutating func achievement() -> Prose {
        guard let output = outputs.popLast() else { return "各项工作有序推进。" }
        let now = int(output.size)
        let figure = count(now, output.unit)
        let lead = pick(["全年", "\(setting.year)年", "", "累计"])
        switch int(0...4) {
        case 0:
            let before = countBefore(now)
            return
                """
                \(lead)\(output.verb)\(output.noun)\(figure)，\
                \(change(figure, now, before: before))。
                """
        case 1:
            let part = count(max(1, part(now, 20...70)), output.unit)
            within(part, figure)
            let place = pick(["山区乡镇", "重点乡镇", "中心城区", "库区移民村"])
            return "\(lead)\(output.verb)\(output.noun)\(figure)，其中\(place)\(part)。"
        case 2:
            let first = part(now, 25...60)
            let town = count(first, output.unit)
            let village = count(now - first, output.unit)
            sum(figure, [town, village], .counts)
            return
                """
                \(lead)\(output.verb)\(output.noun)\(figure)\(habits.whereof)城区\(town)、乡镇\
                \(village)。
                """
        case 3:
            let plan = max(1, whole(now, 80...125))
            let target = count(plan, output.unit)
            let rate = share((figure, now), of: (target, plan), .executionRate)
            return
                """
                年初计划\(output.verb)\(output.noun)\(target)，实际完成\(figure)，完成\(pick(["年度", "全年"]))目标\
                的\(rate)。
                """
        default:
            return "\(lead)\(output.verb)\(output.noun)\(figure)，居全省第\(int(2...12))位。"
        }
    }

    /// A sentence without any computation, full of numbers that are none; each once.
    mutating func distraction() -> Prose {
        let year = setting.year
        switch distractions.popLast() {
        case 0:
            return
                "截至\(year)年12月31日，累计接待来访\(count(int(3...90) * 10, "余人次"))，群众满意度保持在95%以上。"
        case 1: return "力争到\(year + 2)年，\(setting.whole)重点任务完成率达到90%左右，年均增长6%–8%。"
        case 2:
            let homes = int(2...9)
            return
                """
                面向\(count(homes * 1_000, "余户"))群众开展问卷调查，涉及约\(homes * 3)000人，\
                同比提高\(int(1...9)).\(int(1...9))个百分点。
                """
        case 3: return "严格落实中央八项规定精神和过紧日子要求，压减一般性支出10%–20%。"
        case 4: return "“十四五”以来，累计投入近\(int(2...9))亿元，群众获得感不断增强。"
        case 5: return "全面推行“双随机、一公开”监管，“1+3+X”体系更加完善，12345热线按期办结率100%。"
        case 6:
            return
                """
                \(setting.level)委常委会、\(setting.level)政府常务会\(int(3...9))次专题研究相关工作，\(year)年8月\
                \(int(2...28))日召开现场推进会。
                """
        case 7:
            return
                "标志性项目自\(year - 2)年启动，计划\(year + 1)年底完工，总投资约\(int(2...8)).\(int(1...9))亿元。"
        default: return Prose(pick(["各项措施落地见效。", "工作机制不断健全。", "社会反响良好。"]))
        }
    }

    /// Documents issued, as a list with its number.
    mutating func issuedDocuments() -> Prose {
        let names = some(setting.department.documents, 3...3).map { "《\(setting.place)\($0)》" }
        let lead = pick(["先后出台", "研究制定", "修订印发"])
        // With 等 the list may stay open.
        if chance(0.15) { return "\(lead)\(names[0])\(names[1])等制度文件。" }
        if chance(0.15) {
            return "\(lead)\(names[0])、\(names[1])等\(count(int(3...9), "项"))制度文件。"
        }
        let made = list(names, pick(["个", "项"]), joiner: pick(["", "、"]))
        return "\(lead)\(made.list)共\(made.count)\(pick(["制度", "文件", "管理制度"]))。"
    }

    /// Work named by 一是…二是…, its number before it.
    mutating func namedPoints(
        _ lead: String, _ points: [String], _ unit: String, _ noun: String
    ) -> Prose {
        let marks = ["一是", "二是", "三是", "四是", "五是"]
        let items = zip(marks, points).map { $0 + $1 }
        let made = list(items, unit, joiner: "；", removable: false)
        return "\(lead)\(made.count)\(noun)：\(made.list)。"
    }

    /// A total and its parts in one sentence, in this author's way.
    mutating func breakdown(_ names: [String], _ figures: [Figure]) -> Prose {
        if figures.count <= 4, chance(0.15) {
            return
                """
                ，其中\(names.joined(separator: "、"))分别为\
                \(figures.map { "\($0)" as Prose }.joined("、"))
                """
        }
        let mark = habits.whereof.contains("包括") && chance(0.5) ? "、" : habits.partMark
        return Prose(habits.whereof)
            + zip(names, figures).map { "\($0)\($1)" as Prose }.joined(mark)
    }
}
